"""Premium due from a customer and payments to him, as the customer's page shows them."""

from __future__ import annotations

from typing import Any, cast

from django.utils.timezone import localdate

from core.workflow.command import Actor
from finance.models import Payable, Receivable
from organisation.public import ScopedActor
from parties.public import BusinessRow

SHOWN = 20


def premium_due_from(party_id: int, actor: Actor) -> list[BusinessRow]:
    """Premium that the customer owes or owed, the latest due first, in the reader's scope."""
    rows = Receivable.objects.visible_to(cast("ScopedActor", actor)).filter(payer_id=party_id)
    return [_row(row, row.document_number, row.due_on) for row in rows.order_by("-due_on", "-pk")[:SHOWN]]


def payments_to(party_id: int, actor: Actor) -> list[BusinessRow]:
    """Claims and refunds that are paid to the customer, the newest first, in the reader's scope."""
    rows = Payable.objects.visible_to(cast("ScopedActor", actor)).filter(payee_id=party_id)
    return [_row(row, row.number, localdate(row.created_at)) for row in rows.order_by("-created_at", "-pk")[:SHOWN]]


def _row(row: Any, number: str, day: Any) -> BusinessRow:
    state = row.lifecycle.state(row.state)
    return BusinessRow(
        kind=row.lifecycle.kind,
        pk=row.pk,
        number=number,
        text=f"¥{row.amount:,.2f} · {row.reason or row.line}",
        period=day.isoformat(),
        state=state.label,
        tone=state.tone.value,
    )
