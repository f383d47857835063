"""Fixed-sum policies and agency certificates of the ledger: within their agreement, not dated back, and policies like
every other once they are settled (B-02, B-33, B-34, domain 8.1, 8.2)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from archives.demo.form_stock import hand_out
from archives.services.form_refusals import TooMany, Unexplained, WrongPaper
from core import search
from core.jobs.drain import drain
from core.models import Notification, WorkItem
from core.workflow.engine import options_for
from core.workflow.refusals import Forbidden, NotPossible, SegregationConflict
from finance.models import PremiumIncome, Receivable
from finance.services.holds import PremiumHeld
from organisation.actors import actor_of
from organisation.models import PostAssignment, Unit
from organisation.public import system_actor
from tests.factories import forms
from tests.factories import underwriting as made
from tests.factories.organisation import actor_at, give_post, order
from tests.support.unchanged import nothing_changed
from underwriting.models import CargoAgreement, LedgerEntry, Policy
from underwriting.selectors.cover import CoverQuery, cover_in_force, find_cover
from underwriting.selectors.market import declared
from underwriting.selectors.unsettled import unsettled_of
from underwriting.services import cargo_agreements, ledger_entry, reprinting
from underwriting.services.refusals import InvalidEntry

FENGZE, UWC = made.FENGZE, made.UWC
TODAY = timezone.localdate
D = Decimal


@pytest.fixture(autouse=True)
def papers(branch: None) -> None:
    held_for = timedelta(days=14)
    hand_out(*(forms.kind(code) for code in ("accident_card", "cargo_agency")), held_for=held_for)


def row(form: str = "accident_card", number: int = 1, **over: Any) -> LedgerEntry:
    given = {
        "form": form,
        "serial": forms.kind(form).serial(number),
        "holder_name": "陈晓东",
        "insured_name": "",
        "issued_on": TODAY(),
        "start_on": TODAY(),
        "end_on": TODAY() + timedelta(days=364),
    }
    data = ledger_entry.LedgerData(**(given | over))
    return ledger_entry.enter_and_owe(order(actor_at("UW_ISSUE", FENGZE)), data=data)


def agreed(**over: Any) -> CargoAgreement:
    given: dict[str, Any] = {
        "kind": CargoAgreement.Kind.AGENCY,
        "product": "CGD",
        "partner_id": None,
        "partner": "泉州中远货运代理",
        "begins_on": TODAY() - timedelta(days=30),
        "ends_on": TODAY() + timedelta(days=300),
        "limit_each": D(500000),
        "limit_total": D(900000),
        "goods": ("general",),
        "rate": D("0.0015"),
        "delegated": True,
    }
    data = cargo_agreements.AgreementData(**(given | over))
    found = cargo_agreements.submit_agreement(order(actor_at("SALES", FENGZE)), data=data)
    return cargo_agreements.agree(found.pk, order(actor_at("UW_UND3", UWC), reason="条件可行"))


def certificate(found: CargoAgreement, number: int = 1, **over: Any) -> LedgerEntry:
    given = {"premium": D("750.00"), "sum_insured": D("500000.00"), "agreement": found.number, "goods": "general"}
    return row("cargo_agency", number, **(given | over))


@pytest.mark.req("PRO-18", "PRD-05")
def test_a_certificate_stands_on_the_agreement_of_its_agency_and_counts_against_its_limit() -> None:
    agreement = agreed()
    found = certificate(agreement)
    assert (found.agency, found.agreement, found.goods) == ("泉州中远货运代理", agreement.number, "general")
    assert declared(agreement) == D(500000)
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        certificate(agreement, 2, sum_insured=D(400001), premium=D("700.00"))
    assert refused.value.field == "agreement"


@pytest.mark.req("PRO-18", "PRD-05", "UWR-03")
@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"agreement": ""}, "agreement"),
        ({"agreement": "A0"}, "agreement"),
        ({"goods": "fragile"}, "agreement"),
        ({"sum_insured": D(500001), "premium": D("800.00")}, "agreement"),
        ({"premium": D("749.99")}, "agreement"),
        ({"agency": "另一家代理"}, "agency"),
    ],
)
def test_what_lies_beyond_the_agreement_is_entered_as_a_proposal(over: dict[str, Any], field: str) -> None:
    agreement = agreed()
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        certificate(agreement, **over)
    assert refused.value.field == field


@pytest.mark.req("PRO-18", "PRD-05")
def test_an_agreement_that_leaves_the_issue_to_the_centre_serves_no_ledger() -> None:
    agreement = agreed(delegated=False)
    with nothing_changed(), pytest.raises(InvalidEntry):
        certificate(agreement)


@pytest.mark.req("PRO-18", "FRM-03")
def test_cover_is_not_dated_back_before_the_form_came_to_its_holder() -> None:
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        row(issued_on=TODAY() - timedelta(days=15), why_late="出差")
    assert refused.value.field == "issued_on"


@pytest.mark.req("PRO-18", "PRO-19")
def test_a_late_entry_says_why_and_is_seen_by_an_underwriter() -> None:
    early = TODAY() - timedelta(days=13)
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        row(issued_on=early, start_on=early, end_on=early + timedelta(days=364))
    assert refused.value.field == "why_late"
    found = row(issued_on=early, start_on=early, end_on=early + timedelta(days=364), why_late="代理点漏报")
    assert (found.state, found.asked_because) == ("asked", ["entered later than allowed"])
    waiting = WorkItem.objects.get(done_at=None, subject_kind="underwriting.ledger_entry")
    assert waiting.queue == "underwriting.ledger_entry_asked"
    allowed = ledger_entry.allow(found.pk, order(actor_at("UW_UND1", UWC), reason="已核实签发时间"))
    assert (allowed.state, allowed.opinion) == ("owed", "已核实签发时间")


@pytest.mark.req("PRO-18", "PRO-19")
def test_what_was_paid_while_an_underwriter_looked_is_settled_with_his_approval() -> None:
    early = TODAY() - timedelta(days=13)
    found = row(issued_on=early, start_on=early, end_on=early + timedelta(days=364), why_late="代理点漏报")
    made.enter_receipt([due_of(found)])
    drain(reraise=True)
    found.refresh_from_db()
    assert found.state == "asked"
    settled = ledger_entry.allow(found.pk, order(actor_at("UW_UND1", UWC), reason="已核实签发时间"))
    assert (settled.state, Policy.objects.get().serial) == ("settled", found.serial)


@pytest.mark.req("PRO-18", "PRO-19")
def test_a_settled_card_is_a_policy_that_cover_search_and_books_know() -> None:
    holder = made.make_customer()
    found = row(payer=holder.name)
    made.enter_receipt([due_of(found)])
    drain(reraise=True)
    found.refresh_from_db()
    policy = Policy.objects.get(pk=found.policy_id)
    assert (policy.line, policy.serial, policy.premium) == ("IPA", "YK00000001", D("100.00"))
    assert (policy.holder_id, policy.insured_id, policy.insured_name) == (holder.id, holder.id, holder.name)
    asked = find_cover(CoverQuery(policy_number="yk00000001"), system_actor("policy-clock", unit_id=policy.unit_id))
    assert [(one.policy_id, one.paid) for one in asked] == [(policy.pk, True)]
    cover = cover_in_force(policy.pk, timezone.now())
    assert cover is not None
    assert [(one.code, one.sum_insured) for one in cover.coverages] == [("MAIN", D("100000.00"))]
    income = PremiumIncome.objects.get(document_kind="underwriting.policy", document_id=policy.pk)
    assert (income.gross, income.premium_kind) == (D("100.00"), "underwriting.ledger_entry")
    hits = search.find(policy.number, actor_at("UW_ISSUE", FENGZE))
    assert [hit.object_id for hit in hits] == [policy.pk]


def due_of(found: LedgerEntry) -> Receivable:
    return Receivable.objects.get(document_kind="underwriting.ledger_entry", document_id=found.pk)


@pytest.mark.req("FRM-03", "PRO-19")
def test_an_unsettled_policy_is_work_of_its_clerk_until_the_premium_is_there() -> None:
    found = row()
    item = WorkItem.objects.get(subject_kind="underwriting.ledger_entry", subject_id=found.pk, done_at=None)
    assert item.queue == "underwriting.ledger_entry_owed"
    assert item.due_at is not None
    assert timezone.localdate(item.due_at) == found.settle_by + timedelta(days=1)
    clerk = actor_at("UW_ISSUE", FENGZE)
    done = ledger_entry.chase_premium(found.pk, order(clerk, reason="客户承诺周五转账"))
    assert (done.state, done.chased) == ("owed", "客户承诺周五转账")
    seller = order(actor_at("SALES", FENGZE), reason="已上门催收")
    assert ledger_entry.chase_premium(found.pk, seller).chased == "已上门催收"
    with nothing_changed(), pytest.raises(Forbidden):
        ledger_entry.chase_premium(found.pk, order(actor_at("UW_REVIEW", FENGZE), reason="已电话联系"))
    made.enter_receipt([due_of(found)])
    drain(reraise=True)
    assert not WorkItem.objects.filter(subject_kind=item.subject_kind, subject_id=found.pk, done_at=None).exists()


@pytest.mark.req("FRM-03", "FRM-06")
def test_who_left_a_policy_unsettled_gets_no_more_of_its_forms() -> None:
    found = row()
    keeper, clerk = forms.keeper(), forms.clerk()
    LedgerEntry.objects.filter(pk=found.pk).update(settle_by=TODAY() - timedelta(days=1))
    over = {"actor": keeper, "code": "accident_card", "person_id": clerk.staff_id}
    with nothing_changed(), pytest.raises(Unexplained) as refusal:
        forms.slip("issue", 201, 5, **over)
    assert refusal.value.field == "form_type_id"
    with pytest.raises(TooMany):  # nothing but the limit stands against forms of another kind
        forms.slip("issue", 201, 5, **(over | {"code": "cargo_agency"}))


@pytest.mark.req("ISS-05", "PRO-19")
def test_a_fixed_sum_policy_is_its_printed_form_and_has_no_button_to_print_it_again() -> None:
    found = row()
    made.enter_receipt([due_of(found)])
    drain(reraise=True)
    policy = Policy.objects.get(serial=found.serial)
    clerk = actor_at("UW_ISSUE", FENGZE)
    open_to = {one.transition.name for one in options_for(policy, clerk) if one.refusal is None}
    assert "underwriting.policy.reprint" not in open_to
    with nothing_changed(), pytest.raises(Forbidden):
        reprinting.reprint(policy.pk, order(clerk, reason="破损"), wanted=reprinting.PrintOf(paper="policy"))


def underwriter(reason: str = "客户退还全部单证联次") -> Any:
    return order(actor_at("UW_UND1", UWC), reason=reason)


def asked_to_cancel(found: LedgerEntry) -> LedgerEntry:
    command = order(actor_at("UW_ISSUE", FENGZE), reason="投保人姓名写错，单证作废")
    copies = forms.kind(found.form).copies
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        ledger_entry.ask_cancellation(found.pk, command, copies=copies - 1)
    assert refused.value.field == "copies"
    return ledger_entry.ask_cancellation(found.pk, command, copies=copies)


@pytest.mark.req("PRO-18", "PRO-19", "FRM-07")
def test_an_unpaid_entry_is_cancelled_by_an_underwriter_and_its_form_is_void() -> None:
    found = row()
    with nothing_changed(), pytest.raises(WrongPaper) as refused:
        forms.incident("void", 1, code="accident_card")
    assert refused.value.field == "first"
    asked = asked_to_cancel(found)
    with nothing_changed(), pytest.raises(Forbidden):
        ledger_entry.cancel_entry(found.pk, order(actor_at("UW_ISSUE", FENGZE), reason="作废"))
    assert (asked.cancel_reason, asked.copies_back) == ("投保人姓名写错，单证作废", forms.kind("accident_card").copies)
    with nothing_changed(), pytest.raises(PremiumHeld):
        made.enter_receipt([due_of(found)])
    gone = ledger_entry.cancel_entry(asked.pk, underwriter())
    told = Notification.objects.get(subject_kind=found.lifecycle.kind, subject_id=found.pk)
    assert (told.recipient_id, told.body) == (asked.cancel_asked_by_id, "客户退还全部单证联次")
    assert (gone.state, due_of(found).state) == ("cancelled", "cancelled")
    assert forms.lots("accident_card", first=1) == [("void", 1, 1)]
    assert not WorkItem.objects.filter(subject_id=found.pk, subject_kind=found.lifecycle.kind, done_at=None).exists()
    LedgerEntry.objects.filter(pk=found.pk).update(settle_by=TODAY() - timedelta(days=1))
    assert unsettled_of(forms.kind("accident_card"), forms.clerk().staff_id, TODAY()) == ""
    again = row(number=2)
    assert again.state == "owed"


@pytest.mark.req("PRO-18", "PRO-19")
def test_an_entry_that_is_kept_is_owed_again_or_settled_with_what_came_meanwhile() -> None:
    kept = ledger_entry.keep_entry(asked_to_cancel(row()).pk, underwriter("单证已交客户，责任有效"))
    assert kept.state == "owed"
    paid = row(number=2)
    made.enter_receipt([due_of(paid)])
    paid = asked_to_cancel(paid)
    drain(reraise=True)
    paid.refresh_from_db()
    assert paid.state == "cancel_asked"
    with nothing_changed(), pytest.raises(NotPossible):
        ledger_entry.cancel_entry(paid.pk, underwriter())
    assert ledger_entry.keep_entry(paid.pk, underwriter("保费已到账")).state == "settled"
    assert Policy.objects.get().serial == paid.serial


@pytest.mark.req("PRO-18", "AUT-04")
def test_nobody_cancels_alone_what_he_entered_whatever_posts_he_holds() -> None:
    asked = asked_to_cancel(row())
    clerk = PostAssignment.objects.get(pk=forms.clerk().assignment_id)
    centre, branch = Unit.objects.get(code=UWC), Unit.objects.get(pk=clerk.unit.branch_id)
    alone = actor_of(give_post(clerk.staff, "UW_UND1", centre, clerk.period, scope=branch))
    with nothing_changed(), pytest.raises(SegregationConflict):
        ledger_entry.cancel_entry(asked.pk, order(alone, reason="单证作废"))
    assert ledger_entry.cancel_entry(asked.pk, underwriter()).state == "cancelled"


@pytest.mark.req("PRO-18")
def test_a_cancelled_certificate_leaves_the_limit_of_its_agreement() -> None:
    agreement = agreed()
    found = certificate(agreement)
    ledger_entry.cancel_entry(asked_to_cancel(found).pk, underwriter())
    assert declared(agreement) == 0
