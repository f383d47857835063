"""What commercial motor cover pays after the compulsory: third party, own damage, seats (domain 7.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from claims.rules.words import gettext_noop as _
from core.explain import Explained, Step
from core.money import to_cents

ONE, ZERO = Decimal(1), Decimal("0.00")


class Combination(StrEnum):
    """How several deductible rates work together; a parameter of the clause."""

    MULTIPLY = "multiply"
    ADD = "add"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deductions:
    """What the clause takes off: deductible by fault (old clauses), further rates, an absolute amount."""

    fault_rate: Decimal = ZERO
    extra_rates: tuple[Decimal, ...] = ()
    amount: Decimal = ZERO
    combination: Combination = Combination.MULTIPLY
    clause: str = ""

    def factor(self) -> Decimal:
        """What is left of one yuan after the rates."""
        rates = (self.fault_rate, *self.extra_rates)
        if self.combination is Combination.ADD:
            return max(ONE - sum(rates, ZERO), ZERO)
        left = ONE
        for rate in rates:
            left *= ONE - rate
        return left


@dataclass(frozen=True, slots=True, kw_only=True)
class ThirdParty:
    """A third-party loss as it meets the cover."""

    loss: Decimal
    compulsory_paid: Decimal
    ratio: Decimal
    limit: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDamage:
    """Damage of the insured vehicle. ``value`` is the actual value at the accident; ``average`` is the under-insurance
    ratio of the old clauses; ``ratio`` 1 stays where the insured may demand full payment (2020 clauses)."""

    repair: Decimal
    value: Decimal
    sum_insured: Decimal
    total_loss: bool = False
    residual: Decimal = ZERO
    received: Decimal = ZERO
    ratio: Decimal = ONE
    average: Decimal = ONE


def pay_third_party(case: ThirdParty, deductions: Deductions) -> Explained:
    """``min((loss − compulsory) × ratio, limit) × (1 − deductibles) − amount``."""
    rest = max(case.loss - case.compulsory_paid, ZERO)
    liable = rest * case.ratio
    capped = min(liable, case.limit)
    steps = [
        Step(rule=_("Loss of third parties"), result=to_cents(case.loss)),
        Step(rule=_("Less what compulsory cover pays"), factor=_minus(case.compulsory_paid), result=to_cents(rest)),
        Step(rule=_("Liability"), factor=_times(case.ratio), result=to_cents(liable)),
        Step(rule=_("Limit of the cover"), detail=f"≤ {case.limit:,.2f}", result=to_cents(capped)),
    ]
    return Explained((*steps, *_deducted(capped, deductions)))


def pay_own_damage(case: OwnDamage, deductions: Deductions) -> Explained:
    """Repair, or the value on a total loss (never more than either), less residual and receipts, times the rates."""
    start = min(case.sum_insured, case.value) if case.total_loss else min(case.repair, case.sum_insured)
    left = max(start - case.residual - case.received, ZERO)
    rated = left * case.ratio * case.average
    steps = [
        Step(
            rule=_("Total loss: actual value") if case.total_loss else _("Cost of repair"),
            detail=f"min({case.value if case.total_loss else case.repair:,.2f}, {case.sum_insured:,.2f})",
            result=to_cents(start),
        ),
        Step(
            rule=_("Less residual and what others paid"),
            factor=f"{_minus(case.residual)} {_minus(case.received)}",
            result=to_cents(left),
        ),
        Step(rule=_("Liability and average"), factor=_times(case.ratio * case.average), result=to_cents(rated)),
    ]
    return Explained((*steps, *_deducted(rated, deductions)))


def pay_seats(losses: Sequence[Decimal], limit: Decimal, seats: int, deductions: Deductions) -> Explained:
    """Each person up to the limit of a seat; no more persons than insured seats, the largest losses first."""
    paid = [min(loss, limit) for loss in sorted(losses, reverse=True)[:seats]]
    whole = sum(paid, ZERO)
    detail = " + ".join(f"{amount:,.2f}" for amount in paid)
    return Explained((Step(rule=_("Seats"), detail=detail, result=to_cents(whole)), *_deducted(whole, deductions)))


def _deducted(amount: Decimal, deductions: Deductions) -> list[Step]:
    after = amount * deductions.factor()
    steps = []
    if deductions.factor() != ONE:
        steps.append(
            Step(
                rule=_("Deductible"),
                factor=_times(deductions.factor()),
                result=to_cents(after),
                basis=deductions.clause,
            )
        )
    paid = to_cents(max(after - deductions.amount, ZERO))
    return [
        *steps,
        Step(rule=_("Absolute deductible"), factor=_minus(deductions.amount), result=paid, basis=deductions.clause),
    ]


def _minus(amount: Decimal) -> str:
    return f"− {amount:,.2f}"


def _times(factor: Decimal) -> str:
    return f"× {factor.normalize():f}"
