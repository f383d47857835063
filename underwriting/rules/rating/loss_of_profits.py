"""Loss of profits: gross profit by rate and indemnity period; only beside property or machinery cover (domain 4.5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from underwriting.rules.rating.basis import ZERO, Period, Rated, RatingFault, Tariff, positive, rate_in
from underwriting.rules.rating.composing import Item, Section, Terms, compose
from underwriting.rules.words import gettext_noop as _

COVER = "MAIN"


@dataclass(frozen=True, slots=True, kw_only=True)
class LossOfProfitsEntry:
    """What is entered for BIL; ``base_policy`` is the property or machinery policy that it goes with."""

    period: Period
    trade: str
    gross_profit: Decimal
    indemnity_months: str
    base_policy: str
    turnover: Decimal = ZERO
    deductible_days: int = 0
    factors: Mapping[str, str] = field(default_factory=dict)
    riders: tuple[str, ...] = ()


def rate(entry: LossOfProfitsEntry, tariff: Tariff) -> Rated:
    """Gross profit × rate × factor of the indemnity period."""
    if not entry.base_policy.strip():
        raise RatingFault("base_policy", _("Name the property or machinery policy that this cover goes with."))
    charged = rate_in(tariff, "rates", entry.trade, field="trade")
    item = Item(name=entry.trade, amount=positive(entry.gross_profit, "gross_profit"), rate=charged)
    factors = {**entry.factors, "indemnity_period": entry.indemnity_months}
    terms = Terms(period=entry.period, factors=factors, riders=entry.riders)
    return compose((Section(code=COVER, items=(item,)),), terms, tariff)
