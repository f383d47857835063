"""Public, product and professional liability: on the limit of indemnity or on the turnover (domain 4.5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from underwriting.rules.rating.basis import ZERO, Period, Rated, RatingFault, Tariff, positive, rate_in
from underwriting.rules.rating.composing import Item, Section, Terms, compose
from underwriting.rules.words import gettext_noop as _

COVER, TURNOVER = "MAIN", "turnover"


@dataclass(frozen=True, slots=True, kw_only=True)
class LiabilityEntry:
    """What is entered for PLL, PDL and PIN. An aggregate of zero is the limit per accident."""

    period: Period
    trade: str
    limit: Decimal
    aggregate: Decimal = ZERO
    turnover: Decimal = ZERO
    description: str = ""
    address: str = ""
    claims_made: bool = False
    factors: Mapping[str, str] = field(default_factory=dict)
    riders: tuple[str, ...] = ()
    deductible_amount: Decimal = ZERO
    deductible_rate: Decimal = ZERO


def rate(entry: LiabilityEntry, tariff: Tariff) -> Rated:
    """Limit (or turnover) by the rate of the trade, by the factors. The aggregate is what the policy can cost."""
    limit = positive(entry.limit, "limit")
    insured = entry.aggregate or limit
    if insured < limit:
        raise RatingFault("aggregate", _("The aggregate is at least the limit per accident."))
    by_turnover = tariff.get("charged_on") == TURNOVER
    amount = positive(entry.turnover, "turnover") if by_turnover else limit
    charged = rate_in(tariff, "rates", entry.trade, field="trade")
    section = Section(
        code=COVER,
        items=(Item(name=entry.trade, amount=amount, rate=charged, insured=insured),),
        limit=limit,
        deductible_amount=entry.deductible_amount,
        deductible_rate=entry.deductible_rate,
    )
    return compose((section,), Terms(period=entry.period, factors=entry.factors, riders=entry.riders), tariff)
