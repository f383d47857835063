"""How customers pay, for their credit rating (domain 10.3)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import TruncDate

from finance.models import PremiumIncome, Receivable
from finance.rules.entries import NIL
from finance.rules.lifecycles import receivable
from organisation.public import ScopedActor

YEAR = timedelta(days=365)


def _owed(rows: QuerySet[Receivable]) -> QuerySet[Receivable]:
    """What waits for its money; of an addition on which nothing is issued yet nothing is owed."""
    return rows.filter(state=receivable.DUE).exclude(addition=True, bound_at=None)


def overdue_of(payer_id: int, on: date) -> Decimal:
    """Premium of a customer that should have been paid before a day."""
    late = _owed(Receivable.objects.filter(payer_id=payer_id)).filter(due_on__lt=on)
    return late.aggregate(total=Sum("amount"))["total"] or NIL


def overdue_by_sub_branch(actor: ScopedActor, on: date) -> dict[int, Decimal]:
    """Premium in the actor's scope that should have been paid before a day, by sub-branch."""
    late = _owed(Receivable.objects.visible_to(actor)).filter(due_on__lt=on, sub_branch__isnull=False)
    return dict(late.order_by().values_list("sub_branch_id").annotate(total=Sum("amount")))


def credit_given_to(payer_id: int) -> Decimal:
    """Premium that a customer owes for cover that was issued before it was paid."""
    issued = PremiumIncome.objects.filter(premium_kind=OuterRef("document_kind"), premium_id=OuterRef("document_id"))
    owed = _owed(Receivable.objects.filter(Exists(issued), payer_id=payer_id))
    return owed.aggregate(total=Sum("amount"))["total"] or NIL


def payment_behaviour(party_ids: Collection[int], since: date, on: date) -> dict[int, dict[str, Any]]:
    """Premium that fell due, how much of it was paid in time, and the oldest that is open; one statement."""
    unpaid = ~Q(state=receivable.SETTLED)
    rows = (
        Receivable.objects.filter(payer_id__in=party_ids, due_on__gt=since, due_on__lte=on)
        .exclude(state=receivable.CANCELLED)
        .annotate(paid_on=TruncDate("settled_at"))
        .values("payer_id")
        .annotate(
            due_count=Count("pk"),
            timely=Count("pk", filter=Q(state=receivable.SETTLED, paid_on__lte=F("due_on"))),
            oldest=Min("due_on", filter=unpaid & Q(due_on__lt=on)),
            year=Sum("premium", filter=Q(due_on__gt=on - YEAR)),
        )
    )
    return {
        row["payer_id"]: {
            "dues": row["due_count"],
            "on_time": row["timely"],
            "oldest_overdue": (on - row["oldest"]).days if row["oldest"] else 0,
            "premium": row["year"] or NIL,
        }
        for row in rows
    }
