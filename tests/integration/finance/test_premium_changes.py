"""What follows the issue of a policy, each worked case of domain 9.5 to the cent: JE-06 … JE-14."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from core.workflow.refusals import Forbidden, NotPossible
from finance import metrics
from finance.models import Payable, PaymentOrder, PremiumIncome, Receivable, UnearnedMeasure, VoucherLine
from finance.rules.entries import EventKind
from finance.selectors.reconciliation import reconciliation
from finance.selectors.unearned import to_measure
from finance.services.advances import remit_vehicle_tax
from finance.services.clawbacks import MoreThanPaid, claw_back
from finance.services.payables import PayeeIncomplete
from finance.services.payments import bounce_payment, reissue_payment, verify_payment
from finance.services.policy_money import add_policy_premium, extend_policy_premium
from finance.services.premium import AmountsDisagree
from finance.services.premium_changes import (
    add_premium,
    owe_commission,
    refund_premium,
    void_before_start,
    withdraw_payable,
)
from finance.services.receipts import void_receipt
from finance.services.unearned import measure_unearned
from tests.factories.finance import House
from tests.factories.organisation import order
from tests.factories.parties import make_party, resident_number
from tests.support.unchanged import nothing_changed

pytestmark = [pytest.mark.django_db, pytest.mark.req("FIN-02")]
D = Decimal


@pytest.fixture
def house():
    return House()


def lines(event):
    """Account, debit and credit of the lines of an event."""
    rows = VoucherLine.objects.filter(entry__event=event).order_by("id")
    return [(line.account.code, line.debit, line.credit) for line in rows.select_related("account")]


def agrees(house):
    return [check.code for check in reconciliation(house.branch) if check.difference]


def other_party(house, name):
    return make_party(order(house.desk), name=name, id_number=resident_number(7), phone="13805957777")


def today():
    return timezone.localdate()


def test_je07_additional_premium_of_running_cover_is_income_when_it_is_paid(house):
    policy = house.in_force()
    house.account_of()
    add_premium(policy.pk, house.by("receivables", reason="批单 PEND001"), gross=D("756.16"), due_on=today())
    due = Receivable.objects.get(income=policy)
    assert (due.amount, due.net, due.state, due.reason) == (D("756.16"), D("713.36"), "due", "批单 PEND001")
    assert (house.balance("6031"), agrees(house)) == (D("-10000.00"), [])
    receipt = house.receive(due)
    assert lines(EventKind.PREMIUM_RECEIVED)[-3:] == [
        ("1002.01", D("756.16"), D(0)), ("6031", D(0), D("713.36")), ("2221.0101", D(0), D("42.80")),
    ]  # fmt: skip
    assert agrees(house) == []
    void_receipt(receipt.pk, house.by("manager", reason="重复"))
    assert lines(EventKind.PREMIUM_RECEIPT_VOIDED) == [
        ("1002.01", D(0), D("756.16")), ("6031", D("713.36"), D(0)), ("2221.0101", D("42.80"), D(0)),
    ]  # fmt: skip
    assert agrees(house) == []


def test_additional_premium_of_nothing_or_by_another_post_is_refused(house):
    policy = house.in_force()
    with nothing_changed(), pytest.raises(AmountsDisagree):
        add_premium(policy.pk, house.by("receivables", reason="x"), gross=D(0), due_on=today())
    with nothing_changed(), pytest.raises(Forbidden):
        add_premium(policy.pk, house.by("cashier", reason="x"), gross=D(10), due_on=today())


def test_je08_refund_goes_back_to_the_policyholder_and_reduces_income(house):
    policy, token = house.in_force(), house.account_of()
    refund_premium(policy.pk, house.by("receivables", reason="批减"), gross=D("151.23"), account_token=token)
    payable = Payable.objects.get()
    assert (payable.purpose, payable.indemnity, payable.tax) == ("refund", D("142.67"), D("8.56"))
    assert lines(EventKind.PREMIUM_REFUNDED) == []
    house.pay(payable)
    assert lines(EventKind.PREMIUM_REFUNDED) == [
        ("6031", D("142.67"), D(0)), ("2221.0101", D("8.56"), D(0)), ("1002.02", D(0), D("151.23")),
    ]  # fmt: skip
    assert (payable.state, agrees(house)) == ("paid", [])


@pytest.mark.req("PLT-03")
def test_premium_that_goes_back_is_no_claim_on_the_dashboard(house):
    policy, token, day = house.in_force(), house.account_of(), timezone.localdate()
    refund_premium(policy.pk, house.by("receivables", reason="批减"), gross=D("151.23"), account_token=token)
    assert metrics.payables_pending(house.accountant, day)[0].value == 0
    house.pay(Payable.objects.get())
    assert metrics.payments_settled(house.accountant, day)[0].value == 0
    assert PaymentOrder.objects.get().state == "settled"


def test_je09_cancellation_releases_unearned_premium_and_a_returned_payment_takes_it_back(house):
    policy, token = house.in_force(), house.account_of()
    refund_premium(
        policy.pk, house.by("receivables", reason="退保"), gross=D("629.86"), account_token=token, cancelled_on=today()
    )
    paid = house.pay(Payable.objects.get())
    wanted = [
        ("6031", D("594.21"), D(0)), ("2221.0101", D("35.65"), D(0)), ("1002.02", D(0), D("629.86")),
        ("2601", D("594.21"), D(0)), ("6501", D(0), D("594.21")),
    ]  # fmt: skip
    assert lines(EventKind.PREMIUM_REFUNDED) == wanted
    policy.refresh_from_db()
    assert (policy.unearned, policy.ended_on, agrees(house)) == (D("9405.79"), today(), [])
    bounce_payment(paid.pk, house.by("cashier", reason="账号已销户"), reference="RTN1")
    assert lines(EventKind.PAYMENT_BOUNCED) == [(code, credit, debit) for code, debit, credit in wanted]
    policy.refresh_from_db()
    assert (Payable.objects.get().state, policy.unearned, agrees(house)) == ("open", D("10000.00"), [])
    corrected = {"payee_name": "王建国", "bank_name": "建设银行", "account": "6217001820001234563"}
    reissue_payment(paid.pk, house.by("second_accountant", reason="客户来函"), **corrected)
    house.pay(Payable.objects.get())
    assert (Payable.objects.get().state, agrees(house)) == ("paid", [])


def test_more_than_came_in_is_never_refunded(house):
    policy, token = house.in_force(), house.account_of()
    ask = {"account_token": token}
    with nothing_changed(), pytest.raises(MoreThanPaid) as refusal:
        refund_premium(policy.pk, house.by("receivables", reason="x"), gross=D("10600.01"), **ask)
    assert refusal.value.details["limit"] == "10600.00"
    refund_premium(policy.pk, house.by("receivables", reason="x"), gross=D("10000.00"), **ask)
    with nothing_changed(), pytest.raises(MoreThanPaid):
        refund_premium(policy.pk, house.by("receivables", reason="x"), gross=D("600.01"), **ask)


def test_refund_to_somebody_else_or_outside_the_period_of_cover_is_refused(house):
    policy = house.in_force()
    stranger = house.account_of(other_party(house, "李四"), "6222021408001234578")
    with nothing_changed(), pytest.raises(PayeeIncomplete):
        refund_premium(policy.pk, house.by("receivables", reason="x"), gross=D(10), account_token=stranger)
    own = house.account_of()
    with nothing_changed(), pytest.raises(NotPossible):
        refund_premium(
            policy.pk,
            house.by("receivables", reason="x"),
            gross=D(10),
            account_token=own,
            cancelled_on=policy.cover_end + timedelta(days=1),
        )


def test_who_entered_a_refund_neither_verifies_nor_withdraws_it(house):
    policy, token = house.in_force(), house.account_of()
    refund_premium(policy.pk, house.by("receivables", reason="x"), gross=D(10), account_token=token)
    payable = Payable.objects.get()
    waiting = payable.orders.get()
    assert payable.entered_by_id == house.receivables.staff_id
    with nothing_changed(), pytest.raises(Forbidden):
        verify_payment(waiting.pk, house.by("receivables"))
    withdraw_payable(payable.pk, house.by("checker", reason="录入错误"))
    waiting.refresh_from_db()
    assert (Payable.objects.get().state, waiting.state, agrees(house)) == ("withdrawn", "cancelled", [])


def test_verified_payable_is_not_withdrawn(house):
    policy, token = house.in_force(), house.account_of()
    refund_premium(policy.pk, house.by("receivables", reason="x"), gross=D(10), account_token=token)
    payable = Payable.objects.get()
    verify_payment(payable.orders.get().pk, house.by("accountant"))
    with nothing_changed(), pytest.raises(NotPossible):
        withdraw_payable(payable.pk, house.by("checker", reason="x"))


def test_je10_void_before_start_returns_the_advance(house):
    tomorrow = today() + timedelta(days=1)
    policy = house.in_force(cover_start=tomorrow, cover_end=tomorrow + timedelta(days=364))
    void_before_start(policy.pk, house.by("receivables", reason="客户撤单"), account_token=house.account_of())
    assert (PremiumIncome.objects.get().state, agrees(house)) == ("voided", [])
    house.pay(Payable.objects.get())
    assert lines(EventKind.ADVANCE_RETURNED) == [("2203", D("10600.00"), D(0)), ("1002.02", D(0), D("10600.00"))]
    assert (house.balance("2203"), agrees(house)) == (D(0), [])


def test_running_policy_is_not_voided(house):
    policy, token = house.in_force(), house.account_of()
    with nothing_changed(), pytest.raises(NotPossible):
        void_before_start(policy.pk, house.by("receivables", reason="x"), account_token=token)


def commission(house, policy, net="1500.00", tax="90.00", invoice="24352000000012345678"):
    agent = other_party(house, "陈代理")
    token = house.account_of(agent, f"62220214080{invoice[-8:]}")
    owe_commission(policy.pk, house.by("receivables"), net=D(net), tax=D(tax), invoice=invoice, account_token=token)
    return Payable.objects.get(reason=invoice), token


def test_je12_to_14_commission_is_owed_paid_and_clawed_back(house):
    policy = house.in_force()
    owed, token = commission(house, policy)
    assert lines(EventKind.COMMISSION_DUE) == [
        ("6421", D("1500.00"), D(0)), ("2221.0102", D("90.00"), D(0)), ("2262", D(0), D("1590.00")),
    ]  # fmt: skip
    house.pay(owed)
    assert lines(EventKind.COMMISSION_PAID) == [("2262", D("1590.00"), D(0)), ("1002.03", D(0), D("1590.00"))]
    claw_back(owed.pk, house.by("receivables", reason="退保"), net=D("89.13"), tax=D("5.35"))
    assert lines(EventKind.COMMISSION_CLAWED_BACK) == [
        ("2262", D("94.48"), D(0)), ("6421", D(0), D("89.13")), ("2221.0103", D(0), D("5.35")),
    ]  # fmt: skip
    assert (house.balance("2262"), agrees(house)) == (D("94.48"), [])
    with nothing_changed(), pytest.raises(MoreThanPaid):
        claw_back(owed.pk, house.by("receivables", reason="x"), net=D("1410.88"), tax=D("84.65"))
    owe_commission(
        policy.pk, house.by("receivables"), net=D("1000.00"), tax=D("60.00"), invoice="NEXT", account_token=token
    )
    following = Payable.objects.get(reason="NEXT")
    assert (following.offset, following.amount) == (D("94.48"), D("965.52"))
    house.pay(following)
    assert (house.balance("2262"), agrees(house)) == (D("0.00"), [])


def test_withdrawn_commission_is_taken_back_in_the_books(house):
    owed, _token = commission(house, house.in_force())
    withdraw_payable(owed.pk, house.by("checker", reason="发票作废"))
    assert lines(EventKind.PAYABLE_WITHDRAWN) == [
        ("6421", D(0), D("1500.00")), ("2221.0102", D(0), D("90.00")), ("2262", D("1590.00"), D(0)),
    ]  # fmt: skip
    assert (house.balance("2262"), house.balance("6421"), agrees(house)) == (D(0), D(0), [])


def test_second_commission_on_a_policy_is_another_invoice_within_the_premium(house):
    policy = house.in_force()
    owed, token = commission(house, policy)
    for net, invoice, field in (("1.00", f" {owed.reason}", "invoice"), ("8500.01", "NEXT", "net")):
        with nothing_changed(), pytest.raises(AmountsDisagree) as refusal:
            owe_commission(
                policy.pk, house.by("receivables"), net=D(net), tax=D(0), invoice=invoice, account_token=token
            )
        assert refusal.value.field == field
    withdraw_payable(owed.pk, house.by("checker", reason="发票作废"))
    owe_commission(
        policy.pk, house.by("receivables"), net=D("8500.01"), tax=D(0), invoice=owed.reason, account_token=token
    )
    assert [p.indemnity for p in Payable.objects.filter(state="open")] == [D("8500.01")]


def test_withdrawn_refund_of_a_cancellation_lets_the_policy_run_on(house):
    policy, token = house.in_force(), house.account_of()
    measure_unearned(house.open_books().pk, house.by("accountant"))
    refund_premium(
        policy.pk, house.by("receivables", reason="退保"), gross=D(10), account_token=token, cancelled_on=today()
    )
    assert PremiumIncome.objects.get().ended_on == today()
    withdraw_payable(Payable.objects.get().pk, house.by("checker", reason="客户不退了"))
    assert (PremiumIncome.objects.get().ended_on, agrees(house)) == (None, [])


def test_commission_with_tax_below_nil_is_refused(house):
    policy, token = house.in_force(), house.account_of()
    tax = {"net": D("100.00"), "tax": D("-1.00")}
    with nothing_changed(), pytest.raises(AmountsDisagree):
        owe_commission(policy.pk, house.by("receivables"), invoice="1", account_token=token, **tax)


def test_a_receipt_is_not_voided_while_its_premium_goes_back(house):
    policy, token = house.in_force(), house.account_of()
    add_premium(policy.pk, house.by("receivables", reason="批单"), gross=D("500.00"), due_on=today())
    receipt = house.receive(Receivable.objects.get(income=policy))
    refund_premium(policy.pk, house.by("receivables", reason="批减"), gross=D("10700.00"), account_token=token)
    with nothing_changed(), pytest.raises(NotPossible):
        void_receipt(receipt.pk, house.by("manager", reason="重复"))


@pytest.mark.parametrize("net", ["0.00", "10000.01"])
def test_commission_of_nothing_or_above_the_premium_is_refused(house, net):
    policy, token = house.in_force(), house.account_of()
    with nothing_changed(), pytest.raises(AmountsDisagree):
        owe_commission(policy.pk, house.by("receivables"), net=D(net), tax=D(0), invoice="1", account_token=token)


def test_je06_month_end_measures_unearned_premium_and_posts_the_difference(house):
    start = today() - timedelta(days=2)
    policy = house.in_force(cover_start=start, cover_end=start + timedelta(days=24))  # 25 days, 22 left after today
    period = house.open_books()
    assert policy.unearned == D("10000.00")
    measure_unearned(period.pk, house.by("accountant"))
    assert lines(EventKind.UNEARNED_REMEASURED) == [("2601", D("1200.00"), D(0)), ("6501", D(0), D("1200.00"))]
    measured = UnearnedMeasure.objects.get()
    assert (measured.policies, measured.booked, measured.target) == (1, D("10000.00"), D("8800.00"))
    item = measured.items.get()
    assert (item.income, item.before, item.after) == (policy, D("10000.00"), D("8800.00"))
    policy.refresh_from_db()
    assert (policy.unearned, agrees(house)) == (D("8800.00"), [])
    with nothing_changed(), pytest.raises(NotPossible):
        measure_unearned(period.pk, house.by("accountant"))


def test_cancelled_policy_keeps_only_what_its_unpaid_refund_will_release(house):
    policy, token, period = house.in_force(), house.account_of(), house.open_books()
    refund_premium(
        policy.pk, house.by("receivables", reason="退保"), gross=D("629.86"), account_token=token, cancelled_on=today()
    )
    measure_unearned(period.pk, house.by("accountant"))
    policy.refresh_from_db()
    assert policy.unearned == D("594.21")
    house.pay(Payable.objects.get())
    policy.refresh_from_db()
    assert (policy.unearned, house.balance("2601"), agrees(house)) == (D("0.00"), D("0.00"), [])


def test_measuring_is_for_accountants_of_open_periods(house):
    house.in_force()
    period = house.open_books()
    with nothing_changed(), pytest.raises(Forbidden):
        measure_unearned(period.pk, house.by("cashier"))


def test_je11_vehicle_tax_is_paid_over_once(house):
    house.receive(house.premium_due(gross=D("950.00"), vehicle_tax=D("480.00")))
    period = house.open_books()
    office = other_party(house, "税务专户")
    token = house.account_of(office)
    remit_vehicle_tax(period.pk, house.by("receivables"), account_token=token)
    payable = Payable.objects.get()
    assert (payable.amount, payable.purpose, payable.claim_number) == (D("480.00"), "vehicle_tax", f"{today():%Y-%m}")
    with nothing_changed(), pytest.raises(NotPossible):
        remit_vehicle_tax(period.pk, house.by("receivables"), account_token=token)
    house.pay(payable)
    assert lines(EventKind.VEHICLE_TAX_REMITTED) == [("2221.05", D("480.00"), D(0)), ("1002.04", D(0), D("480.00"))]
    assert agrees(house) == []


def test_bounce_is_recorded_once_and_not_by_those_who_signed(house):
    policy, token = house.in_force(), house.account_of()
    refund_premium(policy.pk, house.by("receivables", reason="x"), gross=D(10), account_token=token)
    paid = house.pay(Payable.objects.get())
    with nothing_changed(), pytest.raises(Forbidden):
        bounce_payment(paid.pk, house.by("treasurer", reason="x"), reference="R")
    bounce_payment(paid.pk, house.by("cashier", reason="户名不符"), reference="R")
    with nothing_changed(), pytest.raises(NotPossible):
        bounce_payment(paid.pk, house.by("cashier", reason="户名不符"), reference="R")


def test_a_refund_releases_no_more_than_is_unearned_when_the_bank_pays(house):
    """A measure between the debt and the payment may have released part of it already."""
    policy, token = house.in_force(), house.account_of()
    refund_premium(
        policy.pk, house.by("receivables", reason="退保"), gross=D("629.86"), account_token=token, cancelled_on=today()
    )
    PremiumIncome.objects.filter(pk=policy.pk).update(unearned=D("500.00"))
    house.pay(Payable.objects.get())
    assert lines(EventKind.PREMIUM_REFUNDED)[-2:] == [("2601", D("500.00"), D(0)), ("6501", D(0), D("500.00"))]
    policy.refresh_from_db()
    assert (Payable.objects.get().state, policy.unearned) == ("paid", D("0.00"))


@pytest.mark.req("END-01")
def test_an_extension_is_earned_by_the_days_that_are_added(house):
    """EN-5: the addition waits until the agreed time is over; the first premium is earned by the agreed days."""
    policy = house.in_force()
    end = policy.cover_end
    house.account_of()
    add_policy_premium(
        house.by("receivables", reason="批延"), policy.document_kind, policy.document_id,
        gross=D("106.00"), due_on=today(), pays_until=end + timedelta(days=30),
    )  # fmt: skip
    house.receive(Receivable.objects.get(income=policy))
    extend_policy_premium(
        house.by("receivables", reason="批延"),
        policy.document_kind,
        policy.document_id,
        cover_end=end + timedelta(days=30),
    )
    measured = {
        on: sum(one.target for _key, rows in to_measure(house.branch, on) for one in rows)
        for on in (end, end + timedelta(days=15), end + timedelta(days=30))
    }
    assert list(measured.values()) == [D("100.00"), D("50.00"), D("0.00")]


@pytest.mark.req("END-03")
def test_je14_commission_on_refunded_premium_is_taken_back_when_the_bank_paid(house):
    """15 per cent of 594.21 are 89.13, with 5.35 of tax; a payment that comes back does not take it twice."""
    policy, token = house.in_force(), house.account_of()
    agent = house.account_of(other_party(house, "晋江代理"), "6222021408001234578")
    commission = {"net": D("1500.00"), "tax": D("90.00"), "invoice": "24352000001", "account_token": agent}
    owe_commission(policy.pk, house.by("receivables"), **commission)
    refund_premium(
        policy.pk, house.by("receivables", reason="退保"), gross=D("629.86"), account_token=token, cancelled_on=today()
    )
    paid = house.pay(Payable.objects.get(purpose="refund"))
    assert Payable.objects.get(purpose="commission").clawed_back == D("94.48")
    assert lines(EventKind.COMMISSION_CLAWED_BACK) == [
        ("2262", D("94.48"), D(0)), ("6421", D(0), D("89.13")), ("2221.0103", D(0), D("5.35")),
    ]  # fmt: skip
    bounce_payment(paid.pk, house.by("cashier", reason="账号已销户"), reference="RTN1")
    corrected = {"payee_name": "王建国", "bank_name": "建设银行", "account": "6217001820001234563"}
    reissue_payment(paid.pk, house.by("second_accountant", reason="客户来函"), **corrected)
    house.pay(Payable.objects.get(purpose="refund"))
    assert Payable.objects.get(purpose="commission").clawed_back == D("94.48")
