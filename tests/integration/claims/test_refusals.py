"""What is refused on the way of a claim, with nothing changed afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from claims.models import Claim, DutyShift, LossItem, LossReport, ReserveEntry, SurveyTask
from claims.services import approve, assess, calculate, dispatch, papers, register, reports, reserves, settle, survey
from claims.services import refusals as refused
from claims.services.data import ReportData, SurveyFacts
from core.models import WorkItem
from core.workflow.engine import ReasonMissing
from core.workflow.refusals import (
    AboveAuthority,
    Forbidden,
    Hidden,
    NotPossible,
    SegregationConflict,
    Stale,
)
from organisation.public import system_actor
from tests.factories import claims as made
from tests.factories.organisation import actor_at, order
from tests.support.unchanged import nothing_changed


class TestReport:
    @pytest.mark.req("HOT-01", "HOT-03")
    def test_only_95518_takes_reports(self) -> None:
        data = made.report_data(at=timezone.now())
        with nothing_changed(), pytest.raises(Forbidden):
            reports.register_report(order(actor_at("CS_REG", made.CENTRE)), data)
        elsewhere = replace(actor_at("CS_REG", made.CENTRE), permissions=frozenset({"claims.receive_report"}))
        with nothing_changed(), pytest.raises(refused.NotTheHotline):
            reports.register_report(order(elsewhere), data)

    @pytest.mark.parametrize(
        ("over", "field"),
        [
            ({"occurred_at": timezone.now() + timedelta(hours=1)}, "occurred_at"),
            ({"occurred_at": timezone.now() - timedelta(days=800)}, "occurred_at"),
            ({"reporter_name": " "}, "reporter_name"),
            ({"place": ""}, "place"),
            ({"reporter_phone": "12"}, "reporter_phone"),
            ({"estimate": Decimal(-1)}, "estimate"),
            ({"latitude": None}, "loss_unit_id"),
            ({"loss_unit_id": 1}, "loss_unit_id"),
        ],
    )
    def test_broken_input_is_refused_at_its_field(self, over: dict[str, object], field: str) -> None:
        data = made.report_data(**{"at": timezone.now(), **over})
        with nothing_changed(), pytest.raises(refused.InvalidEntry) as caught:
            reports.register_report(order(actor_at("CS_AGENT", made.HOTLINE)), data)
        assert caught.value.field == field

    @pytest.mark.req("HOT-04")
    def test_a_double_click_makes_one_report(self) -> None:
        command = order(actor_at("CS_AGENT", made.HOTLINE))
        data: ReportData = made.report_data(at=timezone.now())
        assert reports.register_report(command, data).pk == reports.register_report(command, data).pk
        assert (LossReport.objects.count(), SurveyTask.objects.count()) == (1, 1)

    @pytest.mark.req("HOT-04", "HOT-14")
    def test_a_second_report_of_the_accident_is_pointed_out(self) -> None:
        first = made.make_report(covers=[])
        second = made.make_report(covers=[], at=first.reported_at + timedelta(minutes=30))
        assert [hint["number"] for hint in second.duplicate_hints] == [first.number]

    def test_outside_cover_is_shown_and_never_registered(self) -> None:
        policies = made.policies.make_policy_in_force()
        report = made.make_report(covers=policies, at=timezone.now())
        assert [cover.covered for cover in report.covers.all()] == [False, False]
        with nothing_changed(), pytest.raises(refused.NotCovered):
            register.register(report.pk, order(actor_at("CS_REG", made.CENTRE)))

    def test_cancelling_wants_a_reason_and_ends_the_tasks(self) -> None:
        report = made.make_report(covers=[])
        agent = actor_at("CS_AGENT", made.HOTLINE)
        with nothing_changed(), pytest.raises(ReasonMissing):
            reports.cancel_report(report.pk, order(agent))
        assert reports.cancel_report(report.pk, order(agent, reason="重复报案")).state == "cancelled"
        assert SurveyTask.objects.get().state == "cancelled"


class TestField:
    @pytest.mark.req("HOT-02")
    def test_the_wrong_hands(self) -> None:
        task = made.make_assigned()
        other = next(a for n in range(3) if (a := actor_at("CS_SURV", made.CENTRE, nth=n)).staff_id != task.surveyor_id)
        with nothing_changed(), pytest.raises(refused.NotYourTask):
            dispatch.accept(task.pk, order(other))
        with nothing_changed(), pytest.raises(Hidden):
            dispatch.accept(task.pk, order(actor_at("CS_SURV", made.JINJIANG)))
        with nothing_changed(), pytest.raises(Forbidden):
            dispatch.redispatch(task.pk, order(made.surveyor_of(task), reason="x"), surveyor_id=1)

    def test_the_dispatcher_sends_somebody_else(self) -> None:
        task = made.make_assigned()
        nobody = order(actor_at("CS_DISP", made.HOTLINE), reason="第二现场")
        with nothing_changed(), pytest.raises(refused.InvalidEntry):
            dispatch.redispatch(task.pk, nobody, surveyor_id=task.surveyor_id)
        other = next(a for n in range(3) if (a := actor_at("CS_SURV", made.CENTRE, nth=n)).staff_id != task.surveyor_id)
        again = order(actor_at("CS_DISP", made.HOTLINE), reason="第二现场")
        sent = dispatch.send(task.pk, again, surveyor_id=other.staff_id)
        assert WorkItem.objects.get(subject_kind="claims.task", done_at=None).assignee_id == other.staff_id
        assert (sent.surveyor_name, sent.dispatch_note) == (other.name, "第二现场")

    def test_full_hands_are_passed_over(self) -> None:
        tasks = [made.make_report(covers=[], plate=f"闽C0000{n}").tasks.get() for n in range(8)]
        nearest = actor_at("CS_SURV", made.CENTRE, nth=1)
        for task in tasks:
            dispatch.send(task.pk, order(actor_at("CS_DISP", made.HOTLINE), reason="x"), surveyor_id=nearest.staff_id)
        given = made.make_assigned(covers=[], plate="闽C00009")
        assert given.surveyor_id != nearest.staff_id
        barred = {one["staff"]: one["barrier"] for one in given.weighed}
        assert (barred[nearest.staff_id], barred[given.surveyor_id]) == ("load", "")

    def test_nobody_on_duty_leaves_the_task_with_the_dispatcher(self) -> None:
        report = made.make_report(covers=[])
        DutyShift.objects.all().delete()
        with nothing_changed(), pytest.raises(refused.NoSurveyor):
            dispatch.assign(report.tasks.get().pk, order(made.dispatcher(report.unit_id)))

    @pytest.mark.req("SUR-01")
    def test_a_survey_is_finished_only_when_complete(self) -> None:
        task = made.make_on_site(covers=[])
        who = made.surveyor_of(task)
        with nothing_changed(), pytest.raises(refused.FactsMissing):
            survey.finish(task.pk, order(who))
        survey.record_facts(task.pk, order(who), facts=SurveyFacts(fault="full", narrative="追尾"))
        with nothing_changed(), pytest.raises(refused.PhotosMissing) as caught:
            survey.finish(task.pk, order(who))
        assert caught.value.details["shots"] == ["scene", "whole", "vin", "damage"]

    @pytest.mark.parametrize(
        ("data", "field"),
        [
            (made.item_data("tree"), "kind"),
            (made.item_data("injury"), "category"),
            (made.item_data(name=" "), "name"),
            (made.item_data(lines=()), "lines"),
            (made.item_data(amount=0), "lines"),
            (made.item_data(residual=Decimal(20000)), "residual"),
        ],
    )
    def test_broken_objects_are_refused(self, data: made.ItemData, field: str) -> None:
        task = made.make_on_site(covers=[])
        who = made.surveyor_of(task)
        with nothing_changed(), pytest.raises(refused.InvalidEntry) as caught:
            survey.add_item(order(who), task_id=task.pk, data=data)
        assert caught.value.field == field


class TestAssessment:
    @pytest.mark.req("SUR-08", "SUR-09")
    def test_above_authority_goes_to_price_review_by_another(self) -> None:
        report = made.make_surveyed(covers=[], items=(made.item_data(amount=25000),))
        item = LossItem.objects.get(report=report)
        who = made.surveyor_of(item.task)
        with nothing_changed(), pytest.raises(AboveAuthority) as caught:
            assess.confirm(item.pk, order(who))
        assert caught.value.details["limit"] == Decimal("20000.00")
        assess.to_price_review(item.pk, order(who))
        own = replace(who, post="CS_PRICE", permissions=frozenset({"claims.review_price"}))
        with nothing_changed(), pytest.raises(SegregationConflict):
            assess.agree(item.pk, order(own))
        assert assess.agree(item.pk, order(actor_at("CS_PRICE", made.CENTRE))).state == "confirmed"

    @pytest.mark.req("SUR-08", "AUT-18")
    def test_the_sub_branch_surveyor_has_less_authority(self) -> None:
        place = {"latitude": Decimal("24.7800"), "longitude": Decimal("118.5530")}
        report = made.make_surveyed(covers=[], items=(made.item_data(amount=12000),), **place)
        item = LossItem.objects.get(report=report)
        with nothing_changed(), pytest.raises(AboveAuthority) as caught:
            assess.confirm(item.pk, order(made.surveyor_of(item.task)))
        assert caught.value.details["limit"] == Decimal("10000.00")


class TestPapers:
    @pytest.mark.req("CAS-02")
    def test_missing_documents_are_asked_for_once(self) -> None:
        claim = made.make_claims()["MOD"]
        clerk = actor_at("CS_ADMIN", made.CENTRE)
        with nothing_changed(), pytest.raises(refused.DocumentsMissing):
            papers.complete_documents(claim.pk, order(clerk))
        assert papers.ask_missing(claim.pk, order(clerk)).state == "wait_docs"
        with nothing_changed(), pytest.raises(NotPossible):
            papers.ask_missing(claim.pk, order(clerk))
        assert made.bring_documents(claim).state == "docs_complete"

    def test_unassessed_is_not_complete(self) -> None:
        report = made.make_surveyed()
        register.register(report.pk, order(actor_at("CS_REG", made.CENTRE)))
        claim = Claim.objects.get(line="MOD")
        clerk = actor_at("CS_ADMIN", made.CENTRE)
        codes = tuple(claim.documents.values_list("code", flat=True))
        papers.receive_documents(claim.pk, order(clerk), codes=codes)
        with nothing_changed(), pytest.raises(refused.NotAssessed):
            papers.complete_documents(claim.pk, order(clerk))

    @pytest.mark.req("CAS-03")
    def test_a_claim_is_registered_once(self) -> None:
        report = made.make_assessed()
        register.register(report.pk, order(actor_at("CS_REG", made.CENTRE)))
        with nothing_changed(), pytest.raises(NotPossible):
            register.register(report.pk, order(actor_at("CS_REG", made.CENTRE)))

    @pytest.mark.req("CAS-04")
    def test_reserves_change_with_reason_and_history(self) -> None:
        claim = made.make_claims()["MOD"]
        clerk = actor_at("CS_REG", made.CENTRE)
        new = {"MOD": Decimal(12000), "MTP": Decimal(8000)}
        with nothing_changed(), pytest.raises(ReasonMissing):
            reserves.revise_reserve(claim.pk, order(clerk), reserves=new)
        with nothing_changed(), pytest.raises(refused.InvalidEntry):
            reserves.revise_reserve(claim.pk, order(clerk, reason="x"), reserves={"MOD": Decimal(-1)})
        changed = reserves.revise_reserve(claim.pk, order(clerk, reason="隐损"), reserves=new)
        assert changed.reserve == Decimal("20000.00")
        last = ReserveEntry.objects.filter(claim=claim).order_by("-pk")[0]
        assert (last.coverage, last.old, last.new, last.reason) == (
            "MOD", Decimal("10000.00"), Decimal("12000.00"), "隐损",
        )  # fmt: skip


class TestCalculation:
    @pytest.mark.req("AUT-16")
    def test_the_wrong_desk(self) -> None:
        claim = made.make_claim_in("docs_complete")
        covers_elsewhere = actor_at("CS_ADJ", made.JINJIANG)
        with nothing_changed(), pytest.raises(Hidden):
            calculate.calculate(claim.pk, order(covers_elsewhere))
        other = replace(actor_at("CS_ADJ", made.CENTRE), unit_id=covers_elsewhere.unit_id)
        with nothing_changed(), pytest.raises(refused.NotYourDesk):
            calculate.calculate(claim.pk, order(other))

    def test_a_stale_page_and_a_double_click(self) -> None:
        claim = made.make_claim_in("docs_complete")
        who = actor_at("CS_ADJ", made.CENTRE)
        with nothing_changed(), pytest.raises(Stale):
            calculate.calculate(claim.pk, order(who, version=1))
        command = order(who)
        calculate.calculate(claim.pk, command)
        assert calculate.calculate(claim.pk, command).calculations == 1


class TestApproval:
    @pytest.mark.req("PAY-02", "PAY-06")
    def test_above_grade_goes_up_with_the_own_opinion(self) -> None:
        items = (made.item_data(amount=30000), made.item_data("third_vehicle", 8000, name="卡罗拉"))
        report = made.make_surveyed(items=items)
        for item in LossItem.objects.filter(report=report):
            assess.to_price_review(item.pk, order(made.surveyor_of(item.task)))
            assess.agree(item.pk, order(actor_at("CS_PRICE", made.CENTRE)))
        register.register(report.pk, order(actor_at("CS_REG", made.CENTRE)))
        claim = made.bring_documents(Claim.objects.get(line="MOD"))
        calculate.calculate(claim.pk, order(actor_at("CS_ADJ", made.CENTRE)))
        calculate.submit(claim.pk, order(actor_at("CS_ADJ", made.CENTRE)))
        first = actor_at("CS_APPR1", made.CENTRE)
        with nothing_changed(), pytest.raises(AboveAuthority) as caught:
            approve.approve(claim.pk, order(first))
        assert caught.value.details["limit"] == Decimal("20000.00")
        assert approve.escalate(claim.pk, order(first, reason="建议赔付")).state == "escalated"
        done = approve.approve(claim.pk, order(actor_at("CS_APPR2", made.CENTRE), reason="同意"))
        assert done.state == "approved"
        assert list(claim.opinions.order_by("pk").values_list("outcome", "text")) == [
            ("escalated", "建议赔付"), ("approved", "同意"),
        ]  # fmt: skip

    def test_own_work_is_not_approved(self) -> None:
        claim = made.make_claim_in("approving")
        task = SurveyTask.objects.get()
        own = replace(made.surveyor_of(task), post="CS_APPR1", permissions=frozenset({"claims.approve_claim"}))
        with nothing_changed(), pytest.raises(SegregationConflict):
            approve.approve(claim.pk, order(own))

    def test_a_return_wants_reasons(self) -> None:
        claim = made.make_claim_in("approving")
        who = actor_at("CS_APPR1", made.CENTRE)
        with nothing_changed(), pytest.raises(ReasonMissing):
            approve.return_claim(claim.pk, order(who))
        assert approve.return_claim(claim.pk, order(who, reason="责任比例有误")).state == "calculated"
        again = calculate.calculate(claim.pk, order(actor_at("CS_ADJ", made.CENTRE)))
        assert again.calculations == 2

    def test_the_payee_must_have_an_account(self) -> None:
        claim = made.make_claim_in("approved")
        with nothing_changed(), pytest.raises(refused.PayeeUnusable):
            settle.agree(claim.pk, order(actor_at("CS_ADMIN", made.CENTRE)), account_token="nonsense")

    def test_nothing_is_closed_before_it_is_paid(self) -> None:
        claim = made.make_claim_in("approved")
        clock = system_actor("claims-clock", unit_id=claim.unit_id)
        with nothing_changed(), pytest.raises(NotPossible):
            settle.settle(claim.pk, order(clock), amount=claim.payable, settled_at=timezone.now())
