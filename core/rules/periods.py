"""The period of a figure, to date, and the same stretch of the period before it."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum, auto

# What people type for "always" and "open end" lies at the edge of the calendar, where a day has no neighbour any more;
# one year inside it every month, week and day beside an asked one can still be counted.
FIRST_DAY, LAST_DAY = date.min.replace(year=date.min.year + 1), date.max.replace(year=date.max.year - 1)


def within_reach(day: date) -> date:
    """A day as it was asked, or the nearest one whose neighbours can be counted."""
    return min(max(day, FIRST_DAY), LAST_DAY)


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
