"""Clocks: deadlines of the catalogue applied to the working calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import NamedTuple

from django.core.cache import cache
from django.utils import timezone

from core.models import CalendarDay, ClockRule
from core.rules.working_time import Deadline, Measure, WorkingCalendar, due_at

_KEEP_SECONDS = 300
_CALENDAR = "core.clocks.calendar"
_RULES = "core.clocks.rules"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockDeclaration:
    """A deadline that an app needs, with the value it has until somebody changes it by four eyes."""

    code: str
    label: str
    amount: int
    measure: Measure
    roll: bool = False
    source: str = ""


class RunningRule(NamedTuple):
    """The version of a clock rule that is in force on a day."""

    id: int
    deadline: Deadline


_declared: dict[str, ClockDeclaration] = {}


def declare(*declarations: ClockDeclaration) -> None:
    """Declare clocks of an app (called while the app starts)."""
    _declared.update({declaration.code: declaration for declaration in declarations})


def declared() -> dict[str, ClockDeclaration]:
    return dict(_declared)


def calendar() -> WorkingCalendar:
    """The working calendar of the whole company, kept for a few minutes in this process."""
    days: dict[date, bool] | None = cache.get(_CALENDAR)
    if days is None:
        days = dict(CalendarDay.objects.values_list("day", "working"))
        cache.set(_CALENDAR, days, _KEEP_SECONDS)
    return WorkingCalendar(days)


def rule(code: str, on: date) -> RunningRule:
    """The version of clock ``code`` in force on ``on``. Raises ``KeyError`` when there is none."""
    versions: list[tuple[str, int, date | None, date | None, Deadline]] | None = cache.get(_RULES)
    if versions is None:
        versions = [_version(row) for row in ClockRule.objects.exclude(effective__isempty=True)]
        cache.set(_RULES, versions, _KEEP_SECONDS)
    for known, pk, lower, upper, deadline in versions:
        if known == code and (lower is None or lower <= on) and (upper is None or on < upper):
            return RunningRule(pk, deadline)
    raise KeyError(code)


def _version(row: ClockRule) -> tuple[str, int, date | None, date | None, Deadline]:
    deadline = Deadline(amount=row.amount, measure=Measure(row.measure), roll=row.roll)
    return row.code, row.pk, row.effective.lower, row.effective.upper, deadline


def forget() -> None:
    """Read calendar and rules anew; called when either was changed."""
    cache.delete_many([_CALENDAR, _RULES])


def local_day(moment: datetime) -> date:
    """The day of a moment by the insurer's clock."""
    return moment.astimezone(timezone.get_default_timezone()).date()


def at_midnight(day: date) -> datetime:
    """The first moment of a day by the insurer's clock."""
    return timezone.make_aware(datetime.combine(day, time.min), timezone.get_default_timezone())


def due(code: str, start: datetime) -> tuple[datetime, int]:
    """When clock ``code`` that starts at ``start`` ends, and the version of the rule that says so."""
    local = timezone.localtime(start)
    running = rule(code, local.date())
    return due_at(running.deadline, local, calendar()), running.id
