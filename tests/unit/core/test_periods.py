"""Periods to date and what they are compared with."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules.periods import Period, Span, before, to_date

DAYS = st.dates(date(2001, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("period", "day", "present", "earlier"),
    [
        (Period.DAY, "2026-11-22", ("2026-11-22", "2026-11-22"), ("2026-11-21", "2026-11-21")),
        (Period.WEEK, "2026-11-22", ("2026-11-16", "2026-11-22"), ("2026-11-09", "2026-11-15")),
        (Period.WEEK, "2026-11-16", ("2026-11-16", "2026-11-16"), ("2026-11-09", "2026-11-09")),
        (Period.MONTH, "2026-11-22", ("2026-11-01", "2026-11-22"), ("2026-10-01", "2026-10-22")),
        (Period.MONTH, "2026-03-31", ("2026-03-01", "2026-03-31"), ("2026-02-01", "2026-02-28")),
        (Period.MONTH, "2026-01-05", ("2026-01-01", "2026-01-05"), ("2025-12-01", "2025-12-05")),
        (Period.YEAR, "2028-02-29", ("2028-01-01", "2028-02-29"), ("2027-01-01", "2027-02-28")),
    ],
)
def test_the_same_stretch_of_the_period_before(
    period: Period, day: str, present: tuple[str, str], earlier: tuple[str, str]
) -> None:
    asked = date.fromisoformat(day)
    assert to_date(period, asked) == Span(*map(date.fromisoformat, present))
    assert before(period, asked) == Span(*map(date.fromisoformat, earlier))


@given(st.sampled_from(Period), DAYS)
def test_the_earlier_stretch_ends_before_the_present_one_begins(period: Period, day: date) -> None:
    present, earlier = to_date(period, day), before(period, day)
    assert earlier.first <= earlier.last < present.first <= present.last == day
