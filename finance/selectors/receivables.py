"""Premium due and paid."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Max, Sum

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


def next_instalment(kind: str, pk: int) -> int:
    """The number of the next item of premium due on a document."""
    last = Receivable.objects.filter(document_kind=kind, document_id=pk).aggregate(last=Max("instalment"))["last"]
    return (last or 0) + 1


def refundable(income: PremiumIncome) -> Decimal:
    """Premium of a policy that came in, additions included, less what went back or is about to."""
    added = Receivable.objects.filter(income=income, state=receivable.SETTLED).aggregate(t=Sum("premium"))["t"] or NIL
    refunds = Payable.objects.filter(income=income, purpose=Purpose.REFUND).exclude(state=payment.WITHDRAWN)
    back = refunds.aggregate(t=Sum("amount"))["t"] or NIL
    return Decimal(paid_on(income.premium_kind, income.premium_id).premium + added - back)
