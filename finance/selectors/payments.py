"""Payables and payment orders."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db.models import F, Q, Sum

from finance.models import Payable, PaymentOrder, PremiumIncome, VoucherLine
from finance.rules.accounts import Use
from finance.rules.entries import NIL
from finance.rules.lifecycles import payment
from finance.rules.payables import Purpose
from finance.rules.payments import EarlierPayment
from finance.selectors.scope import within
from organisation.models import Unit

ENDED = (payment.REISSUED, payment.CANCELLED)
DEAD = (payment.REJECTED, *ENDED)


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


def orders_of(payable: Payable) -> list[PaymentOrder]:
    """Orders of a payable that still lead somewhere, locked; a rejected one could be issued again."""
    rows = payable.orders.select_for_update(of=("self",), no_key=True)
    return list(rows.exclude(state__in=ENDED).order_by("pk"))


def advances_standing(kind: str, pk: int) -> tuple[Decimal, Decimal]:
    """What was advanced and paid on a claim and not set off yet, and what is advanced and not paid by the bank yet."""
    advances = Q(purpose=Purpose.CLAIM_ADVANCE)
    sums = Payable.objects.filter(claim_kind=kind, claim_id=pk).aggregate(
        paid=Sum("amount", filter=advances & Q(state=payment.PAID)),
        used=Sum("offset", filter=Q(purpose=Purpose.CLAIM) & ~Q(state=payment.WITHDRAWN)),
        under_way=Sum("amount", filter=advances & Q(state=payment.OPEN)),
    )
    return Decimal((sums["paid"] or NIL) - (sums["used"] or NIL)), Decimal(sums["under_way"] or NIL)


def commissions_on(income: PremiumIncome) -> list[Payable]:
    """Commissions of a policy that are owed or paid."""
    rows = Payable.objects.filter(income=income, purpose=Purpose.COMMISSION)
    return list(rows.exclude(state=payment.WITHDRAWN).order_by("pk"))


def is_owed(kind: str, pk: int, line: str) -> bool:
    """The claim itself is approved and owed to its payee."""
    rows = Payable.objects.filter(claim_kind=kind, claim_id=pk, line=line, purpose=Purpose.CLAIM)
    return rows.exclude(state=payment.WITHDRAWN).exists()


def clawbacks_of(payee_id: int) -> list[Payable]:
    """Commissions of a payee of which something clawed back is not set off yet, locked, the oldest first."""
    rows = Payable.objects.filter(purpose=Purpose.COMMISSION, payee_id=payee_id, clawed_back__gt=F("clawed_used"))
    return list(rows.select_for_update(of=("self",), no_key=True).order_by("pk"))


def advances_of(kind: str, pk: int) -> Decimal:
    """What is advanced on a claim, paid or about to be."""
    rows = Payable.objects.filter(claim_kind=kind, claim_id=pk, purpose=Purpose.CLAIM_ADVANCE)
    return rows.exclude(state=payment.WITHDRAWN).aggregate(total=Sum("amount"))["total"] or NIL


def vehicle_tax_to_remit(unit: Unit, month: date) -> Decimal:
    """Vehicle tax in the books up to the end of a month, less what is remitted or about to be."""
    lines = VoucherLine.objects.filter(
        within(unit, "voucher__"), account__use=Use.VEHICLE_TAX, voucher__month__lte=month
    )
    booked = lines.aggregate(total=Sum(F("credit") - F("debit")))["total"] or NIL
    going = Payable.objects.filter(within(unit), purpose=Purpose.VEHICLE_TAX, state=payment.OPEN)
    return Decimal(booked - (going.aggregate(total=Sum("amount"))["total"] or NIL))
