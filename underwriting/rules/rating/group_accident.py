"""Group accident: risk tiers or filed premiums per head, with medical expenses and daily allowance (domain 4.5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from underwriting.rules.rating.basis import Period, Rated, Tariff
from underwriting.rules.rating.composing import Terms, compose
from underwriting.rules.rating.persons import Group, sections_of


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupAccidentEntry:
    """What is entered for GPA."""

    period: Period
    groups: tuple[Group, ...]
    factors: Mapping[str, str] = field(default_factory=dict)
    riders: tuple[str, ...] = ()


def rate(entry: GroupAccidentEntry, tariff: Tariff) -> Rated:
    """Persons × sum per head × rate of the tier."""
    terms = Terms(period=entry.period, factors=entry.factors, riders=entry.riders)
    return compose(sections_of(entry.groups, tariff), terms, tariff)
