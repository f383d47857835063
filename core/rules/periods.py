"""The period of a figure, to date, and the same stretch of the period before it."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum, auto


class Period(StrEnum):
    """What a dashboard adds up over; weeks begin on Monday."""

    DAY = auto()
    WEEK = auto()
    MONTH = auto()
    YEAR = auto()


@dataclass(frozen=True, slots=True)
class Span:
    """Days from ``first`` to ``last``, both included."""

    first: date
    last: date


def to_date(period: Period, day: date) -> Span:
    """The period in which ``day`` lies, up to that day."""
    first = {
        Period.DAY: day,
        Period.WEEK: day - timedelta(days=day.weekday()),
        Period.MONTH: day.replace(day=1),
        Period.YEAR: day.replace(month=1, day=1),
    }[period]
    return Span(first, day)


def before(period: Period, day: date) -> Span:
    """As much of the period before: 1 to 22 October beside 1 to 22 November. A shorter month ends with its last day."""
    if period in {Period.DAY, Period.WEEK}:
        back = timedelta(days=1 if period is Period.DAY else 7)
        present = to_date(period, day)
        return Span(present.first - back, day - back)
    earlier = _month_before(day) if period is Period.MONTH else (day.year - 1, day.month)
    return to_date(period, _day_in(*earlier, day.day))


def _month_before(day: date) -> tuple[int, int]:
    return (day.year - 1, 12) if day.month == 1 else (day.year, day.month - 1)


def _day_in(year: int, month: int, number: int) -> date:
    return date(year, month, min(number, monthrange(year, month)[1]))
