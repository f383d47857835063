"""The duty roster as people look at it: a week, day by day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from claims.models import Absence, DutyShift
from claims.rules.duty_lifecycle import PLANNED
from core.clocks import at_midnight
from core.workflow.command import Actor
from core.workflow.refusals import Hidden
from organisation.models import PostAssignment
from organisation.public import ScopedActor, ScopedQuerySet, Unit

DAYS = 7


def shifts(actor: ScopedActor) -> ScopedQuerySet[DutyShift]:
    return DutyShift.objects.visible_to(actor)


def shift_for(actor: ScopedActor, pk: int) -> DutyShift:
    found = shifts(actor).select_related("staff", "unit").filter(pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found


@dataclass(frozen=True, slots=True)
class Bar:
    """A shift or an absence within one day."""

    hours: str
    text: str
    away: bool
    pk: int | None


@dataclass(frozen=True, slots=True)
class Row:
    """One surveyor through a week."""

    name: str
    unit: str
    days: list[list[Bar]]


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def week(actor: ScopedActor, monday: date) -> tuple[list[date], list[Row]]:
    """The days of a week, and every surveyor in scope with shifts and absences."""
    days = [monday + timedelta(days=n) for n in range(DAYS)]
    period = DateTimeTZRange(at_midnight(monday), at_midnight(monday + timedelta(days=DAYS)))
    planned = shifts(actor).filter(state=PLANNED, period__overlap=period).select_related("staff", "unit")
    away = Absence.objects.visible_to(actor).filter(period__overlap=period).select_related("staff", "unit")
    everything: list[Any] = [*planned.order_by("unit__code", "staff_id", "period"), *away.order_by("period")]
    people = {(one.unit.code, one.staff_id): one for one in everything}
    rows = [_row(people[key], [o for o in everything if o.staff_id == key[1]], days) for key in sorted(people)]
    return days, rows


def _row(one: Any, entries: Sequence[Any], days: list[date]) -> Row:
    return Row(one.staff.name, one.unit.label, [[bar for e in entries if (bar := _bar(e, day))] for day in days])


def _bar(entry: Any, day: date) -> Bar | None:
    begins, ends = at_midnight(day), at_midnight(day + timedelta(days=1))
    lower, upper = max(entry.period.lower, begins), min(entry.period.upper, ends)
    if lower >= upper:
        return None
    whole = lower == begins and upper == ends
    until = "24:00" if upper == ends else f"{localtime(upper):%H:%M}"
    hours = _("all day") if whole else f"{localtime(lower):%H:%M}–{until}"
    if isinstance(entry, Absence):
        return Bar(hours, entry.reason, away=True, pk=None)
    return Bar(hours, entry.place, away=False, pk=entry.pk)


def surveyor_assignment(staff_id: int, actor: Actor) -> PostAssignment | None:
    """The surveyor's post in the branch of the actor."""
    branch = Unit.objects.filter(pk=actor.unit_id).values("branch_id")
    held = PostAssignment.objects.filter(post_id="CS_SURV", staff_id=staff_id, unit__branch_id__in=branch)
    return held.select_related("staff", "unit").first()


def surveyors(actor: Actor) -> list[tuple[int, str]]:
    """Who can be put on the roster."""
    branch = Unit.objects.filter(pk=actor.unit_id).values("branch_id")
    held = PostAssignment.objects.filter(post_id="CS_SURV", unit__branch_id__in=branch).select_related("staff", "unit")
    return [(one.staff_id, f"{one.staff.name} · {one.unit.label}") for one in held.order_by("unit__code", "pk")]


def places(actor: Actor) -> list[tuple[int, str]]:
    """Where surveyors can stand."""
    branch = Unit.objects.filter(pk=actor.unit_id).values("branch_id")
    found = Unit.objects.filter(branch_id__in=branch, latitude__isnull=False)
    return [(unit.pk, unit.label) for unit in found.order_by("code")]
