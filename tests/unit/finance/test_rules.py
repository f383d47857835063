"""Trial balance, payment checks and the soundness of the lifecycles and the chart."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finance.rules.accounts import Category, Side, Use
from finance.rules.lifecycles import payment, period, premium_income, receipt, receivable, voucher
from finance.rules.payments import EarlierPayment, checkers_needed, likely_duplicates
from finance.rules.trial_balance import Movement, trial_balance

CHART = Path(__file__).parents[3] / "finance" / "data" / "chart.csv"
LIFECYCLES = (
    receivable.LIFECYCLE, receipt.RECEIPT, receipt.BANK_CREDIT, payment.PAYABLE, payment.PAYMENT_ORDER,
    voucher.LIFECYCLE, period.LIFECYCLE, premium_income.LIFECYCLE,
)  # fmt: skip


def movement(code, side, before, debit, credit):
    return Movement(
        code=code,
        name=code,
        side=side,
        category=Category.ASSET,
        before=Decimal(before),
        debit=Decimal(debit),
        credit=Decimal(credit),
    )


def test_trial_balance_shows_each_balance_on_one_side_and_agrees():
    table = trial_balance(
        [
            movement("2203", Side.CREDIT, "-300.00", "100.00", "50.00"),
            movement("1002.01", Side.DEBIT, "300.00", "50.00", "100.00"),
            movement("1122", Side.DEBIT, "0", "0", "0"),
        ]
    )
    assert [(r.code, r.opening_debit, r.opening_credit, r.closing_debit, r.closing_credit) for r in table.rows] == [
        ("1002.01", Decimal("300.00"), Decimal("0.00"), Decimal("250.00"), Decimal("0.00")),
        ("2203", Decimal("0.00"), Decimal("300.00"), Decimal("0.00"), Decimal("250.00")),
    ]
    assert table.closing == (Decimal("250.00"), Decimal("250.00"))
    assert table.difference == Decimal("0.00")


def test_trial_balance_of_broken_books_shows_the_difference():
    table = trial_balance(
        [movement("1002.01", Side.DEBIT, "0", "10.00", "0"), movement("2203", Side.CREDIT, "0", "0", "9.99")]
    )
    assert table.difference == Decimal("0.02")  # once in the movement, once in the closing balances


def test_balance_on_the_wrong_side_is_marked():
    table = trial_balance(
        [movement("2203", Side.CREDIT, "0", "10.00", "0"), movement("1122", Side.DEBIT, "0", "0", "10.00")]
    )
    assert [row.unusual for row in table.rows] == [True, True]


@given(st.lists(st.decimals(min_value=0, max_value=Decimal("9999999.99"), places=2), max_size=20))
def test_trial_balance_of_balanced_movements_has_no_difference(amounts):
    rows = [movement(f"{i:04d}", Side.DEBIT, "0", amount, "0") for i, amount in enumerate(amounts)]
    rows.append(movement("9999", Side.CREDIT, "0", "0", sum(amounts, Decimal(0))))
    assert trial_balance(rows).difference == Decimal("0.00")


@pytest.mark.req("PAY-06")
@pytest.mark.parametrize(("amount", "people"), [("0.01", 1), ("50000.00", 1), ("50000.01", 2), ("500000.01", 2)])
def test_number_of_checkers_grows_with_the_amount(amount, people):
    assert checkers_needed(Decimal(amount), one_up_to=Decimal("50000.00")) == people


def test_same_amount_to_the_same_account_is_a_likely_duplicate():
    same = EarlierPayment(number="Y1", amount=Decimal("100.00"), payee_name="王建国")
    other = EarlierPayment(number="Y2", amount=Decimal("99.00"), payee_name="王建国")
    assert likely_duplicates(Decimal("100.00"), [same, other]) == (same,)


@pytest.mark.parametrize("lifecycle", LIFECYCLES, ids=lambda lifecycle: lifecycle.kind)
def test_lifecycle_is_sound(lifecycle):
    assert lifecycle.faults() == []


def test_chart_serves_every_use_once_and_names_known_sides():
    rows = list(csv.DictReader(CHART.read_text(encoding="utf-8").splitlines()))
    uses = [row["use"] for row in rows if row["use"]]
    assert sorted(uses) == sorted(use.value for use in Use)
    codes = {row["code"] for row in rows}
    assert {row["parent"] for row in rows} - {""} <= codes
    assert {row["side"] for row in rows} == {side.value for side in Side}
    assert {row["category"] for row in rows} == {category.value for category in Category}
    assert not {row["code"] for row in rows if row["use"]} & {row["parent"] for row in rows}
