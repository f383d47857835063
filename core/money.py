"""Money in whole cents. Amounts are yuan as ``Decimal``; a rate is a plain ``Decimal`` (0.0012 = 1.2 per mille)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
LARGEST = Decimal("9999999999999.99")  # numeric(18,2) columns carry a CHECK below 1e15, which also keeps NaN out


class NotWholeCents(ValueError):
    """An amount with fractions of a cent was used where money is stored or posted."""


def to_cents(amount: Decimal) -> Decimal:
    """Round half up to 0.01 yuan. Used once, at the end of a result on the level of one cover."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def whole_cents(amount: Decimal) -> Decimal:
    """Return ``amount`` with two decimals, or refuse it if that would change its value."""
    cents = to_cents(amount)
    if cents != amount:
        raise NotWholeCents(f"{amount} has fractions of a cent")
    return cents


def split(total: Decimal, weights: Sequence[Decimal], *, residual_to: int = -1) -> list[Decimal]:
    """Split ``total`` by ``weights``: each share is rounded, the residual cent goes to ``residual_to``.

    Raises ``ValueError`` when there is no positive weight.
    """
    whole = sum(weights, Decimal(0))
    if whole <= 0:
        raise ValueError("a split needs a positive weight")
    shares = [to_cents(total * weight / whole) for weight in weights]
    shares[residual_to] += total - sum(shares, Decimal(0))
    return shares


def net_of_tax(gross: Decimal, tax_rate: Decimal) -> tuple[Decimal, Decimal]:
    """Split a tax-inclusive amount into net and tax: ``net = round(gross / (1 + rate))``, tax is the rest."""
    net = to_cents(gross / (1 + tax_rate))
    return net, gross - net
