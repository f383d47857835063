"""Premium due and paid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Max, Q, Sum

from finance.models import Payable, PremiumIncome, Receivable
from finance.rules.entries import NIL
from finance.rules.lifecycles import payment, premium_income, receivable
from finance.rules.payables import Purpose


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidPremium:
    """What came in for a document, without vehicle tax."""

    premium: Decimal = NIL
    document_number: str = ""
    payer_id: int | None = None
    payer_name: str = ""
    salesperson_id: int | None = None
    vehicle_tax: Decimal = NIL
    tax_rate: Decimal = NIL


def paid_on(kind: str, pk: int) -> PaidPremium:
    """Premium received on a document so far."""
    due = Receivable.objects.filter(document_kind=kind, document_id=pk, income=None)
    items = list(due.exclude(state=receivable.CANCELLED).order_by("instalment"))
    if not items:
        return PaidPremium()
    first = items[0]
    settled = [item for item in items if item.state == receivable.SETTLED]
    return PaidPremium(
        premium=sum((item.premium for item in settled), NIL),
        vehicle_tax=sum((item.vehicle_tax for item in settled), NIL),
        tax_rate=first.tax_rate,
        document_number=first.document_number,
        payer_id=first.payer_id,
        payer_name=first.payer_name,
        salesperson_id=first.salesperson_id,
    )


def owed_on(items: Sequence[Receivable]) -> dict[int, Decimal]:
    """Premium of each item's document that is already income and not yet paid (the balance of account 1122); what
    earlier items of the same document clear is not owed to later ones."""
    left = _recognised(items)
    owed: dict[int, Decimal] = {}
    for item in items:
        key = (item.document_kind, item.document_id)
        owed[item.pk] = max(left.get(key, NIL), NIL)
        if key in left:
            left[key] -= item.premium
    return owed


def _recognised(items: Sequence[Receivable]) -> dict[tuple[str, int], Decimal]:
    """Income less receipts of the documents that have income already."""
    documents = {(item.document_kind, item.document_id) for item in items}
    chosen = Q()
    for kind, pk in documents:
        chosen |= Q(premium_kind=kind, premium_id=pk)
    rows = PremiumIncome.objects.filter(chosen, state=premium_income.RECOGNISED).values("premium_kind", "premium_id")
    totals = {(r["premium_kind"], r["premium_id"]): r["total"] for r in rows.annotate(total=Sum("gross"))}
    return {key: Decimal(total - paid_on(*key).premium) for key, total in totals.items()}


def issued_since(kind: str, pk: int, at: datetime | None) -> bool:
    """A policy was issued on the premium of this document at or after a moment."""
    return PremiumIncome.objects.filter(premium_kind=kind, premium_id=pk, created_at__gte=at).exists()


def is_recognised(kind: str, pk: int) -> bool:
    """The premium of this document is income."""
    found = PremiumIncome.objects.filter(premium_kind=kind, premium_id=pk, state=premium_income.RECOGNISED)
    return found.exists()


def next_instalment(kind: str, pk: int) -> int:
    """The number of the next item of premium due on a document."""
    last = Receivable.objects.filter(document_kind=kind, document_id=pk).aggregate(last=Max("instalment"))["last"]
    return (last or 0) + 1


def refundable(income: PremiumIncome) -> Decimal:
    """Premium of a policy that came in, additions included, less what went back or is about to."""
    return paid_on(income.premium_kind, income.premium_id).premium + changed_since(income)


def changed_since(income: PremiumIncome) -> Decimal:
    """Additions that came in since the issue, less what went back or is about to."""
    added = Receivable.objects.filter(income=income, state=receivable.SETTLED).aggregate(t=Sum("premium"))["t"] or NIL
    refunds = Payable.objects.filter(income=income, purpose=Purpose.REFUND).exclude(state=payment.WITHDRAWN)
    back = refunds.aggregate(t=Sum("amount"))["t"] or NIL
    return Decimal(added - back)
