"""Premium due, receipt, income at the start of cover – and every way in which it is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from core.models import CaseAct, Event, Job
from core.workflow.refusals import CommandReused, Forbidden, Hidden, NotPossible, SegregationConflict, Stale
from finance.models import BankCredit, BusinessEntry, PremiumIncome, Receipt, Receivable, Voucher, VoucherLine
from finance.public import cancel_receivable, entries_for, receivables_of
from finance.services.premium import AmountsDisagree
from finance.services.receipts import (
    AmountAltered,
    CashRefused,
    NothingDue,
    PayerUnchecked,
    ReferenceUsed,
    TooLateToVoid,
    match_bank_credit,
    record_bank_credit,
    void_receipt,
)
from finance.services.vouchers import submit_voucher
from finance.tasks import recognise
from tests.factories.finance import House
from tests.factories.organisation import order
from tests.support.unchanged import nothing_changed

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def house():
    return House()


@pytest.mark.req("FIN-11", "ISS-03")
def test_receipt_settles_the_premium_and_books_it_in_advance(house):
    due = house.premium_due()
    receipt = house.receive(due)
    assert receipt.number == f"JRCT{TODAY().year}3505020000001"
    assert receivables_of("underwriting.policy", 1)[0].settled
    assert (house.balance("1002.01"), house.balance("2203")) == (Decimal("10600.00"), Decimal("-10600.00"))
    assert Event.objects.get(kind="finance.receivable_settled").payload["document_id"] == 1
    voucher = Voucher.objects.get()
    assert (voucher.state, voucher.kind, voucher.event, voucher.line) == ("draft", "receipt", "premium_received", "MOD")
    assert [line.account[:4] for line in entries_for("underwriting.policy", 1)] == ["1002", "2203"]


@pytest.mark.req("FIN-02")
def test_premium_becomes_income_when_cover_starts(house):
    house.receive(house.premium_due())
    house.issued(cover_start=TODAY())
    assert PremiumIncome.objects.get().state == "recognised"
    assert house.balance("2203") == 0
    assert house.balance("1122") == 0
    assert house.balance("6031") == Decimal("-10000.00")
    assert house.balance("2221.0101") == Decimal("-600.00")
    assert (house.balance("6501"), house.balance("2601")) == (Decimal("10000.00"), Decimal("-10000.00"))


def test_premium_of_later_cover_waits_for_its_day(house):
    house.receive(house.premium_due())
    house.issued(cover_start=TODAY() + timedelta(days=3))
    assert PremiumIncome.objects.get().state == "waiting"
    assert house.balance("6031") == 0
    job = Job.objects.get(kind="finance.recognise_premium")
    assert timezone.localtime(job.run_after).date() == TODAY() + timedelta(days=3)


def test_waiting_premium_is_recognised_once_whatever_is_delivered_twice(house):
    house.receive(house.premium_due())
    house.issued(cover_start=TODAY() + timedelta(days=3))

    class Run:
        kind, key, payload = "finance.recognise_premium", "1", {"income": PremiumIncome.objects.get().pk}

        def finish(self, effect):
            return effect()

    recognise(Run())
    recognise(Run())
    assert house.balance("6031") == Decimal("-10000.00")


def test_unpaid_premium_of_started_cover_is_receivable_and_later_money_clears_it(house):
    first = house.premium_due(gross=Decimal("8480.00"), instalment=1)
    second = house.premium_due(gross=Decimal("12720.00"), instalment=2)
    house.issued(gross=Decimal("21200.00"), net=Decimal("20000.00"), tax=Decimal("1200.00"), cover_start=TODAY())
    assert house.balance("1122") == Decimal("21200.00")
    house.receive(first)
    assert (house.balance("1122"), house.balance("2203")) == (Decimal("12720.00"), Decimal(0))
    house.receive(second)
    assert (house.balance("1122"), house.balance("2203")) == (Decimal(0), Decimal(0))


def test_vehicle_tax_is_passed_through_and_compulsory_motor_has_its_own_voucher(house):
    compulsory = house.premium_due(1, line="MCI", gross=Decimal("950.00"), vehicle_tax=Decimal("480.00"))
    commercial = house.premium_due(2, gross=Decimal("1020.00"))
    house.receive(compulsory, commercial)
    assert house.balance("2221.05") == Decimal("-480.00")
    assert house.balance("1002.01") == Decimal("2450.00")
    assert sorted(Voucher.objects.values_list("line", flat=True)) == ["MCI", "MOD"]
    assert Receipt.objects.get().items.count() == 2


def test_receipts_of_one_day_share_one_draft_and_keep_their_documents(house):
    for pk in (1, 2, 3):
        house.receive(house.premium_due(pk))
    assert Voucher.objects.count() == 1
    assert BusinessEntry.objects.count() == 3
    assert sorted(set(VoucherLine.objects.values_list("document_id", flat=True))) == [1, 2, 3]


def test_after_submission_the_next_receipt_opens_another_draft(house):
    house.open_books()
    house.receive(house.premium_due(1))
    submit_voucher(Voucher.objects.get().pk, house.by("accountant"))
    house.receive(house.premium_due(2))
    assert sorted(Voucher.objects.values_list("state", flat=True)) == ["draft", "submitted"]


def test_double_click_gives_one_receipt(house):
    due = house.premium_due()
    command = house.by("clerk")
    first = house.receive(due, command=command, bank_reference="POS-A")
    second = house.receive(due, command=command, bank_reference="POS-A")
    assert first.pk == second.pk
    assert house.balance("1002.01") == Decimal("10600.00")


def test_same_key_with_other_content_is_refused(house):
    due = house.premium_due()
    command = house.by("clerk")
    house.receive(due, command=command, bank_reference="POS-A")
    with nothing_changed(), pytest.raises(CommandReused):
        house.receive(due, command=command, bank_reference="POS-B")


@pytest.mark.req("FIN-11")
@pytest.mark.parametrize(
    ("over", "refusal", "field"),
    [
        ({"amount": Decimal("10599.99")}, AmountAltered, "amount"),
        ({"amount": Decimal("10600.01")}, AmountAltered, "amount"),
        ({"method": "cash"}, CashRefused, "method"),
        ({"bank_reference": "  "}, ReferenceUsed, "bank_reference"),
        ({"payer_name": "李小红"}, PayerUnchecked, "payer_relation"),
        ({"payer_relation": "family"}, PayerUnchecked, "payer_relation"),
        ({"payer_name": "李小红", "payer_relation": "family"}, PayerUnchecked, "identity_checked"),
        ({"receivable_ids": ()}, NothingDue, ""),
        ({"receivable_ids": (99_999,)}, Hidden, ""),
    ],
)
def test_broken_receipt_is_refused_and_changes_nothing(house, over, refusal, field):
    due = house.premium_due()
    with nothing_changed(), pytest.raises(refusal) as caught:
        house.receive(due, **over)
    assert caught.value.field == field


def test_third_party_may_pay_once_identity_and_relation_are_confirmed(house):
    receipt = house.receive(house.premium_due(), payer_name="李小红", payer_relation="family", identity_checked=True)
    assert (receipt.payer_name, receipt.identity_checked) == ("李小红", True)


def test_large_premium_needs_the_identity_check_even_from_the_policyholder(house):
    due = house.premium_due(gross=Decimal("200000.00"))
    with nothing_changed(), pytest.raises(PayerUnchecked):
        house.receive(due)
    assert house.receive(due, identity_checked=True).amount == Decimal("200000.00")


def test_same_money_is_not_both_a_receipt_and_unidentified(house):
    credit = {"unit_id": house.unit.pk, "amount": Decimal("10600.00"), "payer_name": "王建国"}
    record_bank_credit(house.by("clerk"), **credit, bank_reference="TRF-1")
    due = house.premium_due(1)
    with nothing_changed(), pytest.raises(ReferenceUsed) as refusal:
        house.receive(due, bank_reference="TRF-1")
    assert refusal.value.field == "bank_reference"
    house.receive(due, bank_reference="TRF-2")
    with nothing_changed(), pytest.raises(ReferenceUsed):
        record_bank_credit(house.by("clerk"), **credit, bank_reference=" TRF-2 ")


def test_reference_that_confirmed_another_receipt_is_refused(house):
    house.receive(house.premium_due(1), bank_reference="POS-77")
    due = house.premium_due(2)
    with nothing_changed(), pytest.raises(ReferenceUsed):
        house.receive(due, bank_reference=" POS-77 ")


def test_items_of_two_policyholders_do_not_go_on_one_receipt(house):
    with pytest.raises(NothingDue):
        house.receive(house.premium_due(1), house.premium_due(2, payer_id=6))


def test_settled_premium_cannot_be_paid_again(house):
    due = house.premium_due()
    house.receive(due)
    with nothing_changed(), pytest.raises(NotPossible):
        house.receive(due)


def test_wrong_post_and_wrong_unit_are_refused(house):
    due = house.premium_due()
    with nothing_changed(), pytest.raises(Forbidden):
        house.receive(due, by="accountant")
    foreign = house.premium_due(2, unit_id=house.other.pk)
    with nothing_changed(), pytest.raises(Hidden):
        house.receive(foreign)


def test_voided_receipt_makes_the_premium_due_again(house):
    due = house.premium_due()
    receipt = house.receive(due, bank_reference="POS-1")
    void_receipt(receipt.pk, house.by("checker", reason="wrong policy"))
    assert Receivable.objects.get().state == "due"
    assert (house.balance("1002.01"), house.balance("2203")) == (Decimal(0), Decimal(0))
    assert Event.objects.filter(kind="finance.receivable_reinstated").count() == 1
    house.receive(due, bank_reference="POS-1")
    assert house.balance("2203") == Decimal("-10600.00")


def test_receipt_of_yesterday_cannot_be_voided(house):
    receipt = house.receive(house.premium_due())
    late = house.by("checker", reason="wrong", at=timezone.now() + timedelta(days=1))
    with nothing_changed(), pytest.raises(TooLateToVoid):
        void_receipt(receipt.pk, late)


def test_nobody_voids_an_own_receipt(house):
    receipt = house.receive(house.premium_due(), by="cashier")
    allowed = replace(house.cashier, permissions=house.cashier.permissions | {"finance.void_receipt"})
    with nothing_changed(), pytest.raises(SegregationConflict):
        void_receipt(receipt.pk, order(allowed, reason="mine"))


def test_receipt_on_which_a_policy_was_issued_is_not_voided(house):
    receipt = house.receive(house.premium_due())
    house.issued(cover_start=TODAY())
    with nothing_changed(), pytest.raises(NotPossible):
        void_receipt(receipt.pk, house.by("checker", reason="wrong"))


def test_void_from_an_old_page_is_refused(house):
    receipt = house.receive(house.premium_due())
    with nothing_changed(), pytest.raises(Stale):
        void_receipt(receipt.pk, house.by("checker", reason="wrong", version=7))


def test_lapsed_proposal_cancels_what_is_due_but_never_what_is_paid(house):
    house.premium_due(1)
    cancel_receivable(house.by("clerk"), "underwriting.policy", 1)
    assert receivables_of("underwriting.policy", 1)[0].state == "cancelled"
    house.receive(house.premium_due(2))
    with nothing_changed(), pytest.raises(NotPossible):
        cancel_receivable(house.by("clerk"), "underwriting.policy", 2)


def test_policy_whose_figures_do_not_add_up_is_not_recorded(house):
    with nothing_changed(), pytest.raises(AmountsDisagree):
        house.issued(tax=Decimal("600.01"))


@pytest.mark.req("FIN-03")
def test_unidentified_money_is_kept_and_matched_to_the_cent(house):
    due = house.premium_due(gross=Decimal("3000.00"))
    credit = record_bank_credit(
        house.by("clerk"), unit_id=house.unit.pk, amount=Decimal("3000.00"), payer_name="王建国", bank_reference="TRF-9"
    )
    assert house.balance("2241.03") == Decimal("-3000.00")
    match_bank_credit(credit.pk, house.by("clerk"), receivable_ids=(due.id,), payer_relation="self")
    assert (house.balance("2241.03"), house.balance("2203")) == (Decimal(0), Decimal("-3000.00"))
    assert house.balance("1002.01") == Decimal("3000.00")
    assert BankCredit.objects.get().state == "matched"
    assert CaseAct.objects.filter(duty="finance.match").count() == 1


def test_unidentified_money_of_another_amount_is_not_matched(house):
    due = house.premium_due(gross=Decimal("3000.00"))
    credit = record_bank_credit(
        house.by("clerk"), unit_id=house.unit.pk, amount=Decimal("2999.99"), payer_name="王建国", bank_reference="TRF-9"
    )
    with nothing_changed(), pytest.raises(AmountAltered):
        match_bank_credit(credit.pk, house.by("clerk"), receivable_ids=(due.id,), payer_relation="self")


@pytest.mark.req("FIN-11")
def test_people_who_are_not_registered_are_not_one_policyholder(house: House) -> None:
    mine = house.premium_due(1, payer_id=0)
    other = house.premium_due(2, payer_id=0, payer_name="赵六")
    with nothing_changed(), pytest.raises(NothingDue):
        house.receive(mine, other)
    again = house.premium_due(3, payer_id=0)
    assert house.receive(mine, again).amount == Decimal("21200.00")
