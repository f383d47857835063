"""Deadlines on the working calendar (clock tests of the domain reference)."""

from __future__ import annotations

from datetime import date, datetime, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules.working_time import Deadline, Measure, WorkingCalendar, due_at

# Holidays and make-up days around the cases, as published for 2025.
CALENDAR = WorkingCalendar(
    {
        **{date(2025, 10, day): False for day in range(1, 9)},
        date(2025, 9, 28): True,
        date(2025, 10, 11): True,
        date(2025, 5, 1): False,
        date(2025, 5, 2): False,
        date(2025, 4, 27): True,
    }
)


def on(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=timezone.utc)  # noqa: UP017 - the tests read like a local clock


@pytest.mark.req("PLT-12")
@pytest.mark.parametrize(
    ("start", "count", "expected"),
    [
        (date(2025, 7, 1), 15, date(2025, 7, 22)),  # CK-10 non-motor registration
        (date(2025, 10, 27), -10, date(2025, 10, 13)),  # CK-12 facultative: the make-up Saturday counts
        (date(2025, 11, 20), 3, date(2025, 11, 25)),  # CK-13 copy to the upper department
        (date(2025, 9, 26), 1, date(2025, 9, 28)),  # a make-up Sunday
        (date(2025, 9, 30), 1, date(2025, 10, 9)),  # over the National Day week
    ],
)
def test_working_days(start: date, count: int, expected: date) -> None:
    assert CALENDAR.add_working_days(start, count) == expected


@pytest.mark.parametrize(
    ("start", "count", "expected"),
    [
        (date(2025, 3, 3), 30, date(2025, 4, 2)),  # CK-1
        (date(2025, 5, 6), 10, date(2025, 5, 16)),  # CK-3
        (date(2025, 6, 2), 3, date(2025, 6, 5)),  # CK-4
        (date(2025, 1, 15), 60, date(2025, 3, 16)),  # CK-5
        (date(2025, 6, 1), 30, date(2025, 7, 1)),  # CK-7
    ],
)
def test_statutory_days_do_not_count_the_day_of_the_event(start: date, count: int, expected: date) -> None:
    assert CALENDAR.add_calendar_days(start, count) == expected


def test_a_rolled_statutory_deadline_ends_on_the_next_working_day() -> None:
    assert CALENDAR.add_calendar_days(date(2025, 9, 1), 30, roll=True) == date(2025, 10, 9)


@pytest.mark.parametrize(
    ("start", "hours", "expected"),
    [
        (on(2025, 7, 1, 9, 0), 2, on(2025, 7, 1, 11, 0)),
        (on(2025, 7, 1, 11, 0), 2, on(2025, 7, 1, 15, 0)),  # over noon
        (on(2025, 7, 1, 17, 0), 2, on(2025, 7, 2, 10, 0)),  # over night
        (on(2025, 7, 4, 17, 0), 2, on(2025, 7, 7, 10, 0)),  # over the week-end
        (on(2025, 7, 5, 3, 0), 1, on(2025, 7, 7, 9, 30)),  # begins outside office hours
    ],
)
def test_working_hours_run_only_while_the_offices_are_open(start: datetime, hours: int, expected: datetime) -> None:
    deadline = Deadline(amount=hours, measure=Measure.WORKING_HOURS)
    assert due_at(deadline, start, CALENDAR) == expected


def test_hours_run_around_the_clock() -> None:
    assert due_at(Deadline(amount=72, measure=Measure.HOURS), on(2025, 7, 1, 9, 30), CALENDAR) == on(2025, 7, 4, 9, 30)


@given(st.dates(date(2024, 1, 1), date(2026, 12, 1)), st.integers(1, 60))
def test_counting_forth_and_back_agree(start: date, count: int) -> None:
    last = CALENDAR.add_working_days(start, count)
    assert CALENDAR.is_working(last)
    assert CALENDAR.working_days_between(start, last) == count
