"""Rules of accident business that the assessment checks on a group (5.17)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil

PEOPLE = "people"  # the event of a limit of accumulation: persons at one place


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLimits:
    """Released limits of group accident business; the share is text such as 3/4."""

    least_persons: int
    participation: str
    highest_age: int
    declined: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupFacts:
    """The group as proposed."""

    persons: int
    employees: int
    oldest: int
    occupations: frozenset[str] = frozenset()


def group_faults(facts: GroupFacts, limits: GroupLimits) -> tuple[str, ...]:
    """What keeps the group from being written as it is; codes in the order of the guide."""
    needed = ceil(Fraction(limits.participation) * facts.employees)
    faults = {
        "persons": facts.persons < limits.least_persons,
        "participation": facts.persons < needed,
        "age": facts.oldest > limits.highest_age,
        "occupation": bool(facts.occupations & limits.declined),
    }
    return tuple(code for code, met in faults.items() if met)


def event_accumulation(sums: Iterable[tuple[str, Decimal]], retention: Decimal) -> dict[str, Decimal]:
    """Σ sums insured of persons at one place (building, vehicle, dormitory); places above the retention must be
    ceded, with what is above."""
    places: dict[str, Decimal] = {}
    for place, amount in sums:
        places[place] = places.get(place, Decimal(0)) + amount
    return {place: total - retention for place, total in places.items() if total > retention}
