"""Claims by customer and by cause, for the segments of customers and the patterns of claims (CUS-06)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Count, Sum

from claims.models import Claim
from claims.rules.claim_lifecycle import CANCELLED


class ClaimPattern(NamedTuple):
    """Claims of a line with one cause."""

    line: str
    cause: str
    claims: int
    paid: Decimal
    reserve: Decimal


class CustomerLosses(NamedTuple):
    """Claims of one insured."""

    claims: int
    paid: Decimal


def _of_period(actor: Any, since: date, until: date) -> Any:
    rows = Claim.objects.visible_to(actor).exclude(state=CANCELLED)
    return rows.filter(occurred_at__date__gte=since, occurred_at__date__lte=until)


def losses_of_customers(actor: Any, since: date, until: date) -> dict[int, CustomerLosses]:
    """Claims of accidents in the period, by insured, in the reader's scope; one statement."""
    found = _of_period(actor, since, until).values("insured_id").annotate(count=Count("pk"), sum=Sum("paid"))
    return {row["insured_id"]: CustomerLosses(row["count"], row["sum"] or Decimal(0)) for row in found}


def claim_patterns(actor: Any, since: date, until: date) -> list[ClaimPattern]:
    """Claims of accidents in the period by line and cause, the most frequent first; one statement."""
    found = (
        _of_period(actor, since, until)
        .values("line", "report__cause")
        .annotate(count=Count("pk"), sum=Sum("paid"), open=Sum("reserve"))
        .order_by("-count", "line", "report__cause")
    )
    nil = Decimal(0)
    return [ClaimPattern(r["line"], r["report__cause"], r["count"], r["sum"] or nil, r["open"] or nil) for r in found]
