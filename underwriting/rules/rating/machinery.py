"""Machinery breakdown: each machine at the price of the same machine new, by class (domain 4.5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from underwriting.rules.rating.basis import ZERO, Period, Rated, Tariff, positive, rate_in
from underwriting.rules.rating.composing import Item, Section, Terms, compose

COVER = "MAIN"


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """A machine with its replacement value."""

    kind: str
    sum_insured: Decimal
    name: str = ""
    maker: str = ""
    built_in: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineryEntry:
    """What is entered for MBD."""

    period: Period
    machines: tuple[Machine, ...]
    address: str = ""
    factors: Mapping[str, str] = field(default_factory=dict)
    riders: tuple[str, ...] = ()
    deductible_amount: Decimal = ZERO
    deductible_rate: Decimal = ZERO


def rate(entry: MachineryEntry, tariff: Tariff) -> Rated:
    """``Σ replacement value × rate of the class × factors``."""
    items = tuple(
        Item(
            name=machine.name or machine.kind,
            amount=positive(machine.sum_insured, f"machines.{index}.sum_insured"),
            rate=rate_in(tariff, "rates", machine.kind, field=f"machines.{index}.kind"),
        )
        for index, machine in enumerate(entry.machines)
    )
    section = Section(
        code=COVER,
        items=items,
        deductible_amount=entry.deductible_amount,
        deductible_rate=entry.deductible_rate,
    )
    terms = Terms(period=entry.period, factors=entry.factors, riders=entry.riders)
    return compose((section,) if items else (), terms, tariff)
