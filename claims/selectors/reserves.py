"""What is reserved, and what a first reserve is."""

from __future__ import annotations

from decimal import Decimal

from claims.models import Claim
from claims.rules.motor_calculation import MCI, MOD, MTP, Kind, Loss
from claims.selectors.tables import Tables, usual_reserve
from underwriting.public import policy_copy

ZERO = Decimal("0.00")


def reserves_of(claim: Claim) -> dict[str, Decimal]:
    """What is reserved per coverage now: the last change of each."""
    return {entry.coverage: entry.new for entry in claim.reserves.order_by("pk")}


def first_reserves(claim: Claim, losses: tuple[Loss, ...], found: Tables) -> dict[str, Decimal]:
    """Known losses by coverage, else the usual figure of each coverage that the policy carries (domain 6.5)."""
    own = sum((loss.net for loss in losses if loss.kind is Kind.OWN_VEHICLE), ZERO)
    others = sum((loss.net for loss in losses if loss.kind is not Kind.OWN_VEHICLE), ZERO)
    known = {MCI: others, MTP: others, MOD: own}
    carried = [coverage.code for coverage in policy_copy(claim.policy_id).coverages]
    if own + others > 0:
        return {code: known.get(code, ZERO) for code in carried}
    return {code: usual_reserve(found, code) for code in carried}
