"""Segregation as a report: every pair of the matrix, who holds a duty of it today, and who holds both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Count, Q

from organisation.models import IncompatibleDuties, PostAssignment, PostDuty, Unit
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
    """One person with two posts that must never be in one hand; ``people`` says of how many the unit is, where the rule
    goes by that."""

    duties: IncompatibleDuties
    first: PostAssignment
    second: PostAssignment
    people: int = 0


def pairs(actor: Any, on: date) -> list[Pair]:
    """The matrix in its own order."""
    return _pairs([unit.pk for unit in units_in_scope(actor)], on)


def clashes_of_branch(branch: Unit, on: date) -> list[Clash]:
    """Those of a whole branch, whoever asks."""
    units = Unit.objects.filter(Q(branch_id=branch.pk) | Q(pk=branch.pk)).values_list("pk", flat=True)
    return clashes(_pairs(list(units), on), on)


def _pairs(units: list[int], on: date) -> list[Pair]:
    holders = _holders(units, on)
    return [
        Pair(duties=row, first=tuple(holders.get(row.first, ())), second=tuple(holders.get(row.second, ())))
        for row in IncompatibleDuties.objects.order_by("number", "first", "second")
    ]


def clashes(found: list[Pair], on: date) -> list[Clash]:
    """Who holds both sides of a pair that is forbidden to one person: must be empty. Some pairs are forbidden in a unit
    of so many people only."""
    both = [
        Clash(duties=pair.duties, first=one, second=other)
        for pair in found
        for one in pair.first
        for other in pair.second
        if _meet(pair.duties, one, other)
    ]
    people = _people({one.first.unit_id for one in both if _by_size(one.duties)}, on)
    sized = (replace(one, people=people[one.first.unit_id]) if _by_size(one.duties) else one for one in both)
    return [one for one in sized if not _by_size(one.duties) or one.people >= (one.duties.user_from or 0)]


def _by_size(duties: IncompatibleDuties) -> bool:
    return bool(duties.level != IncompatibleDuties.Level.USER)


def _meet(duties: IncompatibleDuties, one: PostAssignment, other: PostAssignment) -> bool:
    """Both in one person; where the rule goes by the size of the unit, in posts of one unit."""
    if one.staff_id != other.staff_id:
        return False
    return not _by_size(duties) or (duties.user_from is not None and one.unit_id == other.unit_id)


def _people(units: Collection[int], on: date) -> dict[int, int]:
    """How many people are in post in each unit, whatever their duties."""
    if not units:
        return {}
    held = PostAssignment.objects.filter(unit__in=units, period__contains=on, staff__is_active=True)
    return dict(held.order_by().values_list("unit_id").annotate(people=Count("staff_id", distinct=True)))


def _holders(units: list[int], on: date) -> Holders:
    duties: dict[str, list[str]] = defaultdict(list)
    for post, duty in PostDuty.objects.values_list("post_id", "duty"):
        duties[post].append(duty)
    held = PostAssignment.objects.filter(unit__in=units, period__contains=on, staff__is_active=True)
    holders: Holders = defaultdict(list)
    for assignment in held.select_related("staff", "unit").order_by("staff__name"):
        for duty in duties[assignment.post_id]:
            holders[duty].append(assignment)
    return holders
