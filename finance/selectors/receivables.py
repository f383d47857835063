"""Premium due and paid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import DecimalField, F, Max, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from finance.models import Payable, PremiumIncome, Receivable
from finance.rules.entries import NIL
from finance.rules.lifecycles import payment, premium_income, receivable
from finance.rules.payables import Purpose

STANDING = (premium_income.WAITING, premium_income.RECOGNISED)


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
    """Premium received on a document so far. More premium that was agreed before cover began counts once something is
    issued on it; what went back before cover began is left out."""
    due = Receivable.objects.filter(document_kind=kind, document_id=pk, income=None)
    due = due.exclude(addition=True, bound_at=None)
    items = list(due.exclude(state=receivable.CANCELLED).annotate(gone=_gone_back()).order_by("instalment"))
    if not items:
        return PaidPremium()
    first = items[0]
    settled = [item for item in items if item.state == receivable.SETTLED]
    return PaidPremium(
        premium=sum((item.premium for item in settled), NIL) - (first.gone or NIL),
        vehicle_tax=sum((item.vehicle_tax for item in settled), NIL),
        tax_rate=first.tax_rate,
        document_number=first.document_number,
        payer_id=first.payer_id,
        payer_name=first.payer_name,
        salesperson_id=first.salesperson_id,
    )


def _gone_back() -> Any:
    """What goes back of the advance on a document while its policy stands (less premium from the first day)."""
    back = Payable.objects.filter(
        claim_kind=OuterRef("document_kind"),
        claim_id=OuterRef("document_id"),
        purpose=Purpose.ADVANCE_RETURN,
        income__state__in=STANDING,
    )
    sums = back.exclude(state=payment.WITHDRAWN).values("claim_id").annotate(total=Sum("indemnity"))
    return Subquery(sums.values("total"))


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
    totals = {
        (r["premium_kind"], r["premium_id"]): r["total"]
        for r in rows.annotate(total=Sum(F("gross") + F("more_net") + F("more_tax")))
    }
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


def paid_for(income: PremiumIncome) -> PaidPremium:
    """Premium received for a policy, with the customer who holds the contract now: money goes back to that one, and
    more is due from that one."""
    first = paid_on(income.premium_kind, income.premium_id)
    if income.holder_id is None:
        return first
    return replace(first, payer_id=income.holder_id, payer_name=income.holder_name)


def next_addition(income: PremiumIncome) -> int:
    """The number of the next item of premium due on a policy: one row of numbers over the policy and the document on
    which its first premium was due."""
    own = next_instalment(income.document_kind, income.document_id)
    return max(own, next_instalment(income.premium_kind, income.premium_id))


def refundable(income: PremiumIncome) -> Decimal:
    """Premium of a policy that came in, additions included, less what went back or is about to."""
    return paid_on(income.premium_kind, income.premium_id).premium + changed_since(income)


def changed_since(income: PremiumIncome) -> Decimal:
    """Additions that came in since the issue, less what went back or is about to."""
    found = with_changes(PremiumIncome.objects.filter(pk=income.pk)).values_list("changed", flat=True).first()
    return Decimal(found or NIL)


def with_changes(incomes: QuerySet[PremiumIncome]) -> QuerySet[Any]:
    """Each with ``changed``: what came in and went back on it since the issue."""
    added = Receivable.objects.filter(income=OuterRef("pk"), state=receivable.SETTLED)
    refunds = Payable.objects.filter(income=OuterRef("pk"), purpose=Purpose.REFUND).exclude(state=payment.WITHDRAWN)
    return incomes.annotate(changed=_total_of(added, "premium") - _total_of(refunds, "amount"))


def _total_of(rows: QuerySet[Any], column: str) -> Coalesce:
    sums = rows.order_by().values("income").annotate(total=Sum(column)).values("total")
    return Coalesce(Subquery(sums), Value(NIL), output_field=DecimalField(max_digits=20, decimal_places=2))
