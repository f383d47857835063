"""What policyholders insured in a period, for the segments of customers (CUS-06)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Sum

from underwriting.models import Policy


class HolderBook(NamedTuple):
    """Policies, premium and product lines of one policyholder."""

    policies: int
    premium: Decimal
    lines: frozenset[str]


def books_of_holders(actor: Any, since: date, until: date) -> dict[int, HolderBook]:
    """Policies that began in the period, by policyholder, in the reader's scope; one statement."""
    rows = Policy.objects.visible_to(actor).filter(start_on__gte=since, start_on__lte=until)
    found = rows.values("holder_id").annotate(
        count=Count("pk"), sum=Sum("premium"), held=ArrayAgg("line", distinct=True, default=[])
    )
    return {r["holder_id"]: HolderBook(r["count"], r["sum"] or Decimal(0), frozenset(r["held"])) for r in found}
