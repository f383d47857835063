"""Back-entry, ledger entry, data quality and papers of issued policies (B-33, B-34, domain 5.11, 5.12, A1)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from archives.demo.form_stock import hand_out
from archives.models import FormLot
from archives.public import FormsNotThere, next_serial
from archives.rules.form_places import Standing
from archives.services.form_use import reconcile
from core.jobs.drain import drain
from core.workflow.refusals import Forbidden, NotPossible
from finance.models import Payable, PremiumIncome, Receivable
from finance.services.premium_changes import refund_premium
from finance.services.receipts import void_receipt
from organisation.models import Parameter
from organisation.public import system_actor
from organisation.selectors import parameters
from tests.factories import claims, forms
from tests.factories import lines as made_lines
from tests.factories import underwriting as made
from tests.factories.organisation import actor_at, order
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed
from underwriting.models import BatchedPaper, DataDefect, Decision, Policy, Proposal, QualityCheck
from underwriting.rules import back_entry as life
from underwriting.selectors.book_reconciliation import behind, figures_of
from underwriting.selectors.quality import findings, frozen_on, punctuality, scores
from underwriting.services import (
    automatic,
    back_entry,
    data_quality,
    decide,
    issue,
    ledger_entry,
    off_system,
    paper_batch,
    review,
)
from underwriting.services.data import CoverData, ProposalData
from underwriting.services.intake import edit_proposal, submit_proposal, withdraw_proposal
from underwriting.services.refusals import InvalidEntry
from underwriting.tasks.policies import _lapse

FENGZE, UWC = made.FENGZE, made.UWC
TODAY = timezone.localdate


@pytest.fixture(autouse=True)
def papers(branch: None) -> None:
    """The clerk also holds policy papers, cards and cargo certificates."""
    held_for = timedelta(days=14)
    hand_out(*(forms.kind(code) for code in ("policy_paper", "accident_card", "cargo_agency")), held_for=held_for)


def _outside(days: int = 1, **over: Any) -> Any:
    given = {
        "way": life.COMPUTER,
        "serial": forms.kind("policy_paper").serial(1),
        "channel": "DIRECT",
        "line": "MOTOR",
        "holder_name": "陈晓东",
        "premium": Decimal("2853.83"),
        "signed_on": TODAY() - timedelta(days=days),
    }
    data = back_entry.OutsideData(**(given | over))
    return back_entry.register_back_entry(order(actor_at("UW_ISSUE", FENGZE)), data=data)


@pytest.mark.req("PRO-14", "PRO-16")
def test_the_form_is_used_with_the_registration_and_never_again() -> None:
    found = _outside()
    assert forms.lots("policy_paper", standing=Standing.USED) == [("used", 1, 1)]
    assert found.serial == "BD0000000001"
    with nothing_changed(), pytest.raises(FormsNotThere):
        _outside()


@pytest.mark.req("PRO-16")
@pytest.mark.parametrize(
    ("said", "unapproved"), [("allow_hand_written", False), ("find_unapproved", True)], ids=["approved", "unapproved"]
)
def test_a_hand_written_policy_is_approved_by_an_underwriter_before_its_entry_is_complete(
    said: str, *, unapproved: bool
) -> None:
    found, clerk = _by_hand(), actor_at("UW_ISSUE", FENGZE)
    assert (found.state, found.lacks_approval) == ("asked", True)
    assert _by_hand(serial=forms.kind("policy_paper").serial(2), way=life.COMPUTER).state == "open"
    draft = made.make_draft()
    assert back_entry.begin_entry(found.pk, order(clerk), proposal=draft.number).state == "asked"
    with nothing_changed(), pytest.raises(NotPossible):
        back_entry.complete_entry(found.pk, order(clerk))
    act = getattr(back_entry, said)
    with nothing_changed(), pytest.raises(Forbidden):
        act(found.pk, order(clerk, reason="停电"))
    done = act(found.pk, order(actor_at("UW_UND3", UWC), reason="停电期间出单"))
    assert (done.state, done.unapproved, done.opinion) == ("open", unapproved, "停电期间出单")
    assert done.allowed_by == order(actor_at("UW_UND3", UWC)).signature
    with nothing_changed(), pytest.raises(NotPossible):
        back_entry.ask(found.pk, order(clerk))


def _by_hand(**over: Any) -> Any:
    given = {
        "way": life.HAND_WRITTEN,
        "serial": forms.kind("policy_paper").serial(1),
        "channel": "DIRECT",
        "line": "PLL",
        "holder_name": "陈晓东",
        "premium": Decimal("2853.83"),
        "signed_on": TODAY() - timedelta(days=1),
    }
    clerk = order(actor_at("UW_ISSUE", FENGZE))
    return back_entry.register_and_ask(clerk, data=back_entry.OutsideData(**(given | over)))


@pytest.mark.req("PRO-16", "AUW-02")
def test_an_approval_that_is_named_is_one_of_the_centre_for_this_policyholder() -> None:
    data = off_system.PaperBusiness(
        kind="central",
        product="海上风电",
        holder_name="陈晓东",
        subject="二期工程",
        sum_insured=Decimal(4000000),
        premium=Decimal("2853.83"),
        start_on=TODAY() + timedelta(days=20),
        text="无系统代码",
    )
    case = off_system.report_business(order(actor_at("SUB_MGR", FENGZE)), data=data)
    for number in ("随便写的", case.number):
        with nothing_changed(), pytest.raises(InvalidEntry) as refused:
            _by_hand(approval=number)
        assert refused.value.field == "approval"
    off_system.approve(case.pk, order(actor_at("UW_UND3", UWC), reason="同意书面承保"))
    with nothing_changed(), pytest.raises(InvalidEntry):
        _by_hand(approval=case.number, holder_name="林海燕")
    found = _by_hand(approval=case.number)
    assert (found.state, found.opinion) == ("open", "同意书面承保")
    with nothing_changed(), pytest.raises(InvalidEntry):
        _by_hand(approval=case.number, serial=forms.kind("policy_paper").serial(2))


@pytest.mark.req("PRO-15")
def test_collected_policies_shorten_the_time_of_an_agency() -> None:
    found = _outside(days=14, channel="AGENCY")
    before = found.due_on
    after = back_entry.note_return(
        found.pk, order(actor_at("UW_ISSUE", FENGZE)), returned_on=TODAY() - timedelta(days=13)
    )
    assert after.due_on < before


@pytest.mark.req("PRO-14", "PRO-17")
def test_the_entry_may_begin_in_the_past_and_a_late_one_says_why() -> None:
    found = _outside(days=12)
    clerk, draft = actor_at("UW_ISSUE", FENGZE), made.make_draft()
    back_entry.begin_entry(found.pk, order(clerk), proposal=draft.number)
    begun = TODAY() - timedelta(days=11)
    data = ProposalData(cover=CoverData(start_on=begun, compulsory=True))
    edit_proposal(draft.pk, order(clerk), data=data)
    assert Proposal.objects.get(pk=draft.pk).start_on == begun
    submit_proposal(draft.pk, order(clerk))
    with nothing_changed(), pytest.raises(InvalidEntry):
        back_entry.complete_entry(found.pk, order(clerk))
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        back_entry.complete_entry(found.pk, order(clerk), why_late="专线故障")
    assert refused.value.field == "why_differing"
    done = back_entry.complete_entry(found.pk, order(clerk), why_late="专线故障", why_differing="只补录交强险")
    assert (done.state, done.late_days > 0, done.differing) == ("entered", True, "Premium")
    with nothing_changed(), pytest.raises(InvalidEntry):
        back_entry.review_back_entry(found.pk, order(actor_at("UW_INFO", UWC)))
    _issued_later(draft)
    reviewed = back_entry.review_back_entry(found.pk, order(actor_at("UW_INFO", UWC)))
    assert (reviewed.state, reviewed.reviewed_by) == ("reviewed", "郑敏")
    month = found.signed_on.replace(day=1)
    assert [(row.late, row.waiting) for row in punctuality(actor_at("UW_INFO", UWC), month, TODAY())] == [(1, 0)]


def _issued_later(draft: Proposal) -> None:
    """Checked, decided by a person, paid and issued, and the clock that lapses what was not taken up in between."""
    review.pass_review(draft.pk, order(actor_at("UW_REVIEW", FENGZE)))
    robot = order(system_actor("auto-underwriting", unit_id=draft.unit_id))
    automatic.decide_automatically(draft.pk, robot)
    decide.approve(draft.pk, order(actor_at("UW_UND3", UWC), reason="手工单补录，资料齐全"))
    _lapse(TODAY())
    paid = made.pay(Proposal.objects.get(pk=draft.pk))
    clerk = actor_at("UW_ISSUE", FENGZE)
    serial = next_serial(issue.SIGN, clerk.staff_id)
    issue.issue(paid.pk, order(clerk), explained_to=paid.holder_name, serial=serial)


@pytest.mark.req("PRO-16")
def test_only_some_lines_are_written_by_hand() -> None:
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        _outside(way=life.HAND_WRITTEN, line="CAR")
    assert refused.value.field == "line"


@pytest.mark.req("PRO-17")
def test_an_entry_whose_proposal_ended_is_not_complete() -> None:
    found, clerk, draft = _outside(), actor_at("UW_ISSUE", FENGZE), made.make_draft()
    back_entry.begin_entry(found.pk, order(clerk), proposal=draft.number)
    withdraw_proposal(draft.pk, order(clerk, reason="录错"))
    with nothing_changed(), pytest.raises(InvalidEntry):
        back_entry.complete_entry(found.pk, order(clerk), why_late="-", why_differing="-")


@pytest.mark.req("PRO-14", "PRO-17")
def test_nothing_was_signed_on_a_form_before_it_came_to_its_holder() -> None:
    since = TODAY() - timedelta(days=14)
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        _outside(days=15)
    assert refused.value.field == "signed_on"
    found = _outside(days=14)
    assert (found.form_since, found.signed_on) == (since, since)
    clerk, draft = actor_at("UW_ISSUE", FENGZE), made.make_draft()
    back_entry.begin_entry(found.pk, order(clerk), proposal=draft.number)
    early = ProposalData(cover=CoverData(start_on=since - timedelta(days=1), compulsory=True))
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        edit_proposal(draft.pk, order(clerk), data=early)
    assert refused.value.field == "start_on"


@pytest.mark.req("PRO-17", "AUW-10")
def test_every_checker_sees_a_back_entry_and_a_person_decides_it(settings: Any) -> None:
    """A plain car that would pass: entered later it goes to the underwriter, with form and day of signature."""
    settings.DEMO = True
    found, clerk, draft = _outside(days=2), actor_at("UW_ISSUE", FENGZE), made.make_draft()
    back_entry.begin_entry(found.pk, order(clerk), proposal=draft.number)
    submit_proposal(draft.pk, order(clerk))
    page = reverse("underwriting:proposal", args=[draft.pk])
    for post, unit in (("UW_REVIEW", FENGZE), ("UW_UND2", UWC), ("UW_DIR", UWC)):
        shown = signed_in(post, unit).get(page).content.decode()
        assert found.serial in shown
        assert found.number in shown
    review.pass_review(draft.pk, order(actor_at("UW_REVIEW", FENGZE)))
    robot = order(system_actor("auto-underwriting", unit_id=draft.unit_id))
    assert automatic.decide_automatically(draft.pk, robot).state == "uw_queue"
    decision = Decision.objects.get()
    failed = [(one["element"], one["value"]) for one in decision.verdicts if not one["passed"]]
    assert failed == [("back_entry", f"{found.serial} · {found.signed_on}")]
    assert automatic.replay(decision) == decision.verdicts


@pytest.mark.req("PRO-14")
def test_an_ordinary_entry_never_begins_in_the_past() -> None:
    draft = made.make_draft()
    data = ProposalData(cover=CoverData(start_on=TODAY() - timedelta(days=1), compulsory=True))
    with nothing_changed(), pytest.raises(InvalidEntry):
        edit_proposal(draft.pk, order(actor_at("UW_ISSUE", FENGZE)), data=data)


def _row(form: str = "accident_card", number: int = 1, **over: Any) -> Any:
    given = {
        "form": form,
        "serial": forms.kind(form).serial(number),
        "holder_name": "王美玲",
        "insured_name": "",
        "issued_on": TODAY(),
        "start_on": TODAY() + timedelta(days=1),
        "end_on": TODAY() + timedelta(days=365),
    }
    data = ledger_entry.LedgerData(**(given | over))
    return ledger_entry.enter_and_owe(order(actor_at("UW_ISSUE", FENGZE)), data=data)


@pytest.mark.req("PRO-18", "PRO-19", "FRM-03")
def test_a_fixed_sum_policy_takes_its_amounts_from_the_print_and_is_owed_for_seven_days() -> None:
    row = _row()
    assert (row.premium, row.sum_insured, row.serial) == (Decimal("100.00"), Decimal("100000.00"), "YK00000001")
    assert row.settle_by == TODAY() + timedelta(days=7)
    due = Receivable.objects.get(document_kind="underwriting.ledger_entry", document_id=row.pk)
    assert due.amount == Decimal("100.00")
    with nothing_changed(), pytest.raises(NotPossible):
        _settled(row)
    receipt = made.enter_receipt([due])
    assert _settled(row).state == "settled"
    with nothing_changed(), pytest.raises(NotPossible):
        void_receipt(receipt.pk, order(actor_at("SUB_MGR", FENGZE), reason="重复入账"))


def _settled(row: Any) -> Any:
    clock = system_actor("policy-clock", unit_id=row.unit_id)
    return ledger_entry.settle_ledger(row.pk, order(clock), settled_at=timezone.now())


@pytest.mark.req("PRO-19")
def test_a_receipt_that_was_voided_meanwhile_leaves_the_row_owed() -> None:
    row = _row()
    due = Receivable.objects.get(document_kind="underwriting.ledger_entry", document_id=row.pk)
    receipt = made.enter_receipt([due])
    void_receipt(receipt.pk, order(actor_at("SUB_MGR", FENGZE), reason="重复入账"))
    drain(reraise=True)
    row.refresh_from_db()
    assert (row.state, row.settled_at) == ("owed", None)


@pytest.mark.req("PRO-19", "FIN-02")
def test_the_premium_of_a_ledger_row_goes_back_to_its_registered_payer() -> None:
    holder = made.make_customer()
    row = _row(holder_name=holder.name, payer=holder.name, start_on=TODAY(), end_on=TODAY() + timedelta(days=364))
    due = Receivable.objects.get(document_kind="underwriting.ledger_entry", document_id=row.pk)
    made.enter_receipt([due])
    _settled(row)
    row.refresh_from_db()
    income = PremiumIncome.objects.get(document_kind="underwriting.policy", document_id=row.policy_id)
    desk = order(actor_at("FN_AR", "350593"), reason="客户撤保")
    refund_premium(income.pk, desk, gross=row.premium, account_token=claims.account_of(holder.id), cancelled_on=TODAY())
    payable = Payable.objects.get(purpose="refund")
    assert (payable.amount, payable.payee_id) == (Decimal("100.00"), holder.id)


@pytest.mark.req("PRO-19")
def test_the_payer_of_a_ledger_row_is_a_registered_party_of_the_contract() -> None:
    for payer, name in (("查无此人", "查无此人"), (made.make_customer().name, "王美玲")):
        with nothing_changed(), pytest.raises(InvalidEntry) as refused:
            _row(holder_name=name, payer=payer)
        assert refused.value.field == "payer"


@pytest.mark.req("PRO-18", "PRO-19")
def test_only_forms_of_the_ledger_and_only_once() -> None:
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        _row("policy_paper")
    assert refused.value.field == "form"
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        _row("cargo_agency")
    assert refused.value.field == "premium"
    _row()
    with nothing_changed(), pytest.raises(FormsNotThere):
        _row()


def _finder(policy: Policy) -> Any:
    return order(system_actor("policy-clock", unit_id=policy.unit_id))


@pytest.mark.req("PRO-20")
def test_who_entered_or_checked_does_not_compare_and_errors_are_scored() -> None:
    policy = made.make_issued(compulsory=False)[0]
    month = TODAY().replace(day=1)
    check = data_quality.draw_check(_finder(policy), policy_id=policy.pk, month=month)
    assert (check.clerk, check.reviewer) == ("李珍珍", "张雨晴")
    with nothing_changed(), pytest.raises(Forbidden):
        data_quality.compare(check.pk, order(actor_at("UW_REVIEW", FENGZE)), errors={})
    info = actor_at("UW_INFO", UWC)
    found = data_quality.compare(check.pk, order(info), errors={"sum_insured": "90000", "phone": "1390", "format": "-"})
    assert [error["grade"] for error in found.errors] == ["C", "B", "A"]
    score = scores(info, month, "clerk")[0]
    assert (score.found.weight, score.found.score, score.good) == (8, Decimal("0.00"), False)
    with nothing_changed(), pytest.raises(InvalidEntry):
        data_quality.correct(check.pk, order(actor_at("UW_ISSUE", FENGZE), reason="已批改"))


@pytest.mark.req("PRO-20")
def test_a_wrong_correction_goes_back_and_what_is_compared_after_the_circular_changes_no_score() -> None:
    policy = made.make_issued(compulsory=False)[0]
    month = (TODAY().replace(day=1) - timedelta(days=40)).replace(day=1)
    check = data_quality.draw_check(_finder(policy), policy_id=policy.pk, month=month)
    info, clerk = actor_at("UW_INFO", UWC), actor_at("UW_ISSUE", FENGZE)
    found = data_quality.compare(check.pk, order(info), errors={"phone": "1390"})
    assert (found.compared_on, scores(info, month, "clerk")) == (TODAY(), [])
    QualityCheck.objects.filter(pk=check.pk).update(compared_on=frozen_on(month))
    assert scores(info, month, "clerk")[0].found.sampled == 1
    data_quality.correct(check.pk, order(clerk, reason="已更正"), evidence="E2026")
    back = data_quality.give_back(check.pk, order(info, reason="电话仍不对"))
    assert (back.state, back.evidence) == ("faulty", "")
    data_quality.correct(check.pk, order(clerk, reason="已再次更正"))
    assert data_quality.accept(check.pk, order(info)).state == "accepted"


@pytest.mark.req("PRO-20")
def test_the_sample_is_spread_over_who_entered_whoever_issued() -> None:
    policy = made.make_issued(compulsory=False)[0]
    Policy.objects.filter(pk=policy.pk).update(issued_by_id=actor_at("SUB_MGR", FENGZE).staff_id)
    entered = data_quality._entered_by([policy.proposal_id])
    assert entered == {policy.proposal_id: actor_at("UW_ISSUE", FENGZE).staff_id}


@pytest.mark.req("PRO-21", "DUT-35")
def test_rules_find_a_cover_without_premium_no_sum_and_a_foreign_place() -> None:
    policy = made_lines.make_line_issued("PRB", made_lines.PROPERTY)
    assert not {"rate", "no_sum", "region"} & {one.rule for one in findings(TODAY())}
    cover = {"code": "MAIN", "title": "财产基本险", "sum_insured": "100", "limit": None, "premium": "0"}
    Proposal.objects.filter(pk=policy.proposal_id).update(line_coverages=[cover], line_sum_insured=0)
    Parameter.objects.create(
        name="underwriting.quality_region",
        value=["福州"],
        effective=(TODAY(), None),
        proposed_by_id=actor_at("UW_INFO", UWC).staff_id,
        approved_by_id=actor_at("UW_UND3", UWC).staff_id,
    )
    parameters.forget()
    found = {one.rule: one.detail for one in findings(TODAY()) if one.policy_id == policy.pk}
    assert (found["rate"], found["no_sum"], found["region"]) == ("财产基本险", "PRB", "泉州市丰泽区安吉路 18 号")
    Policy.objects.filter(pk=policy.pk).update(state="voided")
    assert [one for one in findings(TODAY()) if one.policy_id == policy.pk] == []


@pytest.mark.req("PRO-21")
def test_a_defect_of_the_customers_record_is_found_again_after_it_was_closed() -> None:
    policy = made.make_issued(compulsory=False)[0]
    given = {"rule": "no_phone", "policy_id": policy.pk, "detail": policy.holder_name}
    for nth in range(2):
        defect = data_quality.find_defect(_finder(policy), **given)
        data_quality.answer_defect(defect.pk, order(actor_at("UW_ISSUE", FENGZE), reason="已补录"), method="customer")
        data_quality.close_defect(defect.pk, order(actor_at("UW_INFO", UWC)))
        assert DataDefect.objects.filter(rule="no_phone").count() == nth + 1


@pytest.mark.req("PRO-21", "FRM-03")
def test_a_settled_ledger_row_is_written_counted_booked_and_its_form_accounted_for() -> None:
    row = _row(start_on=TODAY(), end_on=TODAY() + timedelta(days=364))
    made.enter_receipt([Receivable.objects.get(document_kind="underwriting.ledger_entry", document_id=row.pk)])
    drain(reraise=True)
    rows = {one.measure: one for one in figures_of(row.branch, TODAY().replace(day=1)) if one.line == row.line}
    assert (rows["count"].business, rows["count"].difference, rows["premium"].difference) == (1, 0, 0)
    (behind_it,) = behind(row.branch, TODAY().replace(day=1), line=row.line, measure="count")
    assert (behind_it.business, behind_it.booked) == (1, 1)
    lot = FormLot.objects.get(form_type__code="accident_card", standing=Standing.USED)
    assert reconcile(order(system_actor("form-clock", unit_id=lot.unit_id)), lot.pk) == 1


@pytest.mark.req("PRO-21", "DUT-35")
def test_a_defect_is_found_once_and_mended_by_an_act_that_is_named() -> None:
    policy = made.make_issued(compulsory=False)[0]
    Policy.objects.filter(pk=policy.pk).update(premium=policy.premium + 1)
    found = [one for one in findings(TODAY()) if one.rule == "premium"]
    assert [one.policy_id for one in found] == [policy.pk]
    defect = data_quality.find_defect(_finder(policy), rule="premium", policy_id=policy.pk, detail=found[0].detail)
    assert [one for one in findings(TODAY()) if one.rule == "premium"] == []
    clerk = actor_at("UW_ISSUE", FENGZE)
    with nothing_changed(), pytest.raises(InvalidEntry):
        data_quality.answer_defect(defect.pk, order(clerk, reason="已更正"), method="endorse")
    data_quality.answer_defect(defect.pk, order(clerk, reason="已更正"), method="endorse", evidence="E2026")
    assert data_quality.close_defect(defect.pk, order(actor_at("UW_INFO", UWC))).state == "closed"


@pytest.mark.req("DUT-33", "ARC-02")
def test_papers_are_handed_over_counted_and_filed_on_pages_of_their_own() -> None:
    compulsory, commercial = made.make_issued()
    clerk, info = actor_at("UW_ISSUE", FENGZE), actor_at("UW_INFO", UWC)
    batch = paper_batch.hand_over(order(clerk), day=TODAY())
    assert BatchedPaper.objects.filter(batch=batch).count() == 2
    with nothing_changed(), pytest.raises(InvalidEntry):
        paper_batch.hand_over(order(clerk), day=TODAY())
    paper_batch.receive_batch(batch.pk, order(info), missing={2: "缺投保单"})
    assert DataDefect.objects.get().rule == "paper"
    with nothing_changed(), pytest.raises(InvalidEntry):
        paper_batch.file_batch(batch.pk, order(info), volume="2026-01", first_page=200)
    paper_batch.file_batch(batch.pk, order(info), volume="2026-01", first_page=199)
    assert sorted(BatchedPaper.objects.values_list("page", flat=True)) == [199, 200]
    assert {compulsory.line, commercial.line} == {"MCI", "MOD"}


@pytest.mark.req("DUT-33")
def test_another_person_proof_reads_the_print() -> None:
    policy = made.make_issued(compulsory=False)[0]
    with nothing_changed(), pytest.raises(Forbidden):
        paper_batch.proof_read(order(actor_at("UW_ISSUE", FENGZE)), policy_id=policy.pk, different=())
    read = paper_batch.proof_read(
        order(actor_at("UW_REVIEW", FENGZE)), policy_id=policy.pk, different=("premium",), remark="重打"
    )
    assert read.different == ["premium"]
