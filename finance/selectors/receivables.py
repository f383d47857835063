"""Premium due and paid."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from finance.models import PremiumIncome, Receivable
from finance.rules.entries import NIL
from finance.rules.lifecycles import premium_income, receivable


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidPremium:
    """What came in for a document, without vehicle tax."""

    premium: Decimal = NIL
    document_number: str = ""
    payer_id: int | None = None
    payer_name: str = ""
    salesperson_id: int | None = None


def paid_on(kind: str, pk: int) -> PaidPremium:
    """Premium received on a document so far."""
    items = list(Receivable.objects.filter(document_kind=kind, document_id=pk).order_by("instalment"))
    if not items:
        return PaidPremium()
    first = items[0]
    return PaidPremium(
        premium=sum((item.premium for item in items if item.state == receivable.SETTLED), NIL),
        document_number=first.document_number,
        payer_id=first.payer_id,
        payer_name=first.payer_name,
        salesperson_id=first.salesperson_id,
    )


def owed_on(item: Receivable) -> Decimal:
    """Premium of the item's document that is already income and not yet paid (the balance of account 1122)."""
    recognised = PremiumIncome.objects.filter(
        premium_kind=item.document_kind, premium_id=item.document_id, state=premium_income.RECOGNISED
    ).aggregate(total=Sum("gross"))["total"]
    if recognised is None:
        return NIL
    paid = paid_on(item.document_kind, item.document_id).premium
    return max(Decimal(recognised) - paid, NIL)


def is_issued(kind: str, pk: int) -> bool:
    """A policy was issued on the premium of this document."""
    return PremiumIncome.objects.filter(premium_kind=kind, premium_id=pk).exists()
