# ruff: noqa: E501 - statements and rows on one line
"""Claims owed and paid: signatures, limits, the bank that does not answer, and sixty clicks at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from core.models import Event, Job, WorkItem
from core.workflow.refusals import AboveAuthority, Forbidden, NotPossible, SegregationConflict, Stale
from finance.models import ClaimReserve, Payable, PaymentOrder, Receipt, StubBankDebit, Voucher
from finance.public import PayeeIncomplete, ReserveChange, ReserveMismatch, payables_of, record_claim_reserves
from finance.services import bank as banking
from finance.services.bank import Answer, BankTimeout, Outcome, StubBank
from finance.services.bank_dialogue import pursue
from finance.services.payments import (
    LikelyDuplicate,
    NothingToPay,
    PayeeListed,
    PayeeUnchecked,
    PayeeUnidentified,
    check_payment,
    correct_payee,
    declare_unpaid,
    let_pass,
    make_payment,
    mark_sent,
    put_before_director,
    reissue_payment,
    release_payment,
    request_payment,
    return_payment,
    verify_payment,
)
from finance.services.premium_changes import refund_premium, withdraw_payable
from organisation.public import system_actor
from parties.models import Identification
from parties.public import AccountData, ListHit, add_account
from tests.factories.finance import House
from tests.factories.organisation import order
from tests.support.races import names, together
from tests.support.unchanged import nothing_changed

pytestmark = pytest.mark.django_db
LISTED = ListHit(
    entry_id=1, number="B1", kind="black", reason_code="FRAUD", subject="party", shown="王**",
    valid_from=date(2026, 1, 1), review_on=date(2027, 1, 1),
)  # fmt: skip
ACCOUNT = AccountData(holder="王建国", bank="中国工商银行", branch="泉州丰泽支行", number="6222021408001234560")
CORRECTED = {"payee_name": "王建国", "bank_name": "建设银行", "account": "6217001820001234563"}


@pytest.fixture
def house():
    return House()


def run_bank(pay):
    done = pursue(pay.pk, timezone.now())
    pay.refresh_from_db()
    return done


@pytest.mark.req("FIN-02")
def test_approved_claim_is_owed_and_its_order_waits_for_verification(house):
    pay = house.claim("105620.00", expense=Decimal("2000.00"), tax=Decimal("120.00"))
    assert (pay.state, pay.amount) == ("requested", Decimal("105620.00"))
    figures = [house.balance(code) for code in ("6511.01", "6511.02", "2221.0102", "2202")]
    assert figures == [Decimal(x) for x in ("103500.00", "2000.00", "120.00", "-105620.00")]


@pytest.mark.req("PAY-08")
def test_payment_is_signed_by_four_people_sent_once_and_settled(house):
    pay = house.released_payment()
    assert Job.objects.filter(kind="finance.send_payment", key=str(pay.pk)).count() == 1
    assert run_bank(pay) is True
    assert (pay.state, pay.bank_reference[:4]) == ("settled", "ICBC")
    assert StubBankDebit.objects.get().amount == Decimal("1000.00")
    assert (house.balance("2202"), house.balance("1002.02")) == (Decimal(0), Decimal("-1000.00"))
    assert payables_of("claims.claim", 1)[0].state == "paid"
    event = Event.objects.get(kind="finance.payment_settled")
    assert (event.payload["document_kind"], event.payload["document_id"]) == ("claims.claim", 1)
    assert Voucher.objects.filter(event="claim_paid", kind="payment").count() == 1


@pytest.mark.req("PAY-06")
def test_large_payment_needs_two_checkers(house):
    pay = house.claim("50000.01")
    verify_payment(pay.pk, house.by("accountant"), identity_checked=True)
    make_payment(pay.pk, house.by("cashier"))
    assert check_payment(pay.pk, house.by("checker")).state == "checked_once"
    with nothing_changed(), pytest.raises(NotPossible):
        release_payment(pay.pk, house.by("treasurer"))


@pytest.mark.req("PAY-06")
def test_release_above_the_treasurers_authority_goes_to_the_director(house):
    pay = house.checked_payment("500000.01")
    with nothing_changed(), pytest.raises(AboveAuthority) as refusal:
        release_payment(pay.pk, house.by("treasurer"))
    assert refusal.value.details["limit"] == Decimal("500000.00")
    assert [who["limit"] for who in refusal.value.details["who"]] == ["50000000.00"]
    assert release_payment(pay.pk, house.by("director")).state == "released"


@pytest.mark.req("PAY-06")
def test_check_above_every_authority_of_the_branch_is_refused(house):
    pay = house.claim("50000000.01")
    verify_payment(pay.pk, house.by("accountant"), identity_checked=True)
    make_payment(pay.pk, house.by("cashier"))
    with nothing_changed(), pytest.raises(AboveAuthority):
        check_payment(pay.pk, house.by("checker"))


@pytest.mark.parametrize(
    ("step", "who", "state"),
    [
        (make_payment, "accountant", "verified"),
        (check_payment, "cashier", "made"),
        (release_payment, "checker", "checked"),
        (release_payment, "accountant", "checked"),
    ],
)
def test_wrong_post_is_refused(house, step, who, state):
    pay = house.checked_payment()
    with nothing_changed(), pytest.raises(Forbidden):
        step(pay.pk, house.by(who))
    assert pay.state == "checked"


def test_no_person_signs_twice_even_with_every_right(house):
    pay = house.claim("1000.00")
    every = frozenset().union(*(actor.permissions for actor in house.people.values()))
    one, two, three = (replace(house.people[n], permissions=every) for n in ("accountant", "cashier", "checker"))
    verify_payment(pay.pk, order(one))
    with nothing_changed(), pytest.raises(SegregationConflict):
        make_payment(pay.pk, order(one))
    make_payment(pay.pk, order(two))
    with nothing_changed(), pytest.raises(SegregationConflict):
        check_payment(pay.pk, order(two))
    check_payment(pay.pk, order(three))
    for own in (one, two, three):
        with nothing_changed(), pytest.raises(Forbidden):
            release_payment(pay.pk, order(own))


def test_old_page_and_double_click(house):
    pay = house.checked_payment()
    with nothing_changed(), pytest.raises(Stale):
        release_payment(pay.pk, house.by("treasurer", version=1))
    command = house.by("treasurer")
    release_payment(pay.pk, command)
    assert release_payment(pay.pk, command).state == "released"
    assert Job.objects.filter(kind="finance.send_payment").count() == 1


def test_payee_is_identified_from_the_threshold_on(house):
    pay = house.claim("10000.00")
    with nothing_changed(), pytest.raises(PayeeUnchecked):
        verify_payment(pay.pk, house.by("accountant"))
    assert verify_payment(pay.pk, house.by("accountant"), identity_checked=True).identity_checked is True


@pytest.mark.req("CUS-02", "PAY-08")
def test_a_gap_in_the_customer_file_stops_the_payment_whatever_is_ticked(house):
    pay = house.claim("10000.00")
    Identification.objects.filter(party=house.payee).update(refresh_on=timezone.localdate() - timedelta(days=1))
    with nothing_changed(), pytest.raises(PayeeUnidentified) as refused:
        verify_payment(pay.pk, house.by("accountant"), identity_checked=True)
    assert (refused.value.details["value"], refused.value.field) == (["refresh"], "identity_checked")
    small = house.claim("9999.99", pk=2)
    assert verify_payment(small.pk, house.by("accountant")).state == "verified"


@pytest.mark.req("PAY-08")
def test_same_amount_to_the_same_account_on_one_day_must_be_explained(house):
    house.claim("1000.00", pk=1)
    second = house.claim("1000.00", pk=2, account_token="6222 0214 0800 1234 567")
    with nothing_changed(), pytest.raises(LikelyDuplicate):
        verify_payment(second.pk, house.by("accountant"))
    verified = verify_payment(second.pk, house.by("accountant"), duplicate_note="second vehicle of the fleet")
    assert verified.duplicate_note == "second vehicle of the fleet"


def test_account_is_resolved_by_its_token_and_must_be_the_payees_own(house):
    account = add_account(order(house.desk), house.payee.pk, ACCOUNT)
    pay = house.claim("1000.00", account_token=str(account.token), bank_name="")
    assert (pay.account, pay.bank_name) == (ACCOUNT.number, "中国工商银行泉州丰泽支行")
    with nothing_changed(), pytest.raises(PayeeIncomplete):
        house.claim("1000.00", pk=2, payee_id=house.payee.pk + 1, account_token=str(account.token))
    with nothing_changed(), pytest.raises(PayeeIncomplete):
        house.claim("1000.00", pk=2, account_token=str(uuid4()))


def test_listed_payee_and_stranger_are_not_paid(house, monkeypatch):
    pay = house.claim("1000.00")
    stranger = house.claim("900.00", pk=2, payee_id=99_999)
    with nothing_changed(), pytest.raises(PayeeIncomplete):
        verify_payment(stranger.pk, house.by("accountant"))
    monkeypatch.setattr("finance.services.payments.black_list_hits", lambda _payee, _account, _on: (LISTED,))
    with nothing_changed(), pytest.raises(PayeeListed):
        verify_payment(pay.pk, house.by("accountant"))


@pytest.mark.req("CUS-04", "PAY-08")
def test_what_is_owed_to_a_listed_payee_passes_by_the_director_who_signs_nothing_else(house, monkeypatch):
    pay, desk = house.claim("1000.00"), house.by("accountant")
    with nothing_changed(), pytest.raises(NotPossible):
        put_before_director(pay.pk, replace(desk, reason="名单"))
    monkeypatch.setattr("finance.services.payments.black_list_hits", lambda _payee, _account, _on: (LISTED,))
    waiting = put_before_director(pay.pk, replace(house.by("accountant"), reason="收款人在黑名单，赔款已核定"))
    assert (waiting.state, waiting.listed_as) == ("listed", "B1")
    assert (
        WorkItem.objects.get(subject_id=pay.pk, queue="payment-listed", done_at=None).subject_kind
        == waiting.lifecycle.kind
    )
    director = house.by("director", reason="保险责任成立，法院判决应付")
    with nothing_changed(), pytest.raises(Forbidden):
        let_pass(pay.pk, replace(house.by("accountant"), reason="同意"))
    passed = let_pass(pay.pk, director)
    assert (passed.state, passed.passer_id, passed.pass_reason) == (
        "requested",
        director.actor.staff_id,
        "保险责任成立，法院判决应付",
    )
    assert verify_payment(pay.pk, house.by("accountant")).state == "verified"


@pytest.mark.parametrize("missing", ["payee_name", "bank_name", "account_token"])
def test_claim_without_payee_is_not_owed(house, missing):
    with nothing_changed(), pytest.raises(PayeeIncomplete):
        house.claim(**{missing: " "})


def test_payable_is_never_ordered_twice(house):
    pay = house.claim("1000.00")
    ledger = system_actor("ledger")
    with nothing_changed(), pytest.raises(NothingToPay):
        request_payment(order(ledger), payable_id=pay.payable_id)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE finance_paymentorder SET amount = amount + 1",
        "UPDATE finance_paymentorder SET state = 'settled'",
        "UPDATE finance_paymentorder SET payee_name = '李四'",
        "UPDATE finance_paymentorder SET account_index = 'other'",
        "UPDATE finance_paymentorder SET maker_id = checker_id",
        "UPDATE finance_paymentorder SET releaser_id = maker_id, state = 'released'",
        "UPDATE finance_paymentorder SET state = 'released'",
        "UPDATE finance_payable SET amount = amount + 1, indemnity = indemnity + 1",
        "DELETE FROM finance_paymentorder",
        "DELETE FROM finance_payable",
        "TRUNCATE finance_payable CASCADE",
        "INSERT INTO finance_paymentorder SELECT (jsonb_populate_record(o, jsonb_build_object('id', 99999, 'number', 'Z2', 'request_id', gen_random_uuid(), 'row_key', gen_random_uuid(), 'state', 'requested'))).* FROM finance_paymentorder o",
    ],
)
def test_database_refuses_what_the_application_would_not_do(house, statement):
    house.checked_payment()
    with (
        nothing_changed(),
        pytest.raises(DatabaseError) as refusal,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert refusal.value.__cause__.pgcode in {"42501", "23514"}


@pytest.mark.req("PAY-08")
def test_rejected_payment_is_issued_again_under_a_new_number(house):
    pay = house.released_payment(account_token="6222021408001230000")
    assert run_bank(pay) is True
    assert (pay.state, pay.bank_message) == ("rejected", "账号户名不符")
    assert house.balance("1002.02") == 0
    reissue_payment(pay.pk, house.by("accountant", reason="客户更正账号"), **CORRECTED)
    pay.refresh_from_db()
    again = PaymentOrder.objects.get(replaces=pay)
    assert (pay.state, again.state, again.amount) == ("reissued", "requested", Decimal("1000.00"))
    assert again.request_id != pay.request_id
    with nothing_changed(), pytest.raises(SegregationConflict):
        verify_payment(again.pk, house.by("accountant"))
    assert verify_payment(again.pk, house.by("second_accountant")).state == "verified"


@pytest.mark.req("PAY-08")
def test_rejected_payment_of_a_withdrawn_debt_is_not_issued_again(house):
    policy, token = house.in_force(), house.account_of(number="6222021408000040000")
    refund_premium(policy.pk, house.by("receivables", reason="x"), gross=Decimal(10), account_token=token)
    payable = Payable.objects.get()
    pay = house.pay(payable)
    pay.refresh_from_db()
    assert pay.state == "rejected"
    withdraw_payable(payable.pk, house.by("checker", reason="录入错误"))
    pay.refresh_from_db()
    assert pay.state == "cancelled"
    with nothing_changed(), pytest.raises(NotPossible):
        reissue_payment(pay.pk, house.by("accountant", reason="客户更正账号"), **CORRECTED)


def test_returned_order_loses_its_signatures_and_goes_round_again_with_a_corrected_payee(house):
    pay = house.checked_payment()
    returned = return_payment(pay.pk, house.by("treasurer", reason="户名与身份证不符"))
    assert {returned.verifier_id, returned.maker_id, returned.checker_id} == {None}
    corrected = correct_payee(pay.pk, house.by("accountant", reason="客户来函并回访"), **CORRECTED)
    assert (corrected.state, corrected.account[-4:]) == ("requested", "4563")
    with nothing_changed(), pytest.raises(SegregationConflict):
        verify_payment(pay.pk, house.by("accountant"))


class Deaf(StubBank):
    """Books the debit and loses the answer; later it answers."""

    def pay(self, instruction):
        super().pay(instruction)
        raise BankTimeout


class Absent(StubBank):
    """Never hears the order."""

    sent = 0

    def pay(self, instruction):
        Absent.sent += 1
        raise BankTimeout

    def inquire(self, request_id):
        return Answer(outcome=Outcome.NEVER_SEEN)


def use(monkeypatch, gateway):
    monkeypatch.setattr(banking, "DEFAULT_GATEWAY", f"{__name__}.{gateway.__name__}")
    monkeypatch.setattr("finance.services.bank_dialogue.bank", gateway)


@pytest.mark.req("PAY-08")
def test_lost_answer_is_asked_for_and_never_sent_again(house, monkeypatch):
    use(monkeypatch, Deaf)
    pay = house.released_payment()
    assert run_bank(pay) is False
    assert pay.state == "unknown"
    assert run_bank(pay) is True
    assert (pay.state, pay.inquiries) == ("settled", 1)
    assert StubBankDebit.objects.count() == 1
    assert house.balance("1002.02") == Decimal("-1000.00")


def test_worker_that_died_after_sending_only_asks(house, monkeypatch):
    pay = house.released_payment()
    mark_sent(pay.pk, order(system_actor("ledger")))
    use(monkeypatch, Absent)
    Absent.sent = 0
    assert run_bank(pay) is False
    assert (pay.state, pay.inquiries, Absent.sent) == ("unknown", 1, 0)


def test_payment_the_bank_never_saw_is_declared_unpaid_by_the_director_only_after_it_said_so(house, monkeypatch):
    use(monkeypatch, Absent)
    pay = house.released_payment()
    run_bank(pay)
    with nothing_changed(), pytest.raises(NotPossible):
        declare_unpaid(pay.pk, house.by("director", reason="letter of the bank"))
    run_bank(pay)
    assert declare_unpaid(pay.pk, house.by("director", reason="letter of the bank")).state == "rejected"
    assert StubBankDebit.objects.count() == 0


def test_reserve_is_posted_as_a_difference(house):
    def change(old, new):
        fact = ReserveChange(claim_kind="claims.claim", claim_id=1, claim_number="C1", unit_id=house.unit.pk, line="MOD",
                             old=Decimal(old), new=Decimal(new))  # fmt: skip
        record_claim_reserves(house.by("clerk"), [fact])

    change("0", "120000.00")
    change("120000.00", "90000.00")
    assert house.balance("2602.01") == Decimal("-90000.00")
    change("90000.00", "0.00")
    assert (house.balance("2602.01"), house.balance("6502.01")) == (Decimal(0), Decimal(0))
    with nothing_changed(), pytest.raises(ReserveMismatch):
        change("5.00", "10.00")
    assert ClaimReserve.objects.get().changes == 3


@pytest.mark.django_db(transaction=True)
@pytest.mark.req("PAY-08")
def test_sixteen_releases_at_once_have_one_effect(house):
    pay = house.checked_payment()
    commands = [house.by("treasurer") for _ in range(16)]
    outcome = names(together(*[lambda c=c: release_payment(pay.pk, c) for c in commands]))
    assert outcome.count("done") == 1
    assert set(outcome) <= {"done", "NotPossible", "Busy"}
    assert Job.objects.filter(kind="finance.send_payment").count() == 1


@pytest.mark.django_db(transaction=True)
def test_sixteen_receipts_at_once_settle_the_premium_once(house):
    due = house.premium_due()
    outcome = names(together(*[lambda: house.receive(due) for _ in range(16)]))
    assert outcome.count("done") == 1
    assert house.balance("1002.01") == Decimal("10600.00")
    assert Payable.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_numbers_stay_without_gaps_when_many_receipts_come_at_once(house):
    dues = [house.premium_due(pk) for pk in range(1, 9)]
    outcome = names(together(*[lambda d=d: house.receive(d) for d in dues]))
    assert set(outcome) <= {"done", "Busy"}
    taken = sorted(int(number[-7:]) for number in Receipt.objects.values_list("number", flat=True))
    assert taken == list(range(1, len(taken) + 1))
    assert Voucher.objects.count() == 1
