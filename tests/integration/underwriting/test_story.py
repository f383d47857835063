"""A motor proposal from the salesperson's desk to cover in force, and every refusal on the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from archives.models import Document
from archives.public import FormsNotThere, next_serial, used_for
from core.models import WorkItem
from core.workflow.refusals import AboveAuthority, Forbidden, Hidden, NotPossible, SegregationConflict, Stale
from finance.models import Receivable
from organisation.public import system_actor
from parties.models import CreditFile
from tests.factories import underwriting as made
from tests.factories.organisation import actor_at, order
from tests.support.unchanged import nothing_changed
from underwriting.documents.policy import make_documents
from underwriting.models import Decision, Policy, Proposal
from underwriting.public import CoverQuery, cover_in_force, find_cover
from underwriting.services import automatic, decide, intake, issue, life, review
from underwriting.services import refusals as refused
from underwriting.services.data import PapersData, ProposalData

FENGZE, JINJIANG, UWC = made.FENGZE, made.JINJIANG, made.UWC


class TestEntry:
    def test_the_premium_of_the_demo_car(self) -> None:
        draft = made.make_draft()
        assert draft.number.startswith("TMOT2026350503")
        assert (draft.compulsory_premium, draft.vehicle_tax) == (Decimal("760.00"), Decimal("300.00"))
        assert draft.actual_value == draft.sum_insured
        # (380 + value × 0.0092) ÷ 0.75 × 0.7, value after 68 completed months at 0.6 % = 150,000 × 0.592
        assert draft.sum_insured == Decimal("88800.00")
        assert draft.damage_premium == Decimal("1117.16")
        assert draft.third_party_premium == Decimal("676.67")
        assert draft.damage_steps[-1]["result"] == "1117.16"
        assert draft.table_versions["mci.tariff"] == "交强险费率 2020"

    @pytest.mark.req("PRO-05")
    def test_an_incomplete_entry_is_refused_with_its_fields(self) -> None:
        data = ProposalData(vehicle=made.vehicle(engine_number=""), cover=made.cover())
        draft = intake.receive_proposal(order(actor_at("SALES", FENGZE)), data=data)
        with nothing_changed(), pytest.raises(refused.Incomplete) as caught:
            intake.submit_proposal(draft.pk, order(actor_at("UW_ISSUE", FENGZE)))
        assert caught.value.details["fields"] == [
            "holder_id",
            "signed",
            "inspected",
            "engine_number",
            "papers",
            "disclosures",
        ]

    @pytest.mark.parametrize(
        ("data", "field"),
        [
            (ProposalData(vehicle=made.vehicle(vin="1M8GDM9A1KP042788"), cover=made.cover()), "vin"),
            (ProposalData(vehicle=made.vehicle(plate="闽C1234"), cover=made.cover()), "plate"),
            (ProposalData(vehicle=made.vehicle(new_price=Decimal(0)), cover=made.cover()), "new_price"),
            (
                ProposalData(vehicle=made.vehicle(), cover=made.cover(third_party_limit=Decimal(123))),
                "third_party_limit",
            ),
            (
                ProposalData(vehicle=made.vehicle(), cover=made.cover(autonomous_factor=Decimal("0.4"))),
                "autonomous_factor",
            ),
            (ProposalData(vehicle=made.vehicle(), cover=made.cover(sum_insured=Decimal(200000))), "sum_insured"),
            (ProposalData(vehicle=made.vehicle(), cover=made.cover(start_on=made.tomorrow(0))), "start_on"),
        ],
    )
    def test_broken_input_is_refused_at_its_field(self, data: ProposalData, field: str) -> None:
        with nothing_changed(), pytest.raises(refused.InvalidEntry) as caught:
            intake.receive_proposal(order(actor_at("SALES", FENGZE)), data=data)
        assert caught.value.field == field

    def test_another_unit_does_not_see_it(self) -> None:
        draft = made.make_draft()
        with nothing_changed(), pytest.raises(Hidden):
            intake.submit_proposal(draft.pk, order(actor_at("UW_ISSUE", JINJIANG)))

    def test_the_wrong_post_is_refused(self) -> None:
        draft = made.make_draft()
        with nothing_changed(), pytest.raises(Forbidden):
            intake.submit_proposal(draft.pk, order(actor_at("SALES", FENGZE)))

    def test_a_stale_page_is_refused(self) -> None:
        draft = made.make_draft()
        with nothing_changed(), pytest.raises(Stale):
            intake.edit_proposal(draft.pk, order(actor_at("UW_ISSUE", FENGZE), version=1), data=ProposalData())


class TestReview:
    @pytest.mark.req("PRO-13", "AUT-23")
    def test_nobody_checks_the_own_entry(self) -> None:
        submitted = made.make_submitted()
        clerk = replace(actor_at("UW_ISSUE", FENGZE), permissions=frozenset({"underwriting.review_proposal"}))
        with nothing_changed(), pytest.raises(SegregationConflict):
            review.pass_review(submitted.pk, order(clerk))

    def test_reasons_stand_at_their_fields_until_corrected(self) -> None:
        submitted = made.make_submitted()
        reviewer = actor_at("UW_REVIEW", FENGZE)
        returned = review.return_proposal(submitted.pk, order(reviewer), reasons={"vin": "与行驶证不符", "model": " "})
        assert (returned.state, returned.return_reasons) == ("returned", {"vin": "与行驶证不符"})
        assert WorkItem.objects.get(done_at=None, subject_kind="underwriting.proposal").queue == "underwriting.complete"
        clerk = actor_at("UW_ISSUE", FENGZE)
        edited = intake.edit_proposal(submitted.pk, order(clerk), data=ProposalData(vehicle=made.vehicle()))
        assert edited.return_reasons == {}
        assert intake.submit_proposal(submitted.pk, order(clerk)).state == "review"

    def test_a_return_without_a_reason_is_refused(self) -> None:
        submitted = made.make_submitted()
        with nothing_changed(), pytest.raises(refused.InvalidEntry, match="Say at which field"):
            review.return_proposal(submitted.pk, order(actor_at("UW_REVIEW", FENGZE)), reasons={})


class TestAutomaticUnderwriting:
    @pytest.mark.req("AUW-01", "AUW-10")
    def test_a_plain_car_is_approved_with_every_verdict_stored(self) -> None:
        approved = made.make_decided()
        assert approved.state == "approved"
        decision = Decision.objects.get()
        assert (decision.outcome, decision.elements_version, decision.values_version) == (
            "approved",
            "HO-MOTOR-2026-5",
            "QZ-MOTOR-2026-1",
        )
        assert len(decision.verdicts) == 25
        assert all(verdict["passed"] for verdict in decision.verdicts)

    @pytest.mark.req("AUW-10")
    def test_what_fails_goes_to_the_underwriter_with_the_reasons(self) -> None:
        handed = made.make_decided(third_party_limit=Decimal(2000000), claims_last_year=None)
        assert handed.state == "uw_queue"
        failed = [v["element"] for v in Decision.objects.get().verdicts if not v["passed"]]
        assert failed == ["third_party_limit", "claims_last_year"]
        assert WorkItem.objects.get(done_at=None, subject_kind="underwriting.proposal").queue == "underwriting.decide"
        assert not Receivable.objects.exists()

    @pytest.mark.req("AUW-10")
    def test_a_decision_replays_to_the_same_answer(self) -> None:
        made.make_decided(third_party_limit=Decimal(2000000))
        decision = Decision.objects.get()
        assert automatic.replay(decision) == decision.verdicts

    @pytest.mark.req("CUS-03", "AUW-10")
    @pytest.mark.parametrize(
        ("grade", "state", "ground"),
        [("C", "normal", ["credit_c"]), ("A", "watched", ["credit_watched"]), ("B", "normal", [])],
    )
    def test_the_credit_of_the_policyholder_sends_a_plain_car_to_a_person(
        self, grade: str, state: str, ground: list[str]
    ) -> None:
        checked = made.make_checked()
        now = timezone.now()
        file = CreditFile(party_id=checked.holder_id, grade=grade, state=state, created_at=now, updated_at=now)
        file.set_unit(checked.unit)
        file.save(force_insert=True)
        robot = order(system_actor("auto-underwriting", unit_id=checked.unit_id))
        decided = automatic.decide_automatically(checked.pk, robot)
        assert decided.state == ("uw_queue" if ground else "approved")
        verdict = next(one for one in Decision.objects.get().verdicts if one["element"] == "credit")
        assert (verdict["value"], verdict["passed"]) == (ground, not ground)

    @pytest.mark.req("PRD-03")
    def test_a_clause_typed_as_special_agreement_goes_to_a_person(self) -> None:
        """No code of the system names such wording, so no automatic rule can know it."""
        papers = PapersData(
            signed=True, inspected=True, answered=made.answers(), special_terms="承保车辆仅限福建省内行驶"
        )
        handed = made.make_decided(papers=papers)
        assert handed.state == "uw_queue"
        failed = [one["element"] for one in Decision.objects.get().verdicts if not one["passed"]]
        assert failed == ["manuscript"]

    def test_premium_is_due_for_each_policy_to_come(self) -> None:
        made.make_decided()
        due = Receivable.objects.order_by("line").values_list("line", "premium", "vehicle_tax", "amount")
        assert list(due) == [
            ("MCI", Decimal("760.00"), Decimal("300.00"), Decimal("1060.00")),
            ("MOD", Decimal("1793.83"), Decimal("0.00"), Decimal("1793.83")),
        ]


class TestDecision:
    @pytest.fixture
    def waiting(self) -> Proposal:
        return made.make_decided(third_party_limit=Decimal(2000000))

    @pytest.mark.req("UWR-01")
    def test_an_underwriter_approves_within_authority(self, waiting: Proposal) -> None:
        done = decide.approve(waiting.pk, order(actor_at("UW_UND3", UWC), reason="同意"))
        assert done.state == "approved"
        assert Receivable.objects.count() == 2

    @pytest.mark.req("AUT-02", "AUT-25")
    def test_above_authority_names_who_can(self, waiting: Proposal) -> None:
        with nothing_changed(), pytest.raises(AboveAuthority) as caught:
            decide.approve(waiting.pk, order(actor_at("UW_UND1", UWC)))
        assert caught.value.details["limit"] == Decimal("500000.00")
        assert caught.value.details["who"][0]["post"] == "underwriter, senior"

    @pytest.mark.req("UWR-19")
    def test_the_own_opinion_stays_beside_the_reply(self, waiting: Proposal) -> None:
        decide.escalate(waiting.pk, order(actor_at("UW_UND1", UWC), reason="建议承保"))
        assert (
            WorkItem.objects.get(done_at=None, subject_kind="underwriting.proposal").unit_id
            == actor_at("PROV_UW", "350000").unit_id
        )
        decide.reply_agree(waiting.pk, order(actor_at("PROV_UW", "350000"), reason="同意"))
        opinions = list(Decision.objects.filter(automatic=False).order_by("pk").values_list("outcome", "opinion"))
        assert opinions == [("escalated", "建议承保"), ("reply_agreed", "同意")]

    def test_compulsory_cover_may_not_be_declined(self, waiting: Proposal) -> None:
        with nothing_changed(), pytest.raises(refused.CompulsoryMustBeAccepted):
            decide.decline(waiting.pk, order(actor_at("UW_UND3", UWC), reason="高风险"), reason_code="HIGH_RISK")

    def test_terms_wait_for_the_customer(self, waiting: Proposal) -> None:
        decide.approve_with_terms(waiting.pk, order(actor_at("UW_UND3", UWC)), terms="绝对免赔500元")
        assert not Receivable.objects.exists()
        with nothing_changed(), pytest.raises(refused.InvalidEntry, match="recorded call"):
            decide.accept_terms(waiting.pk, order(actor_at("UW_ISSUE", FENGZE)))
        accepted = decide.accept_terms(waiting.pk, order(actor_at("UW_ISSUE", FENGZE)), call="REC-20261122-018")
        assert (accepted.state, accepted.special_terms) == ("approved", "绝对免赔500元")

    @pytest.mark.req("UWR-02")
    def test_a_renewal_asks_for_last_years_losses(self) -> None:
        last = made.make_issued(compulsory=False)[0].number
        renewal = made.make_decided(third_party_limit=Decimal(2000000), renewal_of=last)
        with nothing_changed(), pytest.raises(refused.HistoryNotSeen):
            decide.approve(renewal.pk, order(actor_at("UW_UND3", UWC)))
        assert decide.approve(renewal.pk, order(actor_at("UW_UND3", UWC)), history_seen=True).state == "approved"

    def test_supplements_come_back_to_the_queue(self, waiting: Proposal) -> None:
        decide.ask_more(waiting.pk, order(actor_at("UW_UND2", UWC), reason="补充上年保单"))
        assert decide.supply(waiting.pk, order(actor_at("UW_ISSUE", FENGZE))).state == "uw_queue"


class TestIssue:
    @pytest.mark.req("ISS-03")
    def test_no_policy_before_the_premium(self) -> None:
        approved = made.make_decided()
        with nothing_changed(), pytest.raises(NotPossible):
            issue.issue(approved.pk, order(actor_at("UW_ISSUE", FENGZE)), explained_to="陈晓东")

    @pytest.mark.req("ISS-01", "ISS-02", "FRM-03")
    def test_one_policy_each_with_gap_free_numbers_and_the_used_sign(self) -> None:
        compulsory, commercial = made.make_issued()
        assert (compulsory.number, commercial.number) == ("PMCI20263505030000001", "PMOD20263505030000001")
        used = used_for("underwriting.policy", compulsory.pk)
        assert [one.form_type.serial(one.first) for one in used] == [compulsory.serial] == ["JB0000000001"]
        assert commercial.serial == ""
        assert [c["code"] for c in commercial.versions.get().coverages] == ["MOD", "MTP"]
        assert compulsory.explained_to == "陈晓东"

    def test_a_sign_of_somebody_else_is_refused(self) -> None:
        paid = made.pay(made.make_decided())
        other = next_serial(issue.SIGN, actor_at("UW_ISSUE", JINJIANG).staff_id)
        with nothing_changed(), pytest.raises(FormsNotThere):
            issue.issue(paid.pk, order(actor_at("UW_ISSUE", FENGZE)), explained_to="陈晓东", serial=other)

    def test_a_passed_start_asks_for_a_new_period(self) -> None:
        paid = made.pay(made.make_decided())
        late = timezone.now() + timedelta(days=2)
        with nothing_changed(), pytest.raises(refused.CoverAlreadyBegun):
            issue.issue(paid.pk, order(actor_at("UW_ISSUE", FENGZE), at=late), explained_to="陈晓东")

    def test_compulsory_cover_is_never_doubled(self) -> None:
        made.make_issued()
        second = made.make_draft(holder=made.make_customer("林建国", "350503197001010016", "13905950002"))
        with nothing_changed(), pytest.raises(refused.AlreadyCovered):
            intake.submit_proposal(second.pk, order(actor_at("UW_ISSUE", FENGZE)))

    @pytest.mark.req("ISS-05")
    def test_documents_are_kept_once(self) -> None:
        policy = made.make_issued()[0]
        make_documents(policy, order(system_actor("policy-clock", unit_id=policy.unit_id)))
        kinds = list(
            Document.objects.filter(subject_kind="underwriting.policy", subject_id=policy.pk)
            .order_by("kind")
            .values_list("kind", flat=True)
        )
        assert kinds == ["compulsory_sign", "policy"]


class TestLife:
    def test_cover_is_found_while_it_is_in_force(self) -> None:
        compulsory, commercial = made.make_policy_in_force()
        agent = actor_at("CS_AGENT", "350595")
        found = find_cover(CoverQuery(plate="闽C·12345"), agent)
        assert {fact.policy_number for fact in found} == {compulsory.number, commercial.number}
        moment = timezone.now() + timedelta(days=3)
        cover = cover_in_force(commercial.pk, moment)
        assert cover is not None
        assert {c.code: c.limit or c.sum_insured for c in cover.coverages} == {
            "MOD": Decimal("88800.00"),
            "MTP": Decimal("1000000.00"),
        }
        assert cover.paid
        assert cover_in_force(commercial.pk, timezone.now() - timedelta(days=2)) is None

    def test_cover_ends(self) -> None:
        policy = made.make_policy_in_force()[0]
        clock = system_actor("policy-clock", unit_id=policy.unit_id)
        assert life.expire(policy.pk, order(clock)).state == "expired"

    def test_an_approval_lapses_and_nothing_is_due(self) -> None:
        approved = made.make_decided()
        life.lapse(approved.pk, order(system_actor("policy-clock", unit_id=approved.unit_id)))
        assert set(Receivable.objects.values_list("state", flat=True)) == {"cancelled"}

    def test_overlapping_cover_is_refused_by_the_database(self) -> None:
        policy = made.make_issued()[0]
        policy.pk, policy.number, policy.section_id = None, "PMCI20263505030000099", None
        with pytest.raises(IntegrityError), transaction.atomic():
            policy.save(force_insert=True)
        assert Policy.objects.count() == 2
