"""Accident cover of pupils and infants: filed plans with a premium per head (domain 4.1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from underwriting.rules.rating.basis import Period, Rated, Tariff
from underwriting.rules.rating.composing import Terms, compose
from underwriting.rules.rating.persons import Group, sections_of


@dataclass(frozen=True, slots=True, kw_only=True)
class StudentEntry:
    """What is entered for STP."""

    period: Period
    groups: tuple[Group, ...]
    factors: Mapping[str, str] = field(default_factory=dict)
    riders: tuple[str, ...] = ()


def rate(entry: StudentEntry, tariff: Tariff) -> Rated:
    """Pupils × premium of the plan."""
    terms = Terms(period=entry.period, factors=entry.factors, riders=entry.riders)
    return compose(sections_of(entry.groups, tariff), terms, tariff)
