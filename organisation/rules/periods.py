"""Periods as people read them: with the last day on which they hold."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Protocol


class Period(Protocol):
    """A range of days without its upper end."""

    @property
    def upper(self) -> date | None: ...


def last_day(period: Period) -> date | None:
    """The last day of a period; None when it has no end."""
    return period.upper - timedelta(days=1) if period.upper else None
