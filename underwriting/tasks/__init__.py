"""Queued work of underwriting."""

from underwriting.tasks import (
    day_prints,
    deciding,
    desk,
    ending_letters,
    endorsement_replies,
    instalments,
    mass,
    moratoria,
    papers,
    policies,
    quality,
    reinsurance,
    renewals,
    risk,
    risk_days,
)

__all__ = [
    "day_prints",
    "deciding",
    "desk",
    "ending_letters",
    "endorsement_replies",
    "instalments",
    "mass",
    "moratoria",
    "papers",
    "policies",
    "quality",
    "reinsurance",
    "renewals",
    "risk",
    "risk_days",
]
