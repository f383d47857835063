"""收费日报: what each clerk of a unit received on a day, by method, for the daily hand-over (domain 9.6, 9.14)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, Q, Sum

from core.clocks import at_midnight
from finance.models import Receipt
from finance.rules.entries import NIL
from finance.rules.lifecycles import receipt
from finance.selectors.scope import within
from organisation.models import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRow:
    """One clerk and method: confirmed receipts, and those voided on the day."""

    unit: str
    clerk: str
    method: str
    count: int
    amount: Decimal
    voided: int


def day_sheet(unit: Unit, on: date) -> list[DayRow]:
    """Receipts of a day by unit, clerk and method."""
    first = at_midnight(on)
    rows = Receipt.objects.filter(within(unit), received_at__gte=first, received_at__lt=first + timedelta(days=1))
    confirmed = Q(state=receipt.CONFIRMED)
    sums = (
        rows.values("unit__name", "entered_by__name", "method")
        .annotate(
            n=Count("pk", filter=confirmed),
            total=Sum("amount", filter=confirmed),
            voided=Count("pk", filter=~confirmed),
        )
        .order_by("unit__name", "entered_by__name", "method")
    )
    return [
        DayRow(
            unit=row["unit__name"],
            clerk=row["entered_by__name"] or "",
            method=row["method"],
            count=row["n"],
            amount=row["total"] or NIL,
            voided=row["voided"],
        )
        for row in sums
    ]
