"""The letter to a customer whose proposal is declined (5.0 #11)."""

from __future__ import annotations

from core.jobs import enqueue
from underwriting.models import Decision

LETTER_JOB = "underwriting.decline_letter"


def order_letter(decision: Decision) -> None:
    """It is made as queued work, once for a decision."""
    enqueue(LETTER_JOB, key=str(decision.pk), payload={"decision": decision.pk}, queue="documents")
