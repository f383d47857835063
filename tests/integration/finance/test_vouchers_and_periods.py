"""制单 → 复核 → 出纳签字 → 记账 by different people, reversal, periods, trial balance and the proof of the chain."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from core.models import AuditEntry, WorkItem
from core.workflow.refusals import Forbidden, Hidden, NotPossible, SegregationConflict, Stale
from finance.models import Account, AccountingPeriod, Receivable, Voucher
from finance.selectors.ledger import ledger_faults, trial_balance_of, voucher_face
from finance.selectors.reconciliation import negative_advances, reconciliation
from finance.services.periods import (
    NotReadyToClose,
    PeriodExists,
    close_period,
    hold_period,
    lock_period,
    open_period,
    reopen_period,
    resume_period,
)
from finance.services.vouchers import (
    AccountUnusable,
    AttachmentsMissing,
    DoesNotBalance,
    LineData,
    PeriodClosed,
    VoucherData,
    check_voucher,
    edit_voucher,
    post_voucher,
    prepare_manual_voucher,
    return_voucher,
    reverse_voucher,
    sign_voucher,
    submit_voucher,
)
from finance.tasks import mark
from tests.factories.finance import House, account
from tests.factories.finance_people import make_actor
from tests.factories.organisation import order
from tests.support.unchanged import nothing_changed

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    found = House()
    found.open_books()
    return found


@pytest.fixture
def draft(house):
    house.receive(house.premium_due())
    return Voucher.objects.get()


def manual(house, debit="50.00", credit="50.00", **over):
    lines = (
        LineData(account_id=account("6602"), summary="办公费", debit=Decimal(debit)),
        LineData(account_id=account("1221"), summary="办公费", credit=Decimal(credit)),
    )
    values = {
        "unit_id": house.unit.pk,
        "date": timezone.localdate(),
        "summary": "办公费",
        "attachments": 1,
        "lines": lines,
        **over,
    }
    return VoucherData(**values)


@pytest.mark.req("FIN-01", "FIN-13")
def test_automatic_voucher_passes_four_pairs_of_hands_into_the_ledger(house, draft):
    assert WorkItem.objects.get(subject_kind="finance.voucher", done_at=None).queue == "voucher-preparation"
    posted = house.post(draft)
    today = timezone.localdate()
    assert (posted.state, posted.number, posted.total) == ("posted", 1, Decimal("10600.00"))
    assert posted.code == f"FRCV{today.year}350502{today.month:02d}00001"
    hands = [posted.maker_id, posted.checker_id, posted.cashier_id, posted.poster_id]
    assert hands == [house.people[name].staff_id for name in ("accountant", "checker", "cashier", "poster")]
    assert AuditEntry.objects.filter(subject_kind="finance.voucher", state_after="posted").get().subject_number
    assert not WorkItem.objects.filter(subject_kind="finance.voucher", done_at=None).exists()


@pytest.mark.parametrize(
    ("step", "who"),
    [(submit_voucher, "checker"), (check_voucher, "accountant"), (post_voucher, "checker"), (sign_voucher, "poster")],
)
def test_wrong_post_is_refused(house, draft, step, who):
    with nothing_changed(), pytest.raises(Forbidden):
        step(draft.pk, house.by(who))


def all_rights(house, name):
    every = frozenset().union(*(actor.permissions for actor in house.people.values()))
    return replace(house.people[name], permissions=every)


@pytest.mark.req("FIN-01")
def test_nobody_does_two_steps_even_with_every_right(house, draft):
    one, two, three = (all_rights(house, name) for name in ("accountant", "checker", "cashier"))
    submit_voucher(draft.pk, order(one))
    with nothing_changed(), pytest.raises(SegregationConflict):
        check_voucher(draft.pk, order(one))
    check_voucher(draft.pk, order(two))
    for own in (one, two):
        with nothing_changed(), pytest.raises(SegregationConflict):
            sign_voucher(draft.pk, order(own))
    sign_voucher(draft.pk, order(three))
    for own in (one, two, three):
        with nothing_changed(), pytest.raises(SegregationConflict):
            post_voucher(draft.pk, order(own))


def test_other_unit_and_old_page_are_refused(house, draft):
    foreign = make_actor("foreign", "FN_POSTED", (house.other, house.other))
    with nothing_changed(), pytest.raises(Hidden):
        submit_voucher(draft.pk, order(foreign))
    with nothing_changed(), pytest.raises(Stale):
        submit_voucher(draft.pk, house.by("accountant", version=9))


def test_cash_voucher_is_not_posted_before_the_cashier_signs(house, draft):
    submit_voucher(draft.pk, house.by("accountant"))
    assert check_voucher(draft.pk, house.by("checker")).state == "to_sign"
    with nothing_changed(), pytest.raises(NotPossible):
        post_voucher(draft.pk, house.by("poster"))


def test_returned_voucher_comes_back_with_the_reason(house, draft):
    submit_voucher(draft.pk, house.by("accountant"))
    returned = return_voucher(draft.pk, house.by("checker", reason="缺少收款凭证"))
    assert returned.state == "returned"
    assert AuditEntry.objects.filter(action="finance.voucher.return").get().reason == "缺少收款凭证"
    submit_voucher(draft.pk, house.by("second_accountant"))
    assert check_voucher(draft.pk, house.by("checker")).maker_id == house.second_accountant.staff_id


def test_voucher_of_a_closed_month_is_refused(house, draft):
    period = AccountingPeriod.objects.get()
    hold_period(period.pk, house.by("poster"))
    with nothing_changed(), pytest.raises(PeriodClosed):
        submit_voucher(draft.pk, house.by("accountant"))


def test_manual_voucher_is_entered_corrected_and_posted(house):
    voucher = prepare_manual_voucher(house.by("accountant"), data=manual(house))
    edit_voucher(voucher.pk, house.by("accountant"), data=manual(house, "80.00", "80.00"))
    voucher.refresh_from_db()
    assert (house.post(voucher).total, house.balance("6602")) == (Decimal("80.00"), Decimal("80.00"))


@pytest.mark.parametrize(
    ("over", "refusal"),
    [({"credit": "49.99"}, DoesNotBalance), ({"debit": "0.00", "credit": "0.00"}, DoesNotBalance)],
)
def test_unbalanced_manual_voucher_is_refused(house, over, refusal):
    with nothing_changed(), pytest.raises(refusal):
        prepare_manual_voucher(house.by("accountant"), data=manual(house, **over))


def test_summary_account_takes_no_manual_posting(house):
    lines = (
        LineData(account_id=account("1002"), summary="x", debit=Decimal(1)),
        LineData(account_id=account("1221"), summary="x", credit=Decimal(1)),
    )
    with nothing_changed(), pytest.raises(AccountUnusable):
        prepare_manual_voucher(house.by("accountant"), data=manual(house, lines=lines))


def test_manual_voucher_without_original_documents_is_not_submitted(house):
    voucher = prepare_manual_voucher(house.by("accountant"), data=manual(house, attachments=0))
    with nothing_changed(), pytest.raises(AttachmentsMissing):
        submit_voucher(voucher.pk, house.by("accountant"))


def test_amounts_of_business_events_are_not_edited(house, draft):
    with nothing_changed(), pytest.raises(NotPossible):
        edit_voucher(draft.pk, house.by("accountant"), data=manual(house))


@pytest.mark.req("FIN-13")
def test_posted_voucher_is_reversed_by_a_red_voucher(house, draft):
    posted = house.post(draft)
    reverse_voucher(posted.pk, house.by("accountant", reason="记错单位"))
    red = Voucher.objects.get(reverses=posted)
    assert [(line.account.code, line.debit, line.credit) for line in red.lines.order_by("id")] == [
        ("1002.01", Decimal(0), Decimal("10600.00")),
        ("2203", Decimal("10600.00"), Decimal(0)),
    ]
    with nothing_changed(), pytest.raises(NotPossible):
        reverse_voucher(posted.pk, house.by("accountant", reason="again"))
    house.post(red)

    class Run:
        kind, key, payload = "finance.mark_reversed", str(red.pk), {"reversal": red.pk}

        def finish(self, effect):
            return effect()

    mark(Run())
    posted.refresh_from_db()
    assert posted.state == "reversed"
    assert trial_balance_of(house.unit, posted.month).closing == (Decimal(0), Decimal(0))


@pytest.mark.req("FIN-02")
def test_trial_balance_and_reconciliation_agree_to_the_cent(house):
    compulsory = house.premium_due(1, line="MCI", gross=Decimal("950.00"), vehicle_tax=Decimal("480.00"))
    house.receive(compulsory, house.premium_due(2))
    house.issued(1, line="MCI", gross=Decimal("950.00"), net=Decimal("896.23"), tax=Decimal("53.77"))
    house.issued(2)
    house.premium_due(3, gross=Decimal("1020.00"))
    house.issued(3, gross=Decimal("1020.00"), net=Decimal("962.26"), tax=Decimal("57.74"))
    house.post_everything()
    month = timezone.localdate().replace(day=1)
    table = trial_balance_of(house.branch, month)
    closing = {row.code: row.closing_debit - row.closing_credit for row in table.rows}
    assert closing == {
        "1002.01": Decimal("12030.00"),
        "1122": Decimal("1020.00"),
        "2203": Decimal("0.00"),
        "2221.0101": Decimal("-711.51"),
        "2221.05": Decimal("-480.00"),
        "2601": Decimal("-11858.49"),
        "6031": Decimal("-11858.49"),
        "6501": Decimal("11858.49"),
    }
    assert table.difference == 0
    checks = reconciliation(house.unit)
    assert {check.code: check.difference for check in checks if check.difference} == {}
    assert next(c for c in checks if c.code == "premium-receivable").business == Decimal("1020.00")
    assert negative_advances(house.unit) == []
    motor = trial_balance_of(house.branch, month, line="MCI")
    assert {row.code: row.closing_credit for row in motor.rows if row.code == "6031"} == {"6031": Decimal("896.23")}


def test_unposted_vouchers_are_shown_on_request_only(house, draft):
    month = timezone.localdate().replace(day=1)
    assert trial_balance_of(house.unit, month).rows == ()
    ahead = trial_balance_of(house.unit, month, with_unposted=True)
    assert [row.code for row in ahead.rows] == ["1002.01", "2203"]


def test_difference_is_shown_when_a_voucher_is_booked_past_the_business(house, draft):
    house.premium_due(9)
    Receivable.objects.filter(document_id=9).update(state="settled", settled_at=timezone.now())
    differing = {check.code: check.difference for check in reconciliation(house.unit) if check.difference}
    assert differing == {"premium-advance": Decimal("10600.00")}


def test_face_of_a_voucher_adds_up_the_documents_behind_it(house):
    for pk in (1, 2):
        house.receive(house.premium_due(pk))
    face = voucher_face(Voucher.objects.get())
    assert [(row.debit, row.credit, row.count) for row in face] == [
        (Decimal("21200.00"), Decimal(0), 2),
        (Decimal(0), Decimal("21200.00"), 2),
    ]


@pytest.mark.req("FIN-14")
def test_month_is_closed_only_when_everything_is_posted_and_agrees(house, draft):
    period = AccountingPeriod.objects.get()
    submit_voucher(draft.pk, house.by("accountant"))
    hold_period(period.pk, house.by("poster"))
    with nothing_changed(), pytest.raises(NotReadyToClose):
        close_period(period.pk, house.by("director"))
    check_voucher(draft.pk, house.by("checker"))
    sign_voucher(draft.pk, house.by("cashier"))
    post_voucher(draft.pk, house.by("poster"))
    house.reconcile_bank("1002.01")
    assert close_period(period.pk, house.by("director")).state == "closed"


@pytest.mark.req("FIN-14")
def test_months_close_one_after_the_other_and_reopen_in_the_opposite_order(house):
    period = AccountingPeriod.objects.get()
    earlier = house.open_books((period.month - timedelta(days=1)).replace(day=1))
    for pk in (period.pk, earlier.pk):
        hold_period(pk, house.by("poster"))
    with nothing_changed(), pytest.raises(NotReadyToClose) as refusal:
        close_period(period.pk, house.by("director"))
    assert refusal.value.details == {"rule": "order", "value": f"{earlier.month:%Y-%m}"}
    close_period(earlier.pk, house.by("director"))
    close_period(period.pk, house.by("director"))
    with nothing_changed(), pytest.raises(NotPossible):
        reopen_period(earlier.pk, house.by("province", reason="late bill"))
    reopen_period(period.pk, house.by("province", reason="late bill"))
    assert reopen_period(earlier.pk, house.by("province", reason="late bill")).state != "closed"


@pytest.mark.req("FIN-14")
def test_closed_month_is_reopened_by_the_province_and_a_locked_one_by_nobody(house):
    period = AccountingPeriod.objects.get()
    hold_period(period.pk, house.by("poster"))
    close_period(period.pk, house.by("director"))
    period.refresh_from_db()
    assert (period.held_by_id, period.closed_by_id) == (house.poster.staff_id, house.director.staff_id)
    with nothing_changed(), pytest.raises(Forbidden):
        reopen_period(period.pk, house.by("director", reason="late bill"))
    reopen_period(period.pk, house.by("province", reason="late bill"))
    close_period(period.pk, house.by("director"))
    lock_period(period.pk, house.by("director"))
    with nothing_changed(), pytest.raises(NotPossible):
        reopen_period(period.pk, house.by("province", reason="late bill"))


@pytest.mark.req("FIN-14")
def test_who_cut_a_month_off_does_not_close_it(house):
    period = hold_period(AccountingPeriod.objects.get().pk, house.by("director"))
    with nothing_changed(), pytest.raises(SegregationConflict):
        close_period(period.pk, house.by("director"))


def test_months_are_opened_once_and_locked_in_order(house):
    with nothing_changed(), pytest.raises(PeriodExists):
        house.open_books()
    early = open_period(house.by("director"), unit_id=house.branch.pk, month=date(2026, 1, 15))
    assert early.month == date(2026, 1, 1)
    current = AccountingPeriod.objects.exclude(pk=early.pk).get()
    hold_period(current.pk, house.by("director"))
    resume_period(current.pk, house.by("director", reason="forgotten bill"))
    hold_period(current.pk, house.by("poster"))
    hold_period(early.pk, house.by("poster"))
    close_period(early.pk, house.by("director"))
    close_period(current.pk, house.by("director"))
    with nothing_changed(), pytest.raises(NotPossible):
        lock_period(current.pk, house.by("director"))


def test_sound_books_have_no_faults(house):
    for pk in (1, 2, 3):
        house.receive(house.premium_due(pk))
        house.post_everything()
    assert ledger_faults() == []


@pytest.mark.django_db(transaction=True)
def test_balanced_edit_by_a_superuser_with_triggers_off_is_found(house, superuser_connection):
    house.receive(house.premium_due())
    voucher = house.post_everything()[0]
    superuser_connection.execute("SET session_replication_role = replica")
    superuser_connection.execute("UPDATE finance_voucherline SET debit = debit * 2, credit = credit * 2")
    assert [(fault.unit_id, fault.chain_no, fault.kind) for fault in ledger_faults()] == [
        (house.unit.pk, 1, "tampered")
    ]
    assert voucher.number == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE finance_voucherline SET debit = debit + 1",
        "DELETE FROM finance_voucherline",
        "DELETE FROM finance_voucher",
        "UPDATE finance_voucher SET summary = 'x'",
        "UPDATE finance_businessentry SET total = 1",
        "DELETE FROM finance_businessentry",
        "TRUNCATE finance_voucherline CASCADE",
        "TRUNCATE finance_voucher CASCADE",
        "TRUNCATE finance_ledgerhead",
        "UPDATE finance_receivable SET amount = amount + 1, premium = premium + 1",
        "UPDATE finance_receipt SET amount = 1",
        "DELETE FROM finance_receipt",
        "UPDATE finance_receiptitem SET amount = 1",
    ],
)
def test_even_the_owner_of_the_tables_is_refused(house, owner_connection, statement):
    house.receive(house.premium_due())
    house.post_everything()
    with nothing_changed(), pytest.raises(Exception, match=r"append-only|never|reversal|frozen|refused") as refusal:
        owner_connection.execute(statement)
    assert refusal.value.pgcode == "42501"


def test_chart_of_the_day_serves_every_use(house):
    assert Account.objects.filter(postable=True).exclude(use="").count() == 32
