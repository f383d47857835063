"""Segregation as a report: every pair of the matrix, who holds a duty of it today, and who holds both."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

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
    return clashes(_pairs(list(units), on))


def _pairs(units: list[int], on: date) -> list[Pair]:
    holders = _holders(units, on)
    return [
        Pair(duties=row, first=tuple(holders.get(row.first, ())), second=tuple(holders.get(row.second, ())))
        for row in IncompatibleDuties.objects.order_by("number", "first", "second")
    ]


def clashes(found: list[Pair]) -> list[Clash]:
    """Who holds both sides of a pair that is forbidden to one person: must be empty. Some pairs are forbidden in a unit
    of so many people only."""
    people = _people(found)
    made = (_clash(pair, one, other, people) for pair in found for one in pair.first for other in pair.second)
    return [clash for clash in made if clash is not None]


def _clash(pair: Pair, one: PostAssignment, other: PostAssignment, people: dict[int, int]) -> Clash | None:
    if one.staff_id != other.staff_id:
        return None
    if pair.duties.level == IncompatibleDuties.Level.USER:
        return Clash(duties=pair.duties, first=one, second=other)
    from_, here = pair.duties.user_from, people.get(one.unit_id, 0)
    if from_ is None or one.unit_id != other.unit_id or here < from_:
        return None
    return Clash(duties=pair.duties, first=one, second=other, people=here)


def _people(found: list[Pair]) -> dict[int, int]:
    """People in post by unit, of everybody who holds a duty."""
    held: dict[int, set[int]] = defaultdict(set)
    for pair in found:
        for one in (*pair.first, *pair.second):
            held[one.unit_id].add(one.staff_id)
    return {unit: len(people) for unit, people in held.items()}


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
