"""Calls at 95518: taken, linked, ended; additions, merging and cancelling of reports."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from claims.models import LossReport, SentNotice, SurveyTask
from claims.services import merge, reports
from claims.services.refusals import InvalidEntry, NotTheHotline
from core import links
from core.jobs.drain import drain
from core.workflow.engine import ReasonMissing
from core.workflow.refusals import Forbidden, NotPossible
from customer_service.models import Call
from customer_service.services.calls import (
    About,
    end_call,
    link_call,
    register_from_desk,
    supplement_from_desk,
    take_call,
)
from tests.factories import claims as made
from tests.factories.organisation import actor_at, order
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed


def agent(nth: int = 0) -> Any:
    return actor_at("CS_AGENT", made.HOTLINE, nth=nth)


def elsewhere() -> Any:
    """Somebody outside the 95518 workplace to whom the right was given by mistake."""
    rights = {"customer_service.take_call", "claims.receive_report", "claims.cancel_report", "claims.merge_report"}
    return replace(actor_at("CS_REG", made.CENTRE), permissions=frozenset(rights))


def report_at(minutes: int = 0, **over: Any) -> LossReport:
    return made.make_report(covers=over.pop("covers", []), at=timezone.now() - timedelta(minutes=minutes), **over)


class TestCall:
    @pytest.mark.req("HOT-01", "HOT-12")
    def test_a_call_without_a_report_is_kept_too(self) -> None:
        began = timezone.now() - timedelta(minutes=4)
        call = take_call(order(agent(), at=began), phone="13905951234")
        policy = made.policies.make_policy_in_force()[0]
        link_call(call.pk, order(agent()), about=About(policy_id=policy.pk))
        done = end_call(
            call.pk, order(agent(), reason="询问续保日期"), purpose="query", outcome="answered", caller_name="陈晓东"
        )
        assert (done.state, done.purpose, done.outcome, done.note) == ("ended", "query", "answered", "询问续保日期")
        assert (done.policy_number, done.customer_name) == (policy.number, "陈晓东")
        assert (done.caller_phone_masked, done.started_at) == ("139****1234", began)
        assert done.ended_at is not None

    def test_one_call_at_a_time(self) -> None:
        take_call(order(agent()), phone="13905951234")
        with nothing_changed(), pytest.raises(NotPossible):
            take_call(order(agent()))
        assert take_call(order(agent(1))).caller_phone_masked == ""

    def test_the_database_knows_it_too(self) -> None:
        call = take_call(order(agent()))
        call.pk, call.number = None, "H-again"
        with pytest.raises(IntegrityError), transaction.atomic():
            call.save(force_insert=True)

    @pytest.mark.req("HOT-03")
    def test_only_at_the_workplace(self) -> None:
        with nothing_changed(), pytest.raises(NotTheHotline):
            take_call(order(elsewhere()))
        with nothing_changed(), pytest.raises(Forbidden):
            take_call(order(actor_at("CS_REG", made.CENTRE)))

    def test_the_call_of_a_colleague(self) -> None:
        call = take_call(order(agent()))
        with nothing_changed(), pytest.raises(Forbidden):
            end_call(call.pk, order(agent(1)), purpose="query", outcome="answered")
        with nothing_changed(), pytest.raises(Forbidden):
            link_call(call.pk, order(agent(1)), about=About(caller_name="x"))

    @pytest.mark.parametrize(("purpose", "outcome", "field"), [("", "answered", "purpose"), ("query", "?", "outcome")])
    def test_a_call_ends_with_purpose_and_outcome(self, purpose: str, outcome: str, field: str) -> None:
        call = take_call(order(agent()))
        with nothing_changed(), pytest.raises(InvalidEntry) as caught:
            end_call(call.pk, order(agent()), purpose=purpose, outcome=outcome)
        assert caught.value.field == field

    def test_a_wrong_number_is_refused(self) -> None:
        with nothing_changed(), pytest.raises(InvalidEntry) as caught:
            take_call(order(agent()), phone="12")
        assert caught.value.field == "phone"


class TestReport:
    @pytest.mark.req("HOT-01", "HOT-09")
    def test_every_report_has_its_call(self) -> None:
        report = register_from_desk(order(agent()), made.report_data(at=timezone.now()))
        call = Call.objects.get()
        assert (call.report_id, call.purpose, call.outcome, call.state) == (report.pk, "report", "registered", "ended")
        assert (call.caller_name, call.caller_phone_masked) == ("陈晓东", "139****1234")

    def test_the_open_call_is_linked_and_goes_on(self) -> None:
        call = take_call(order(agent()), phone="13905951234")
        covers = made.policies.make_policy_in_force()
        data = made.report_data(at=timezone.now(), policy_ids=tuple(one.pk for one in covers))
        report = register_from_desk(order(agent()), data)
        linked = Call.objects.get()
        assert (linked.pk, linked.report_id, linked.state) == (call.pk, report.pk, "talking")
        assert linked.customer_name == "陈晓东"

    def test_the_same_click_twice_is_one_report_and_one_call(self) -> None:
        command, data = order(agent()), made.report_data(at=timezone.now())
        assert register_from_desk(command, data).pk == register_from_desk(command, data).pk
        assert (LossReport.objects.count(), Call.objects.count()) == (1, 1)

    def test_a_later_call_adds_to_an_open_report(self) -> None:
        report = report_at()
        told = order(agent(1), reason="对方车辆有一名乘客受伤")
        changed = supplement_from_desk(told, report.pk, caller_name="黄女士")
        assert "对方车辆有一名乘客受伤" in changed.remarks
        call = Call.objects.get()
        assert (call.report_id, call.purpose, call.outcome, call.caller_name) == (
            report.pk, "supplement", "supplemented", "黄女士",
        )  # fmt: skip
        with nothing_changed(), pytest.raises(ReasonMissing):
            supplement_from_desk(order(agent()), report.pk)
        reports.cancel_report(report.pk, order(agent(), reason="重复报案"))
        with nothing_changed(), pytest.raises(NotPossible):
            supplement_from_desk(order(agent(), reason="x"), report.pk)

    @pytest.mark.req("HOT-03")
    def test_reports_are_changed_at_the_workplace_only(self) -> None:
        report, other = report_at(), report_at(5)
        with nothing_changed(), pytest.raises(NotTheHotline):
            reports.amend_report(report.pk, order(elsewhere(), reason="x"))
        with nothing_changed(), pytest.raises(NotTheHotline):
            reports.cancel_report(report.pk, order(elsewhere(), reason="x"))
        with nothing_changed(), pytest.raises(NotTheHotline):
            merge.merge_report(report.pk, order(elsewhere(), reason="x"), number=other.number)
        with nothing_changed(), pytest.raises(Forbidden):
            merge.merge_report(report.pk, order(actor_at("CS_REG", made.CENTRE), reason="x"), number=other.number)


class TestMerge:
    @pytest.mark.req("HOT-04")
    def test_two_reports_of_one_accident_become_one(self, settings: Any) -> None:
        settings.DEMO = True
        policies = made.policies.make_policy_in_force()
        first = report_at(30, covers=[policies[0]], injured=0, police=False)
        second = report_at(0, covers=policies, injured=2, plate="闽C66666", reporter_name="黄女士")
        done = merge.merge_report(second.pk, order(agent(), reason="同一事故双方报案"), number=first.number.lower())
        first.refresh_from_db()
        assert (done.state, done.merged_into_id) == ("merged", first.pk)
        assert (first.state, first.covers.count(), first.injured, first.police) == ("open", 2, 2, True)
        assert second.number in first.remarks
        assert first.number in done.remarks
        assert set(SurveyTask.objects.filter(report=second).values_list("state", flat=True)) == {"cancelled"}
        assert SurveyTask.objects.get(report=first).state == "new"
        clerk = signed_in("CS_AGENT", made.HOTLINE)
        for number in (first.number, second.number):
            assert number in clerk.get(reverse("claims:reports"), {"q": number}).content.decode()
            assert number in clerk.get(reverse("core:search"), {"q": number}).content.decode()
            desk = clerk.get(reverse("customer_service:desk"), {"q": number}).content.decode()
            assert first.number in desk and reverse("customer_service:supplement", args=[first.pk]) in desk  # noqa: PT018
        assert first.number in clerk.get(reverse("claims:report", args=[second.pk])).content.decode()
        assert second.number in clerk.get(reverse("claims:report", args=[first.pk])).content.decode()

    def test_what_cannot_be_merged(self) -> None:
        report, far, closed = report_at(), report_at(5 * 60), report_at(10)
        reports.cancel_report(closed.pk, order(agent(), reason="误报"))
        for number in ("R-none", report.number, far.number, closed.number):
            with nothing_changed(), pytest.raises(InvalidEntry) as caught:
                merge.merge_report(report.pk, order(agent(), reason="x"), number=number)
            assert caught.value.field == "number"
        with nothing_changed(), pytest.raises(ReasonMissing):
            merge.merge_report(report.pk, order(agent()), number=far.number)

    def test_a_report_with_objects_of_loss_goes_on(self) -> None:
        surveyed = made.make_surveyed(covers=[])
        other = made.make_report(covers=[], at=surveyed.reported_at)
        with nothing_changed(), pytest.raises(NotPossible):
            merge.merge_report(surveyed.pk, order(agent(), reason="x"), number=other.number)
        assert merge.merge_report(other.pk, order(agent(), reason="同一事故"), number=surveyed.number).state == "merged"

    def test_merged_twice_is_merged_once(self) -> None:
        first, second = report_at(), report_at(5)
        command = order(agent(), reason="同一事故")
        merge.merge_report(second.pk, command, number=first.number)
        merge.merge_report(second.pk, command, number=first.number)
        with nothing_changed(), pytest.raises(NotPossible):
            merge.merge_report(second.pk, order(agent(), reason="x"), number=first.number)


class TestNotices:
    @pytest.mark.req("CAS-01", "CAS-02", "PAY-09")
    def test_what_was_sent_is_kept(self) -> None:
        report = report_at()
        drain(reraise=True)
        sent = SentNotice.objects.get()
        assert (sent.report_id, sent.what, sent.recipient, sent.phone_masked) == (
            report.pk, "notice", "陈晓东", "139****1234",
        )  # fmt: skip
        assert len(sent.listed) >= 3
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE claims_sentnotice SET recipient = 'x'")

    def test_the_report_shows_calls_and_notices(self, settings: Any) -> None:
        settings.DEMO = True
        report = register_from_desk(order(agent()), made.report_data(at=timezone.now()))
        drain(reraise=True)
        shown = signed_in("CS_DIR", made.CENTRE).get(reverse("claims:report", args=[report.pk])).content.decode()
        assert "139****1234" in shown
        assert "text message" in shown
        assert reverse("customer_service:call", args=[Call.objects.get().pk]) in shown


class TestPages:
    @pytest.fixture(autouse=True)
    def demo(self, settings: Any) -> None:
        settings.DEMO = True

    def test_a_call_by_buttons(self) -> None:
        desk, report = signed_in("CS_AGENT", made.HOTLINE), report_at()
        taken = desk.post(reverse("customer_service:take_call"), {"command_key": str(uuid4()), "phone": "13905951234"})
        assert taken.url.endswith("?q=13905951234")
        call = Call.objects.get()
        assert call.number in desk.get(reverse("customer_service:desk")).content.decode()
        add = reverse("customer_service:supplement", args=[report.pk])
        told = {"command_key": str(uuid4()), "version": report.version, "reason": "车已拖走", "caller_name": "黄女士"}
        assert desk.post(add, told).status_code == 302
        end = reverse("core:act", args=["customer_service.call", call.pk, "customer_service.call.end"])
        assert "13905951234" not in desk.get(end).content.decode()
        given = {"command_key": str(uuid4()), "purpose": "supplement", "outcome": "supplemented", "reason": ""}
        assert desk.post(end, given).status_code == 302
        call.refresh_from_db()
        assert (call.state, call.report_id) == ("ended", report.pk)
        listed = desk.get(reverse("customer_service:calls"), {"q": "13905951234"}).content.decode()
        assert call.number in listed
        assert report.number in desk.get(reverse("customer_service:call", args=[call.pk])).content.decode()

    def test_a_stale_page_is_refused(self) -> None:
        report = report_at()
        reports.amend_report(report.pk, order(agent(), reason="first"))
        add = reverse("customer_service:supplement", args=[report.pk])
        told = {"command_key": str(uuid4()), "version": report.version, "reason": "second"}
        desk = signed_in("CS_AGENT", made.HOTLINE)
        with nothing_changed(but={"django_session", "organisation_staffsession"}):
            assert desk.post(add, told).status_code == 200

    def test_other_posts(self) -> None:
        report = report_at()
        clerk = signed_in("CS_REG", made.CENTRE)
        assert clerk.get(reverse("customer_service:calls")).status_code == 403
        assert clerk.get(reverse("customer_service:supplement", args=[report.pk])).status_code == 403

    def test_the_customer_page_shows_the_calls(self) -> None:
        policy = made.policies.make_policy_in_force()[0]
        data = made.report_data(at=timezone.now(), policy_ids=(policy.pk,))
        register_from_desk(order(agent()), data)
        call = Call.objects.get()
        page = links.url_for("parties.party", call.customer_id)
        assert call.number in signed_in("CS_AGENT", made.HOTLINE).get(page, {"tab": "claims"}).content.decode()
