"""Segregation as a report: every pair of the matrix, who holds a duty of it today, and who holds both."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from organisation.models import IncompatibleDuties, PostAssignment, PostDuty
from organisation.selectors.units import units_in_scope

Holders = dict[str, list[PostAssignment]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A row of the matrix with the people of the scope who hold one side or the other in a post today."""

    duties: IncompatibleDuties
    first: tuple[PostAssignment, ...]
    second: tuple[PostAssignment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """One person with two posts that must never be in one hand."""

    duties: IncompatibleDuties
    first: PostAssignment
    second: PostAssignment


def pairs(actor: Any, on: date) -> list[Pair]:
    """The matrix in its own order."""
    holders = _holders(actor, on)
    return [
        Pair(duties=row, first=tuple(holders.get(row.first, ())), second=tuple(holders.get(row.second, ())))
        for row in IncompatibleDuties.objects.order_by("number", "first", "second")
    ]


def clashes(found: list[Pair]) -> list[Clash]:
    """Who holds both sides of a pair that is forbidden to one person: must be empty."""
    return [
        Clash(duties=pair.duties, first=one, second=other)
        for pair in found
        if pair.duties.level == IncompatibleDuties.Level.USER
        for one in pair.first
        for other in pair.second
        if one.staff_id == other.staff_id
    ]


def _holders(actor: Any, on: date) -> Holders:
    duties: dict[str, list[str]] = defaultdict(list)
    for post, duty in PostDuty.objects.values_list("post_id", "duty"):
        duties[post].append(duty)
    units = [unit.pk for unit in units_in_scope(actor)]
    held = PostAssignment.objects.filter(unit__in=units, period__contains=on, staff__is_active=True)
    holders: Holders = defaultdict(list)
    for assignment in held.select_related("staff", "unit").order_by("staff__name"):
        for duty in duties[assignment.post_id]:
            holders[duty].append(assignment)
    return holders
