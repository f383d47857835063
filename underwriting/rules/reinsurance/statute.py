"""What the Insurance Law lets the company keep (LAW-102, LAW-103); the multiples are parameters with a source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from core.money import CENT

WHOLE_SHARE, PART = Decimal(100), Decimal("0.0001")


@dataclass(frozen=True, slots=True, kw_only=True)
class Strength:
    """Paid-in capital and public reserves with the multiples of the law."""

    capital_and_reserves: Decimal
    risk_unit_share: Decimal
    premium_multiple: Decimal

    @property
    def largest_retention(self) -> Decimal:
        """The most that may be kept of one risk unit (LAW-103)."""
        return (self.capital_and_reserves * self.risk_unit_share).quantize(CENT, rounding=ROUND_DOWN)

    @property
    def largest_retained_premium(self) -> Decimal:
        """The most premium that may be kept in a year (LAW-102)."""
        return (self.capital_and_reserves * self.premium_multiple).quantize(CENT, rounding=ROUND_DOWN)

    def used_of_premium(self, retained: Decimal) -> Decimal:
        """The part of the bound that the premium kept in a year has used (LAW-102)."""
        bound = self.largest_retained_premium
        return (max(retained, Decimal(0)) / bound).quantize(PART, rounding=ROUND_HALF_UP) if bound else Decimal(1)

    def allows_retention(self, amount: Decimal) -> bool:
        return amount <= self.largest_retention


def missing_share(signed: Sequence[Decimal]) -> Decimal:
    """Percent that nobody has signed yet; negative when more than the whole was given away."""
    return WHOLE_SHARE - sum(signed, Decimal(0))
