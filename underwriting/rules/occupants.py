"""Liability towards those in the vehicle (车上人员责任险): the driver, and the passengers by seat (domain 4.1)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from core.explain import Explained, Step
from core.money import to_cents
from underwriting.rules.commercial_motor import PricingFactors, commercial_premium
from underwriting.rules.short_term import ShortPeriod
from underwriting.rules.words import gettext_noop as _

OCCUPANTS = "MPA"
DRIVER, PASSENGERS = "MPAD", "MPAP"
"""Codes of the two covers in a policy; the product is one."""

THOUSAND = Decimal(1000)
CODES = (_("MPAD"), _("MPAP"))  # the codes as steps of a premium show them; they are translated there


def passenger_seats(seats: int) -> int:
    """Every licensed seat but the driver's: seats are not chosen, so that nobody is left out by the next loss."""
    return max(seats - 1, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatRate:
    """Pure rate on the limit of a seat, by class of vehicle, and the factor of the limit."""

    rate: Decimal
    limit_factor: Decimal = Decimal(1)

    @property
    def applied(self) -> Decimal:
        return self.rate * self.limit_factor


def occupants_premium(
    limit: Decimal,
    seats: int,
    tariff: SeatRate,
    factors: PricingFactors,
    *,
    cover: str,
    period: ShortPeriod | None = None,
) -> Explained:
    """``limit of a seat × seats × pure rate × factor of the limit``, then loading and factors as for the other
    commercial covers."""
    insured = limit * seats
    begin = Step(
        rule=_("Limit of all insured seats"),
        detail=f"{limit:,.2f} × {seats}",
        result=to_cents(insured),
        basis=factors.version,
    )
    pure = insured * tariff.applied
    rated = Step(
        rule=_("Pure rate on the limit"),
        detail=cover,
        factor=f"× {(tariff.applied * THOUSAND).normalize():f} ‰",
        result=to_cents(pure),
        basis=factors.version,
    )
    _pure, *priced = commercial_premium(pure, factors, cover=cover, period=period).steps
    return Explained((begin, rated, *priced))
