"""Periods as people read them: with the last day on which they hold."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Protocol


class Period(Protocol):
    """A range of days without its upper end."""

    @property
    def upper(self) -> date | None: ...


def last_day(period: Period) -> date | None:
    """The last day of a period; None when it has no end."""
    return period.upper - timedelta(days=1) if period.upper else None


def months_later(day: date, months: int) -> date:
    """The same day ``months`` later, or the last one of that month if it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
