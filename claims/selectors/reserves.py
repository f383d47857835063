"""What is reserved, and what a first reserve is."""

from __future__ import annotations

from decimal import Decimal

from django.utils.timezone import localdate

from claims.models import Claim
from claims.rules.motor_calculation import MCI, MOD, MTP, Kind
from claims.selectors.accident import losses_of
from claims.selectors.tables import usual_reserve
from underwriting.public import policy_copy

ZERO = Decimal("0.00")


def reserves_of(claim: Claim) -> dict[str, Decimal]:
    """What is reserved per coverage now: the last change of each."""
    return {entry.coverage: entry.new for entry in claim.reserves.order_by("pk")}


def first_reserves(claim: Claim) -> dict[str, Decimal]:
    """Known losses by coverage, else the usual figure of each coverage that the policy carries (domain 6.5)."""
    own, others = ZERO, ZERO
    for loss in losses_of(claim.report_id):
        if loss.kind is Kind.OWN_VEHICLE:
            own += loss.net
        else:
            others += loss.net
    known = {MCI: others, MTP: others, MOD: own}
    day = localdate(claim.occurred_at)
    carried = [coverage.code for coverage in policy_copy(claim.policy_id).coverages]
    if own + others > 0:
        return {code: known.get(code, ZERO) for code in carried}
    return {code: usual_reserve(day, code) for code in carried}
