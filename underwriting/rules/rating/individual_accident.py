"""Individual accident: one person by occupation tier, with medical expenses and daily allowance (domain 4.1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from underwriting.rules.rating.basis import ZERO, Period, Rated, Tariff
from underwriting.rules.rating.composing import Terms, compose
from underwriting.rules.rating.persons import Group, sections_of


@dataclass(frozen=True, slots=True, kw_only=True)
class IndividualAccidentEntry:
    """What is entered for IPA."""

    period: Period
    tier: str = ""
    plan: str = ""
    sum_insured: Decimal = ZERO
    medical: Decimal = ZERO
    allowance: Decimal = ZERO
    factors: Mapping[str, str] = field(default_factory=dict)
    riders: tuple[str, ...] = ()


def rate(entry: IndividualAccidentEntry, tariff: Tariff) -> Rated:
    """A group of one."""
    person = Group(
        tier=entry.tier,
        plan=entry.plan,
        heads=1,
        sum_insured=entry.sum_insured,
        medical=entry.medical,
        allowance=entry.allowance,
    )
    terms = Terms(period=entry.period, factors=entry.factors, riders=entry.riders)
    return compose(sections_of((person,), tariff), terms, tariff)
