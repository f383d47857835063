"""Who must look at a payment before money leaves the house (domain 9.6: payee, duplicates, checkers by amount)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierPayment:
    """Another payment of the same day to the same account."""

    number: str
    amount: Decimal
    payee_name: str


def checkers_needed(amount: Decimal, *, one_up_to: Decimal) -> int:
    """One checker up to the first limit of the U-key rule, two above it."""
    return 1 if amount <= one_up_to else 2


def likely_duplicates(amount: Decimal, earlier: Sequence[EarlierPayment]) -> tuple[EarlierPayment, ...]:
    """Payments of the same amount to the same account on the same day: to be explained before money moves again."""
    return tuple(payment for payment in earlier if payment.amount == amount)
