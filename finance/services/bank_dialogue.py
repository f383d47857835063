"""From a released order to the bank's answer, whatever dies in between: send once, then only ask (reliability R13)."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid5

from django.db.models import F

from core.workflow.command import Command
from finance.models import PaymentOrder
from finance.rules.lifecycles import payment as lifecycle
from finance.services.bank import Answer, Bank, BankTimeout, Instruction, Outcome, bank
from finance.services.payments import NEVER_SEEN, mark_sent, mark_unknown, reject_payment, settle_payment
from organisation.public import system_actor

OPEN = frozenset({lifecycle.RELEASED, lifecycle.SENT, lifecycle.UNKNOWN})


def pursue(order_id: int, at: datetime) -> bool:
    """Take an order one step further with the bank. True when nothing is left to ask."""
    order = PaymentOrder.objects.select_related("payable").get(pk=order_id)
    if order.state not in OPEN:
        return True
    answer = _send(order, at) if order.state == lifecycle.RELEASED else _inquire(order)
    _carry_out(order, answer, at)
    return answer.outcome in {Outcome.PAID, Outcome.REJECTED}


def _send(order: PaymentOrder, at: datetime) -> Answer:
    """Committed as sent before the bank hears of it."""
    mark_sent(order.pk, _command(order, "sent", at))
    gateway: Bank = bank()
    try:
        return gateway.pay(
            Instruction(
                request_id=order.request_id,
                amount=order.amount,
                payee_name=order.payee_name,
                bank_name=order.bank_name,
                account=order.account,
                purpose=order.payable.claim_number,
                at=at,
            )
        )
    except BankTimeout:
        return Answer(outcome=Outcome.PENDING)


def _inquire(order: PaymentOrder) -> Answer:
    try:
        answer = bank().inquire(order.request_id)
    except BankTimeout:
        answer = Answer(outcome=Outcome.PENDING)
    said = NEVER_SEEN if answer.outcome is Outcome.NEVER_SEEN else ""
    PaymentOrder.objects.filter(pk=order.pk).update(inquiries=F("inquiries") + 1, bank_message=said)
    return answer


def _carry_out(order: PaymentOrder, answer: Answer, at: datetime) -> None:
    if answer.outcome is Outcome.PAID:
        settle_payment(order.pk, _command(order, "settled", at), reference=answer.reference)
    elif answer.outcome is Outcome.REJECTED:
        reject_payment(order.pk, _command(order, "rejected", at, reason=answer.message))
    elif order.state != lifecycle.UNKNOWN:
        mark_unknown(order.pk, _command(order, "unknown", at))


def _command(order: PaymentOrder, step: str, at: datetime, reason: str = "") -> Command:
    """The same step of the same order always has the same key, whichever worker takes it."""
    return Command(
        key=uuid5(order.request_id, step), actor=system_actor("ledger", unit_id=order.unit_id), at=at, reason=reason
    )
