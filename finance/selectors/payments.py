"""Payables and payment orders."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db.models import Sum

from finance.models import Payable, PaymentOrder
from finance.rules.entries import NIL
from finance.rules.lifecycles import payment
from finance.rules.payments import EarlierPayment

DEAD = (payment.REJECTED, payment.REISSUED)


def payments_of_the_day(order: PaymentOrder, on: date) -> list[EarlierPayment]:
    """Other payment orders of the day to the same account, whatever claim they belong to."""
    others = PaymentOrder.objects.filter(account_index=order.account_index, created_at__date=on)
    others = others.exclude(pk=order.pk).exclude(state__in=DEAD)
    if order.replaces_id is not None:
        others = others.exclude(pk=order.replaces_id)
    return [EarlierPayment(number=o.number, amount=o.amount, payee_name=o.payee_name) for o in others.order_by("pk")]


def not_yet_ordered(payable: Payable) -> Decimal:
    """What remains of a payable beside its live orders."""
    ordered = payable.orders.exclude(state__in=DEAD).aggregate(total=Sum("amount"))["total"] or NIL
    return Decimal(payable.amount - ordered)
