"""What the reinsurers of a policy said to a request to change it (REI-06)."""

from __future__ import annotations

from django.db.models import F, Q, QuerySet

from underwriting.models import EndorsementAgreement
from underwriting.rules.reinsurance.agreement import OPENING


def answers_to(policy_id: int, request: str) -> QuerySet[EndorsementAgreement]:
    """What allows the request, by its number; the first counts: the newest that was said to it, else the newest that
    was said without a request. Gate and issue read the same one (LAW-103)."""
    said = EndorsementAgreement.objects.filter(policy_id=policy_id, state__in=OPENING)
    fitting = said.filter(Q(asked_for=None) | Q(asked_for__number=request))
    return fitting.order_by(F("asked_for").asc(nulls_last=True), "-pk")
