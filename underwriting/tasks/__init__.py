"""Queued work of underwriting."""

from underwriting.tasks import (
    deciding,
    desk,
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
    "deciding",
    "desk",
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
