"""Second-level supervisors of the claims and customer service centre (ORG-12, ORG-13, B-15)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class SupervisorRule:
    """Figures of the guide: premium floor, staff above which supervisors may be set, staff per supervisor, maximum."""

    premium_floor: Decimal
    staff_above: int
    staff_per_supervisor: int
    maximum: int


def supervisors_allowed(premium_last_year: Decimal, staff: int, rule: SupervisorRule) -> int:
    """Both conditions must hold; one supervisor for each full group of staff above the base, up to the maximum."""
    if premium_last_year < rule.premium_floor or staff <= rule.staff_above:
        return 0
    return min((staff - rule.staff_above) // rule.staff_per_supervisor, rule.maximum)
