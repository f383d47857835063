"""When premium of a policy came in: who takes it although he knows a ground waives the ground (LAW-16)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db.models import Exists, Min, OuterRef, Q
from django.utils.timezone import localdate, make_aware

from finance.models import PremiumIncome, ReceiptItem
from finance.rules.lifecycles import receipt


def premium_taken_on(kind: str, pk: int, *, after: date, until: date) -> date | None:
    """The first day later than ``after``, up to ``until``, on which premium of a policy was received; its premium is
    due on what was decided, additions on the policy itself. On the day itself nobody knows what came first."""
    first = PremiumIncome.objects.filter(
        document_kind=kind,
        document_id=pk,
        premium_kind=OuterRef("receivable__document_kind"),
        premium_id=OuterRef("receivable__document_id"),
    )
    own = Q(receivable__document_kind=kind, receivable__document_id=pk)
    taken = ReceiptItem.objects.filter(
        own | Q(Exists(first)),
        receipt__state=receipt.CONFIRMED,
        receivable__premium__gt=0,
        receipt__received_at__gte=_begin(after + timedelta(days=1)),
        receipt__received_at__lt=_begin(until + timedelta(days=1)),
    )
    found: datetime | None = taken.aggregate(first=Min("receipt__received_at"))["first"]
    return None if found is None else localdate(found)


def _begin(day: date) -> datetime:
    return make_aware(datetime.combine(day, time.min))
