"""Commercial motor insurance: the 2020 generation, and the generation of the guide's time (domain 4.7)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from core.explain import Explained, Step
from core.money import to_cents
from underwriting.rules.compulsory_motor import short_step
from underwriting.rules.short_term import ShortPeriod
from underwriting.rules.words import gettext_noop as _


class FactorOutOfRange(ValueError):
    """A factor outside its filed range is a hard stop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PricingFactors:
    """Factors of one contract with the filed range of the autonomous one."""

    expense_loading: Decimal
    ncd: Decimal
    autonomous: Decimal
    autonomous_low: Decimal
    autonomous_high: Decimal
    violations: Decimal = Decimal(1)
    ncd_detail: str = ""
    version: str = ""


def commercial_premium(
    pure: Decimal, factors: PricingFactors, *, cover: str, period: ShortPeriod | None = None
) -> Explained:
    """``pure ÷ (1 − loading) × NCD × violations × autonomous`` for one cover, then the share of a short period.

    Raises ``FactorOutOfRange`` when the autonomous factor leaves its filed range.
    """
    if not factors.autonomous_low <= factors.autonomous <= factors.autonomous_high:
        raise FactorOutOfRange(f"{factors.autonomous_low} – {factors.autonomous_high}")
    loaded = pure / (1 - factors.expense_loading)
    after_ncd = loaded * factors.ncd
    after_violations = after_ncd * factors.violations
    premium = to_cents(after_violations * factors.autonomous)
    steps = [
        Step(rule=_("Pure risk premium"), detail=cover, result=to_cents(pure), basis=factors.version),
        Step(rule=_("Expense loading"), factor=f"÷ {1 - factors.expense_loading}", result=to_cents(loaded)),
        Step(
            rule=_("No-claim factor"), detail=factors.ncd_detail, factor=f"× {factors.ncd}", result=to_cents(after_ncd)
        ),
    ]
    if factors.violations != 1:
        steps.append(
            Step(rule=_("Traffic violations"), factor=f"× {factors.violations}", result=to_cents(after_violations))
        )
    steps.append(
        Step(rule=_("Autonomous pricing factor"), factor=f"× {factors.autonomous.normalize():f}", result=premium)
    )
    if period is not None:
        steps.append(short_step(period, to_cents(premium * period.share)))
    return Explained(tuple(steps))


@dataclass(frozen=True, slots=True, kw_only=True)
class OldTariff:
    """Figures of the 2005/06 generation for one vehicle."""

    damage_base: Decimal
    damage_rate: Decimal
    third_party: Decimal
    rider_rate: Decimal
    ncd: Decimal


def old_commercial_premium(sum_insured: Decimal, tariff: OldTariff) -> Explained:
    """Own damage = base + SI × rate; third party fixed by limit; rider on both; then the no-claim factor."""
    damage = tariff.damage_base + sum_insured * tariff.damage_rate
    rider = (damage + tariff.third_party) * tariff.rider_rate
    total = damage + tariff.third_party + rider
    return Explained(
        (
            Step(rule=_("Own damage"), factor=f"+ {tariff.damage_rate}", result=to_cents(damage)),
            Step(rule=_("Third party"), result=to_cents(damage + tariff.third_party)),
            Step(rule=_("Non-deductible rider"), factor=f"× {tariff.rider_rate}", result=to_cents(total)),
            Step(rule=_("No-claim factor"), factor=f"× {tariff.ncd}", result=to_cents(total * tariff.ncd)),
        )
    )
