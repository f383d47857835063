"""A motor claim as a whole: compulsory first, then third party and own damage (domain 7.0, 7.3; PAY-01, PAY-03)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from claims.rules.commercial import Deductions, OwnDamage, ThirdParty, pay_own_damage, pay_third_party
from claims.rules.compulsory import Category, Compulsory, CompulsoryLimits, pay_compulsory, share_among_victims
from claims.rules.words import gettext_noop as _
from core.explain import Step
from core.money import to_cents

ZERO = Decimal("0.00")
MCI, MOD, MTP = "MCI", "MOD", "MTP"


class Fault(StrEnum):
    """How the police divide the blame for the accident."""

    FULL = "full"
    MAIN = "main"
    EQUAL = "equal"
    MINOR = "minor"
    NONE = "none"


class Kind(StrEnum):
    """What was damaged or who was hurt."""

    OWN_VEHICLE = "own_vehicle"
    THIRD_VEHICLE = "third_vehicle"
    PROPERTY = "property"
    INJURY = "injury"


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """One assessed object. ``amount`` is before residual; ``residual`` stays with the injured party."""

    id: int
    kind: Kind
    category: Category
    amount: Decimal
    residual: Decimal = ZERO
    total_loss: bool = False

    @property
    def net(self) -> Decimal:
        return max(self.amount - self.residual, ZERO)


@dataclass(frozen=True, slots=True, kw_only=True)
class Accident:
    """The accident as surveyed. ``ratio`` is the insured's share of liability as of the ratio table;
    ``excluded`` marks a drunk or unlicensed driver."""

    fault: Fault
    ratio: Decimal
    losses: tuple[Loss, ...]
    blameless_others: int = 0
    received: Decimal = ZERO
    excluded: bool = False
    ratio_basis: str = ""

    def of_third_parties(self) -> tuple[Loss, ...]:
        return tuple(loss for loss in self.losses if loss.kind is not Kind.OWN_VEHICLE)

    def of_own_vehicle(self) -> tuple[Loss, ...]:
        return tuple(loss for loss in self.losses if loss.kind is Kind.OWN_VEHICLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommercialCover:
    """The commercial policy at the accident. ``None`` means that the cover was not taken."""

    sum_insured: Decimal | None = None
    actual_value: Decimal = ZERO
    third_party_limit: Decimal | None = None
    damage_deductions: Deductions = field(default_factory=Deductions)
    third_party_deductions: Deductions = field(default_factory=Deductions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a claim pays: per coverage, per object, with every step. ``recover`` is to be claimed back."""

    by_coverage: Mapping[str, Decimal]
    steps: tuple[Step, ...]
    shares: Mapping[int, Decimal] = field(default_factory=dict)
    recover: Decimal = ZERO

    @property
    def total(self) -> Decimal:
        return sum(self.by_coverage.values(), ZERO)


def compulsory_claim(accident: Accident, limits: CompulsoryLimits) -> Outcome:
    """What the compulsory policy pays the third parties, and on behalf of blameless vehicles the own one."""
    paid = _paid_to_third_parties(accident, limits)
    on_behalf = paid_on_behalf(accident, limits)
    steps = list(paid.steps)
    if accident.excluded:
        steps.insert(0, Step(rule=_("Drunk or unlicensed driver: injury only, to be recovered"), result=paid.total))
    if on_behalf:
        detail = f"{accident.blameless_others} × {limits.blameless[Category.PROPERTY]:,.2f}"
        steps.append(
            Step(rule=_("Paid on behalf of blameless vehicles"), detail=detail, result=on_behalf, basis=limits.version)
        )
    total = paid.total + on_behalf
    steps.append(Step(rule=_("Compulsory insurance pays"), result=total))
    recover = paid.total if accident.excluded else ZERO
    return Outcome(by_coverage={MCI: total}, steps=tuple(steps), shares=_shares(accident, paid), recover=recover)


def paid_on_behalf(accident: Accident, limits: CompulsoryLimits) -> Decimal:
    """A blameless vehicle owes its small property limit; the insurer of the one at fault pays it (无责代赔)."""
    if accident.fault is Fault.NONE or accident.excluded:
        return ZERO
    own = sum((loss.net for loss in accident.of_own_vehicle()), ZERO)
    return to_cents(min(own, accident.blameless_others * limits.blameless[Category.PROPERTY]))


def commercial_claim(accident: Accident, cover: CommercialCover, limits: CompulsoryLimits) -> Outcome:
    """Third party after the compulsory, own damage after what others paid."""
    if accident.excluded:
        nothing = Step(rule=_("Excluded: drunk or unlicensed driver"), result=ZERO)
        return Outcome(by_coverage={MOD: ZERO, MTP: ZERO}, steps=(nothing,))
    steps: list[Step] = []
    amounts: dict[str, Decimal] = {}
    if cover.third_party_limit is not None and accident.of_third_parties():
        amounts[MTP] = _third_party(accident, cover, limits, steps)
    if cover.sum_insured is not None and accident.of_own_vehicle():
        amounts[MOD] = _own_damage(accident, cover, limits, steps)
    steps.append(Step(rule=_("Commercial insurance pays"), result=sum(amounts.values(), ZERO)))
    return Outcome(by_coverage=amounts, steps=tuple(steps))


def _paid_to_third_parties(accident: Accident, limits: CompulsoryLimits) -> Compulsory:
    losses = dict.fromkeys(Category, ZERO)
    for loss in accident.of_third_parties():
        losses[loss.category] += loss.net
    if accident.excluded:
        losses[Category.PROPERTY] = ZERO
    return pay_compulsory(losses, limits, liable=accident.fault is not Fault.NONE)


def _shares(accident: Accident, paid: Compulsory) -> dict[int, Decimal]:
    """What of each category goes to which object: by proportion of the losses."""
    shares: dict[int, Decimal] = {}
    for category, amount in paid.paid.items():
        losses = [loss for loss in accident.of_third_parties() if loss.category is category and loss.net > 0]
        amounts = share_among_victims([loss.net for loss in losses], amount)
        shares |= {loss.id: share for loss, share in zip(losses, amounts, strict=True)}
    return shares


def _third_party(accident: Accident, cover: CommercialCover, limits: CompulsoryLimits, steps: list[Step]) -> Decimal:
    case = ThirdParty(
        loss=sum((loss.net for loss in accident.of_third_parties()), ZERO),
        compulsory_paid=_paid_to_third_parties(accident, limits).total,
        ratio=accident.ratio,
        limit=cover.third_party_limit or ZERO,
    )
    explained = pay_third_party(case, cover.third_party_deductions)
    steps += [*explained.steps, Step(rule=_("Third-party liability pays"), result=explained.result)]
    return explained.result


def _own_damage(accident: Accident, cover: CommercialCover, limits: CompulsoryLimits, steps: list[Step]) -> Decimal:
    own = accident.of_own_vehicle()
    case = OwnDamage(
        repair=sum((loss.amount for loss in own), ZERO),
        value=cover.actual_value,
        sum_insured=cover.sum_insured or ZERO,
        total_loss=any(loss.total_loss for loss in own),
        residual=sum((loss.residual for loss in own), ZERO),
        received=accident.received + paid_on_behalf(accident, limits),
    )
    explained = pay_own_damage(case, cover.damage_deductions)
    steps += [*explained.steps, Step(rule=_("Own damage pays"), result=explained.result)]
    return explained.result
