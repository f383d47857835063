"""Which days the underwriters spend in the sub-branches (5.14)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Visited:
    """A sub-branch of the calendar; a large one is visited more often."""

    unit_id: int
    visits: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedDay:
    """One visit."""

    unit_id: int
    day: date


def month_plan(first: date, places: Sequence[Visited], works: Callable[[date], bool]) -> list[PlannedDay]:
    """Spread the visits of a month over its working days: each place gets its visits evenly, two places share a day
    only when there are more visits than days."""
    days = [day for day in _days_of(first) if works(day)]
    if not days:
        return []
    taken: dict[date, int] = dict.fromkeys(days, 0)
    plan = []
    for number, place in enumerate(places):
        for visit in range(place.visits):
            share = Fraction(2 * number + 1, 2 * len(places))
            wanted = int((visit + share) * len(days) / place.visits)
            day = min(days, key=lambda one: (taken[one], abs(days.index(one) - wanted)))
            taken[day] += 1
            plan.append(PlannedDay(unit_id=place.unit_id, day=day))
    return sorted(plan, key=lambda one: (one.day, one.unit_id))


def _days_of(first: date) -> list[date]:
    count = monthrange(first.year, first.month)[1]
    return [date(first.year, first.month, 1) + timedelta(days=n) for n in range(count)]


def publish_by(first: date, day_of_month: int) -> date:
    """The calendar of a month stands on a day of the month before."""
    before = first.replace(day=1) - timedelta(days=1)
    return before.replace(day=min(day_of_month, before.day))


@dataclass(frozen=True, slots=True, kw_only=True)
class DayFigures:
    """How the on-site days of a period went. ``issues`` are those that are settled or whose time is over,
    ``still_open`` all that wait, new ones too. Rates in percent, None where nothing counts yet."""

    due: int
    held: int
    issues: int
    closed_in_time: int
    still_open: int = 0

    @property
    def held_rate(self) -> Decimal | None:
        return _percent(self.held, self.due)

    @property
    def closing_rate(self) -> Decimal | None:
        return _percent(self.closed_in_time, self.issues)


def _percent(part: int, whole: int) -> Decimal | None:
    return (Decimal(100) * part / whole).quantize(Decimal("0.1")) if whole else None
