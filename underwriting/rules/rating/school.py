"""School liability: a filed premium per pupil for the limits of the plan (domain 4.1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from underwriting.rules.rating.basis import ZERO, Period, Rated, Tariff
from underwriting.rules.rating.composing import Terms, compose
from underwriting.rules.rating.persons import Group, sections_of


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolEntry:
    """What is entered for SCL."""

    period: Period
    groups: tuple[Group, ...]
    aggregate: Decimal = ZERO
    school: str = ""
    factors: Mapping[str, str] = field(default_factory=dict)
    riders: tuple[str, ...] = ()


def rate(entry: SchoolEntry, tariff: Tariff) -> Rated:
    """Pupils × premium of the plan; the aggregate is what the policy can cost."""
    sections = sections_of(entry.groups, tariff)
    if entry.aggregate and sections:
        sections = (replace(sections[0], insured=entry.aggregate), *sections[1:])
    terms = Terms(period=entry.period, factors=entry.factors, riders=entry.riders)
    return compose(sections, terms, tariff)
