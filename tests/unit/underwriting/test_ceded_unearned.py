"""What reinsurers bear of the unearned premium, day by day (domain 9.11, JE-26 and JE-06)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from underwriting.rules.reinsurance.unearned import CededLayer, unearned_of

D = Decimal
YEAR = CededLayer(amount=D("36500"), start=date(2025, 10, 1), end=date(2026, 9, 30))


@pytest.mark.req("REI-11")
@pytest.mark.parametrize(
    ("on", "left"),
    [
        (date(2025, 9, 30), "36500.00"),
        (date(2025, 12, 31), "27300.00"),  # UP-1, ceded whole
        (date(2026, 9, 29), "100.00"),
        (date(2026, 9, 30), "0.00"),
        (date(2027, 1, 31), "0.00"),
    ],
)
def test_ceded_premium_is_earned_by_days(on: date, left: str) -> None:
    """UP-1: 92 of 365 days have passed at the end of the year."""
    assert unearned_of([YEAR], on) == D(left)


def test_a_later_layer_counts_from_its_own_day() -> None:
    added = CededLayer(amount=D("273"), start=date(2026, 1, 1), end=date(2026, 9, 30))
    assert unearned_of([YEAR, added], date(2025, 12, 31)) == D("27573.00")
    assert unearned_of([YEAR, added], date(2026, 9, 29)) == D("101.00")


def test_nothing_is_unearned_of_a_policy_that_ended() -> None:
    back = CededLayer(amount=D("-20000"), start=date(2026, 1, 1), end=date(2026, 9, 30))
    assert unearned_of([YEAR, back], date(2025, 12, 31), ended_on=date(2026, 1, 1)) == D("7300.00")
    assert unearned_of([YEAR, back], date(2026, 1, 1), ended_on=date(2026, 1, 1)) == D("0.00")
