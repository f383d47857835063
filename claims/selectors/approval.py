"""Who must approve a claim."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from claims.models import Claim
from organisation.public import parameter


def two_needed(claim: Claim, on: date) -> bool:
    """From the threshold of the branch on two different persons approve (domain 6.8)."""
    threshold = Decimal(parameter("claims.two_approvers_from", claim.unit, on))
    return bool(claim.payable >= threshold)
