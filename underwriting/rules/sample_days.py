"""On which day the quality sample of a month is drawn (domain 5.12). Pure."""

from __future__ import annotations

from datetime import date

from core.rules.working_time import WorkingCalendar


def first_working_day(day: date, calendar: WorkingCalendar) -> date:
    """The first working day of the month of ``day``."""
    return calendar.next_working_day(day.replace(day=1))
