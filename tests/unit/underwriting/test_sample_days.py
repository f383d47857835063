"""The quality sample of a month is drawn on the first working day of the next (domain 5.12)."""

from __future__ import annotations

from datetime import date

import pytest

from core.rules.working_time import WorkingCalendar
from underwriting.rules.sample_days import first_working_day

pytestmark = pytest.mark.req("PRO-20", "PRO-21")
HOLIDAYS = WorkingCalendar(days={date(2026, 10, day): False for day in range(1, 8)})


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 10, 5), date(2026, 10, 8)),  # National Day: the first seven days are not worked
        (date(2026, 11, 30), date(2026, 11, 2)),  # the first is a Sunday
        (date(2026, 12, 1), date(2026, 12, 1)),
    ],
)
def test_the_first_day_that_is_worked(today: date, expected: date) -> None:
    assert first_working_day(today, HOLIDAYS) == expected
