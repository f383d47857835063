"""What compulsory motor insurance pays: limits by category, several victims, several vehicles (domain 7.3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from claims.rules.words import gettext_noop as _
from core.explain import Step
from core.money import split, to_cents

ZERO = Decimal("0.00")


class Category(StrEnum):
    """The three categories of the compulsory limits."""

    DEATH_DISABILITY = "death_disability"
    MEDICAL = "medical"
    PROPERTY = "property"


LABELS = {
    Category.DEATH_DISABILITY: _("Compulsory: death and disability"),
    Category.MEDICAL: _("Compulsory: medical costs"),
    Category.PROPERTY: _("Compulsory: property"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CompulsoryLimits:
    """The limits in force on the day of the accident, for a driver with and without liability."""

    version: str
    liable: Mapping[Category, Decimal]
    blameless: Mapping[Category, Decimal]

    def of(self, category: Category, *, liable: bool) -> Decimal:
        return (self.liable if liable else self.blameless)[category]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compulsory:
    """What is paid per category, with its steps."""

    paid: Mapping[Category, Decimal]
    steps: tuple[Step, ...] = field(default=())

    @property
    def total(self) -> Decimal:
        return sum(self.paid.values(), ZERO)


def pay_compulsory(losses: Mapping[Category, Decimal], limits: CompulsoryLimits, *, liable: bool = True) -> Compulsory:
    """``min(loss of the third parties, limit)`` in each category; categories never help each other out."""
    paid: dict[Category, Decimal] = {}
    steps: list[Step] = []
    for category in Category:
        loss = losses.get(category, ZERO)
        if loss <= 0:
            continue
        limit = limits.of(category, liable=liable)
        paid[category] = to_cents(min(loss, limit))
        steps.append(
            Step(
                rule=LABELS[category],
                detail=f"min({loss:,.2f}, {limit:,.2f})",
                result=paid[category],
                basis=limits.version,
            )
        )
    return Compulsory(paid=paid, steps=tuple(steps))


def share_among_victims(losses: Sequence[Decimal], limit: Decimal) -> list[Decimal]:
    """Several victims of one vehicle share a limit in proportion to their losses (road interpretation art. 19)."""
    whole = sum(losses, ZERO)
    return [to_cents(loss) for loss in losses] if whole <= limit else split(limit, losses)


def between_vehicles(losses: Mapping[str, Decimal], limits: Mapping[str, Decimal]) -> dict[tuple[str, str], Decimal]:
    """Payments ``(insured vehicle, damaged vehicle) → amount`` when several vehicles at fault damage each other.

    Each loss is spread over the policies of the other vehicles in proportion to their limits; a policy that would pay
    more than its limit scales its payments down (road interpretation art. 18).
    """
    claims = {vehicle: _claimed(vehicle, losses, limits) for vehicle in losses}
    paid: dict[tuple[str, str], Decimal] = {}
    for payer, limit in limits.items():
        asked = {damaged: shares[payer] for damaged, shares in claims.items() if shares.get(payer)}
        if not asked:
            continue
        amounts = share_among_victims(list(asked.values()), limit)
        paid |= {(payer, damaged): amount for damaged, amount in zip(asked, amounts, strict=True)}
    return paid


def _claimed(damaged: str, losses: Mapping[str, Decimal], limits: Mapping[str, Decimal]) -> dict[str, Decimal]:
    others = [vehicle for vehicle in limits if vehicle != damaged]
    if not others or losses[damaged] <= 0:
        return {}
    return dict(zip(others, split(losses[damaged], [limits[v] for v in others]), strict=True))


def advance_rescue_cost(cost: Decimal, limits: CompulsoryLimits) -> Decimal:
    """Rescue cost advanced within the medical limit where the driver was drunk or without licence (regulation art. 22);
    what is advanced is claimed back from the person who caused it."""
    return to_cents(min(cost, limits.of(Category.MEDICAL, liable=True)))
