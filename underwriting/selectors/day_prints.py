"""Policies of a day that are printed together, and the prints so far (ISS-05)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from core.clocks import at_midnight
from organisation.public import ScopedActor
from underwriting.models import DayPrint, Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOf:
    """Which policies: issued on a day, of a unit and those below it, of one line."""

    day: date
    unit_id: int | None = None
    line: str = ""
    only_new: bool = True


def prints(actor: ScopedActor) -> QuerySet[DayPrint]:
    """Prints in the actor's scope."""
    return DayPrint.objects.visible_to(actor).select_related("unit", "of_unit")


def of_day(actor: ScopedActor, asked: DayOf) -> QuerySet[Policy]:
    """In the order of their numbers, with who printed them first."""
    rows = Policy.objects.visible_to(actor).filter(
        created_at__gte=at_midnight(asked.day), created_at__lt=at_midnight(asked.day + timedelta(days=1))
    )
    if asked.unit_id is not None:
        unit = asked.unit_id
        rows = rows.filter(Q(unit_id=unit) | Q(sub_branch_id=unit) | Q(branch_id=unit))
    if asked.line:
        rows = rows.filter(line=asked.line)
    if asked.only_new:
        rows = rows.filter(first_print=None)
    return rows.select_related("unit", "first_print__print").order_by("number")
