"""By when the law wants a decision (LAW-23, CT-27): kept with the claim, so that everybody sees the day.

A commercial claim is decided within 30 days of its first documents; the days from asking for missing documents to their
arrival do not count. A compulsory claim is decided within 5 days of complete documents.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from claims.models import Claim
from claims.rules.motor_calculation import MCI
from core import clocks

DECIDE, DECIDE_COMPULSORY = "claims.decide", "claims.decide_compulsory"


def start_deciding(claim: Claim, at: datetime) -> None:
    """The first documents came in."""
    if claim.documents_at is not None:
        return
    claim.documents_at = at
    if claim.line != MCI:
        claim.decide_by, _rule = clocks.due(DECIDE, at)


def documents_are_complete(claim: Claim, at: datetime) -> None:
    """Compulsory: the days begin now. Commercial: the time of the supplement is given back."""
    if claim.line == MCI:
        claim.decide_by, _rule = clocks.due(DECIDE_COMPULSORY, at)
    elif claim.documents_at is not None:
        due, _rule = clocks.due(DECIDE, claim.documents_at)
        claim.decide_by = due + _waited(claim)


def decide_again(claim: Claim, at: datetime) -> None:
    """A reopened claim has everything it needs: its days begin with the reopening."""
    claim.decide_by, _rule = clocks.due(DECIDE_COMPULSORY if claim.line == MCI else DECIDE, at)


def _waited(claim: Claim) -> timedelta:
    """From asking for what is missing until the last of it came."""
    since = claim.supplement_asked_at
    if since is None:
        return timedelta(0)
    asked = claim.documents.exclude(asked_at=None).exclude(received_at=None).order_by("-received_at")
    return (asked.values_list("received_at", flat=True).first() or since) - since
