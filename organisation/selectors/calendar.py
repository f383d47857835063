"""The listed days of the working calendar."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from core.models import CalendarDay


def days_of_years(first: int, last: int) -> dict[date, CalendarDay]:
    """The listed days of some years."""
    return {row.day: row for row in CalendarDay.objects.filter(day__year__range=(first, last))}


def days_among(wanted: Iterable[date]) -> dict[date, CalendarDay]:
    """Those of the days that are listed."""
    return {row.day: row for row in CalendarDay.objects.filter(day__in=list(wanted))}
