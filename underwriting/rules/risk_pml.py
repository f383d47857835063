"""Probable and greatest loss of a place from its fire areas (5.15 H); risk units for cession and LAW-103."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.explain import Explained, Step
from core.money import to_cents
from underwriting.rules.words import gettext_noop as _

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueAt:
    """What stands in a fire area, and the share of it that a fire there destroys with the protection at work."""

    area: str
    subject: str
    value: Decimal
    damage: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class LargestLoss:
    """Amounts in yuan and in percent of all values; ``area`` is the fire area with the largest value."""

    area: str
    pml: Decimal
    mfl: Decimal
    total: Decimal
    explained: Explained

    @property
    def pml_percent(self) -> Decimal:
        return (self.pml * HUNDRED / self.total).quantize(Decimal("0.01")) if self.total else Decimal(0)

    @property
    def mfl_percent(self) -> Decimal:
        return (self.mfl * HUNDRED / self.total).quantize(Decimal("0.01")) if self.total else Decimal(0)


def risk_units(values: Sequence[ValueAt]) -> dict[str, Decimal]:
    """A fire area is one risk unit: the value that one event can destroy."""
    found: dict[str, Decimal] = {}
    for one in values:
        found[one.area] = found.get(one.area, Decimal(0)) + one.value
    return found


def largest_loss(values: Sequence[ValueAt]) -> LargestLoss | None:
    """PML = Σ over the largest fire area of value × damage factor; MFL = all of that area. None without values."""
    units = risk_units(values)
    if not units:
        return None
    area = max(sorted(units), key=lambda name: units[name])
    steps, pml = [], Decimal(0)
    for one in values:
        if one.area == area:
            pml += one.value * one.damage / HUNDRED
            steps.append(
                Step(rule=one.subject, detail=f"{one.value:,.2f}", factor=f"× {one.damage}%", result=to_cents(pml))
            )
    total = sum(units.values(), Decimal(0))
    steps.append(Step(rule=_("PML of the largest fire area"), detail=area, result=to_cents(pml), basis="5.15"))
    return LargestLoss(area=area, pml=to_cents(pml), mfl=units[area], total=total, explained=Explained(tuple(steps)))
