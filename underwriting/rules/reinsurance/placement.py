"""The money of a placement, reinsurer by reinsurer: each has its line of amount and premium and its own commission."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.money import split, to_cents

NIL, PERCENT = Decimal("0.00"), Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What one reinsurer takes of a placement, in percent, and the commission that it gives back."""

    percent: Decimal
    commission_percent: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class LineMoney:
    """One line in money; what the reinsurer keeps of its premium is ``net``."""

    amount: Decimal = NIL
    premium: Decimal = NIL
    commission: Decimal = NIL

    @property
    def net(self) -> Decimal:
        return self.premium - self.commission


def money_of(lines: Sequence[Line], *, amount: Decimal, premium: Decimal) -> list[LineMoney]:
    """Every line in cents; the residual cent of amount and premium is the first line's, who leads. Lines that do not
    reach the whole yet leave the rest to nobody."""
    if not lines:
        return []
    percents = [line.percent for line in lines]
    amounts, premiums = parts(amount, percents), parts(premium, percents)
    return [
        LineMoney(amount=one, premium=paid, commission=to_cents(paid * line.commission_percent / PERCENT))
        for line, one, paid in zip(lines, amounts, premiums, strict=True)
    ]


def parts(total: Decimal, percents: Sequence[Decimal]) -> list[Decimal]:
    """``total`` by lines in percent."""
    missing = PERCENT - sum(percents, Decimal(0))
    if missing <= 0:
        return split(total, percents, residual_to=0)
    return [to_cents(total * one / PERCENT) for one in percents]


def together(lines: Sequence[LineMoney]) -> LineMoney:
    """The whole placement."""
    return LineMoney(
        amount=sum((one.amount for one in lines), NIL),
        premium=sum((one.premium for one in lines), NIL),
        commission=sum((one.commission for one in lines), NIL),
    )
