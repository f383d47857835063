"""Employers' liability: heads by limit per head and occupation, with medical expenses (domain 4.5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from underwriting.rules.rating.basis import Period, Rated, Tariff
from underwriting.rules.rating.composing import Terms, compose
from underwriting.rules.rating.persons import Group, sections_of


@dataclass(frozen=True, slots=True, kw_only=True)
class EmployersEntry:
    """What is entered for EML."""

    period: Period
    groups: tuple[Group, ...]
    factors: Mapping[str, str] = field(default_factory=dict)
    riders: tuple[str, ...] = ()


def rate(entry: EmployersEntry, tariff: Tariff) -> Rated:
    """Heads × limit per head × rate of the occupation; medical expenses by their own rate."""
    terms = Terms(period=entry.period, factors=entry.factors, riders=entry.riders)
    return compose(sections_of(entry.groups, tariff), terms, tariff)
