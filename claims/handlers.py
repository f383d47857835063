"""Reactions to what finance tells: a paid claim is closed, one whose money came back is owed again."""

from __future__ import annotations

from claims.models import Claim
from claims.rules.claim_lifecycle import CLAIM_KIND
from claims.services.progress import CLOCK
from claims.services.reopen import note_bounced
from claims.services.settle import settle
from core.events import Delivery, on
from finance.public import PaymentBounced, PaymentSettled, is_advance
from organisation.public import system_actor


@on(PaymentSettled, name="claims.payment_settled", queue="default")
def payment_settled(event: PaymentSettled, delivery: Delivery) -> None:
    """The bank paid a claim. An advance counts when the claim is owed."""
    if event.document_kind != CLAIM_KIND or is_advance(event.payable_id):
        return
    unit_id = Claim.objects.values_list("unit_id", flat=True).get(pk=event.document_id)
    command = delivery.command(system_actor(CLOCK, unit_id=unit_id))
    settle(event.document_id, command, amount=event.amount, settled_at=event.settled_at)


@on(PaymentBounced, name="claims.payment_bounced", queue="default")
def payment_bounced(event: PaymentBounced, delivery: Delivery) -> None:
    """The payee's bank sent the money of a paid claim back."""
    if event.document_kind != CLAIM_KIND or is_advance(event.payable_id):
        return
    unit_id = Claim.objects.values_list("unit_id", flat=True).get(pk=event.document_id)
    note_bounced(event.document_id, delivery.command(system_actor(CLOCK, unit_id=unit_id)), amount=event.amount)
