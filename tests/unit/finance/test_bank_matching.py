"""Pairs of bank and books, the statement of both balances (BR-1, BR-2), and rows of a statement's table."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finance.rules.bank_matching import Adjusted, Item, MatchRule, Pair, match
from finance.rules.statement_table import (
    NO_AMOUNT,
    NO_DAY,
    ONE_SIDE,
    OTHER_MONTH,
    read_amount,
    read_day,
    read_rows,
)
from finance.rules.unearned import Layer, unearned, unearned_of

pytestmark = pytest.mark.req("FIN-08")
D = Decimal


def item(pk, amount, day=1, reference=""):
    return Item(pk, date(2026, 11, day), D(amount), reference)


def test_one_transfer_that_pays_two_policies_is_one_pair():
    pairs = match([item(1, "1430", 5, "pos1 ")], [item(7, "950", 4, "POS1"), item(8, "480", 4, "POS1")], days=3)
    assert pairs == [Pair((1,), (7, 8), MatchRule.REFERENCE)]


def test_same_reference_with_another_amount_is_left_to_people():
    assert match([item(1, "100", 5, "R")], [item(7, "99", 5, "R")], days=3) == []


@pytest.mark.parametrize(("day", "found"), [(4, True), (5, False)])
def test_same_amount_is_a_pair_within_the_days(day, found):
    pairs = match([item(1, "-10.00", day)], [item(7, "-10.00", 1)], days=3)
    assert pairs == ([Pair((1,), (7,), MatchRule.AMOUNT)] if found else [])


def test_two_of_the_same_amount_are_not_certain_and_directions_differ():
    assert match([item(1, "10")], [item(7, "10"), item(8, "10")], days=3) == []
    assert match([item(1, "10"), item(2, "10")], [item(7, "10")], days=3) == []
    assert match([item(1, "10")], [item(7, "-10")], days=3) == []


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 28)), max_size=12), st.integers(0, 5))
def test_nothing_is_paired_twice_and_every_pair_agrees(rows, days):
    bank = [item(n, amount, day) for n, (amount, day) in enumerate(rows)]
    book = [item(100 + n, amount, day) for n, (amount, day) in enumerate(reversed(rows))]
    pairs = match(bank, book, days=days)
    taken = [pk for pair in pairs for pk in (*pair.bank, *pair.book)]
    amounts = {one.id: one.amount for one in (*bank, *book)}
    assert len(taken) == len(set(taken))
    assert all(sum(amounts[pk] for pk in p.bank) == sum(amounts[pk] for pk in p.book) for p in pairs)


BR = {
    "bank": D("1250000.00"), "book": D("1232500.00"), "book_in_not_bank": D("20000.00"),
    "book_out_not_bank": D("45000.00"), "bank_in_not_book": D("12500.00"),
}  # fmt: skip


def test_br1_both_adjusted_balances_agree():
    adjusted = Adjusted(**BR, bank_out_not_book=D("20000.00"))
    assert (adjusted.adjusted_bank, adjusted.adjusted_book) == (D("1225000.00"), D("1225000.00"))
    assert adjusted.balanced


def test_br2_a_thousand_is_missing():
    adjusted = Adjusted(**BR, bank_out_not_book=D("19000.00"))
    assert (adjusted.difference, adjusted.balanced) == (D("-1000.00"), False)


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        ({"on": "x", "paid_in": "1"}, NO_DAY),
        ({"on": "2026-02-30", "paid_in": "1"}, NO_DAY),
        ({"on": "2026-10-31", "paid_in": "1"}, OTHER_MONTH),
        ({"on": "2026-11-01", "paid_in": "一百"}, NO_AMOUNT),
        ({"on": "2026-11-01", "paid_in": "1.001"}, NO_AMOUNT),
        ({"on": "2026-11-01", "paid_in": "NaN"}, NO_AMOUNT),
        ({"on": "2026-11-01"}, ONE_SIDE),
        ({"on": "2026-11-01", "paid_in": "1", "paid_out": "1"}, ONE_SIDE),
        ({"on": "2026-11-01", "paid_out": "-1"}, ONE_SIDE),
    ],
)
def test_faulty_row_is_named(texts, message):
    rows, faults = read_rows([(2, texts)], date(2026, 11, 1))
    assert (rows, [(fault.place, fault.message) for fault in faults]) == ([], [(2, message)])


def test_days_and_amounts_are_read_as_banks_write_them():
    assert [
        read_day(text) for text in ("2026-11-02", "2026/11/2", "20261102", "2026年11月2日", "2026-11-02 08:30")
    ] == [date(2026, 11, 2)] * 5
    assert [read_amount(text) for text in ("1,430.00", "¥1430", "", "-")] == [D("1430.00"), D("1430.00"), D(0), D(0)]


@pytest.mark.req("FIN-02")
@pytest.mark.parametrize(
    ("net", "start", "end", "on", "left"),
    [
        ("36500.00", date(2025, 10, 1), date(2026, 9, 30), date(2025, 12, 31), "27300.00"),  # UP-1
        ("12595.12", date(2025, 4, 1), date(2026, 3, 31), date(2025, 12, 31), "3105.65"),  # UP-3
        ("10000.00", date(2025, 12, 30), date(2026, 1, 23), date(2025, 12, 31), "9200.00"),  # JE-06
        ("100.00", date(2026, 1, 1), date(2026, 12, 31), date(2025, 12, 31), "100.00"),
        ("100.00", date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 5), "0.00"),
    ],
)
def test_unearned_premium_by_days(net, start, end, on, left):
    assert unearned(Layer(D(net), start, end), on) == D(left)


def test_refund_takes_its_part_and_never_more_than_there_is():
    year = (date(2026, 1, 1), date(2026, 12, 31))
    assert unearned_of([Layer(D("365.00"), *year), Layer(D("-36.50"), *year)], date(2026, 1, 31)) == D("300.60")
    assert unearned_of([Layer(D("10.00"), *year), Layer(D("-20.00"), *year)], date(2026, 1, 31)) == D("0.00")
