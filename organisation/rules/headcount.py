"""How many people a post needs: by the premium and the number of business organisations (ORG-26, ORG-36, ORG-37)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Norm:
    """At least ``minimum``, one more for each full ``premium_each`` of the year before and for each full
    ``units_each`` of business organisations; 0 leaves a measure out."""

    minimum: int
    premium_each: Decimal
    units_each: int


def people_needed(norm: Norm, premium: Decimal, units: int) -> int:
    """What the norm asks for. One post may have several people and one person several posts."""
    by_premium = int(premium // norm.premium_each) if norm.premium_each else 0
    by_units = units // norm.units_each if norm.units_each else 0
    return norm.minimum + by_premium + by_units
