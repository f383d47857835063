"""No-claim level of commercial motor insurance (domain 4.7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

MOST_YEARS = 3
HIGHEST, LOWEST = 5, -4
LAPSE_MONTHS_RESET, LAPSE_MONTHS_NO_FALL = 6, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimsHistory:
    """What the level is computed from. ``consecutive_years`` are years insured without a gap, at most 3 count;
    ``new_or_transferred`` vehicles begin at level 0."""

    consecutive_years: int = 0
    claims_in_3_years: int = 0
    claim_free_years: int = 0
    lapsed_months: int = 0
    new_or_transferred: bool = False


def level(history: ClaimsHistory) -> int:
    """Claims of the last three years − consecutive insured years, between −4 and 5.

    Level −4 needs at least four claim-free years in a row; a lapse of three to six months may raise, not lower, it;
    after more than six months, and for new or transferred vehicles, the level is 0.
    """
    if history.new_or_transferred or history.lapsed_months > LAPSE_MONTHS_RESET:
        return 0
    if history.claim_free_years > MOST_YEARS and not history.claims_in_3_years:
        computed = LOWEST
    else:
        computed = min(history.claims_in_3_years - min(history.consecutive_years, MOST_YEARS), HIGHEST)
    if history.lapsed_months >= LAPSE_MONTHS_NO_FALL:
        return max(computed, 0)
    return computed


def claim_free_years(told: int | None, *, insured: int, claims_in_3_years: int) -> int:
    """Years in a row without a claim that count: as told, never more than insured years. What nobody told is known for
    the three years only in which claims are counted, so it never gives the lowest level."""
    if told is not None:
        return min(told, insured)
    return 0 if claims_in_3_years else min(insured, MOST_YEARS)


def factor(reached: int, table: Mapping[int, Decimal]) -> Decimal:
    """The factor of a level."""
    return table[reached]
