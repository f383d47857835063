"""Receipts and payment orders in the global search: found by number, reference and name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from core import search
from finance.models import PaymentOrder, Receipt

STEP = 2_000


def index_receipt(receipt: Receipt, *, state: str, at: datetime) -> None:
    search.index(_receipt(receipt, state, at))


def index_payment(order: PaymentOrder, *, state: str, at: datetime) -> None:
    search.index(_payment(order, state, at))


def all_receipts() -> Iterator[search.Entry]:
    """Every receipt anew, when the search table is rebuilt."""
    for receipt in Receipt.objects.order_by("pk").iterator(chunk_size=STEP):
        yield _receipt(receipt, receipt.state, receipt.updated_at)


def all_payments() -> Iterator[search.Entry]:
    """Every payment order anew."""
    for order in PaymentOrder.objects.select_related("payable").order_by("pk").iterator(chunk_size=STEP):
        yield _payment(order, order.state, order.updated_at)


def _receipt(receipt: Receipt, state: str, at: datetime) -> search.Entry:
    shown = Receipt.lifecycle.state(state)
    return search.Entry(
        kind=Receipt.lifecycle.kind,
        object_id=receipt.pk,
        number=receipt.number,
        title=receipt.number,
        detail=f"{receipt.payer_name}  ¥{receipt.amount:,.2f}",
        names=(receipt.payer_name,),
        scope=search.Scope.of(receipt),
        state=shown.label,
        tone=shown.tone.value,
        at=at,
    )


def _payment(order: PaymentOrder, state: str, at: datetime) -> search.Entry:
    shown = PaymentOrder.lifecycle.state(state)
    return search.Entry(
        kind=PaymentOrder.lifecycle.kind,
        object_id=order.pk,
        number=order.number,
        title=order.number,
        detail=f"{order.payee_name}  ¥{order.amount:,.2f}  {order.payable.claim_number}",
        names=(order.payee_name,),
        scope=search.Scope.of(order),
        state=shown.label,
        tone=shown.tone.value,
        at=at,
    )
