"""The loss record of customers, for their credit rating (domain 10.3)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Count

from claims.models import Claim
from claims.rules.claim_lifecycle import CANCELLED


def loss_record(party_ids: Collection[int], since: date, on: date) -> dict[int, dict[str, Any]]:
    """Claims of accidents in the period that were not cancelled; one statement."""
    rows = Claim.objects.filter(insured_id__in=party_ids, occurred_at__date__gt=since, occurred_at__date__lte=on)
    counted = rows.exclude(state=CANCELLED).values("insured_id").annotate(claims=Count("pk"))
    return {row["insured_id"]: {"claims": row["claims"]} for row in counted}
