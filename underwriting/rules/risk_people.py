"""Rules of accident business that the assessment checks on a group (5.17)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Any

from underwriting.rules.words import gettext_noop as _

PEOPLE = "people"  # the event of a limit of accumulation: persons at one place
OLDEST = 150  # nobody is older; a higher limit is a slip of the pen
GROUP_LABELS = {
    "least_persons": _("Least number of persons in a group"),
    "participation": _("Least share that takes part"),
    "highest_age": _("Highest age"),
    "declined": _("Declined occupations"),
}
FAULT_LABELS = {
    "persons": _("Fewer persons than a group needs"),
    "participation": _("Too few of those who could be insured take part"),
    "age": _("The oldest is above the highest age"),
    "occupation": _("An occupation that is declined"),
}


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


def limits_of(guide: Mapping[str, Any]) -> GroupLimits | None:
    """The limits that the released guide of accident business carries; other guides have none."""
    told = guide.get("group")
    if not told:
        return None
    return GroupLimits(
        least_persons=int(told["least_persons"]),
        participation=str(told["participation"]),
        highest_age=int(told["highest_age"]),
        declined=frozenset(told["declined"]),
    )


def limits_are_sound(limits: GroupLimits) -> bool:
    """At least one person, a share above nothing and up to all of them, an age that people reach."""
    try:
        share = Fraction(limits.participation)
    except (ValueError, ZeroDivisionError):
        return False
    return limits.least_persons > 0 and 0 < share <= 1 and 0 < limits.highest_age < OLDEST


def declined_in(business: str, limits: GroupLimits) -> frozenset[str]:
    """Declined occupations that the words of the entry name."""
    return frozenset(word for word in limits.declined if word.casefold() in business.casefold())


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
