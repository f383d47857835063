"""Figures of the finance centre for dashboards."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, Sum
from django.urls import reverse

from core import metrics
from core.clocks import at_midnight
from core.metrics import Flow, Metric, Point, Shape
from core.rules.periods import Span
from finance.models import Payable, PaymentOrder, Receipt, Receivable, Voucher
from finance.rules.lifecycles import payment, receipt, receivable, voucher
from finance.rules.payables import CLAIMS
from finance.rules.words import gettext_noop as _

DAYS_SHOWN = 14
NIL = Decimal("0.00")

PAID_CLAIMS = {"purpose": "claims", "state": payment.SETTLED}  # the list behind the figure


def _day(on: date) -> tuple[datetime, datetime]:
    first = at_midnight(on)
    return first, first + timedelta(days=1)


def premium_received(actor: Any, on: date) -> Sequence[Point]:
    """Premium confirmed on the day, vehicle tax included."""
    rows = Receipt.objects.visible_to(actor).filter(state=receipt.CONFIRMED, received_at__range=_day(on))
    return [Point(label="", value=rows.aggregate(total=Sum("amount"))["total"] or NIL)]


def _received(actor: Any, spans: Sequence[Span]) -> Sequence[Decimal | int]:
    rows = Receipt.objects.visible_to(actor).filter(state=receipt.CONFIRMED)
    return metrics.sums_of(rows, "received_at", spans, lambda q: Sum("amount", filter=q))


def _settled(actor: Any, spans: Sequence[Span]) -> Sequence[Decimal | int]:
    rows = PaymentOrder.objects.visible_to(actor).filter(state=payment.SETTLED, payable__purpose__in=CLAIMS)
    return metrics.sums_of(rows, "answered_at", spans, lambda q: Sum("amount", filter=q))


def premium_by_day(actor: Any, on: date) -> Sequence[Point]:
    """Premium confirmed on each of the last days."""
    first = _day(on - timedelta(days=DAYS_SHOWN - 1))[0]
    rows = Receipt.objects.visible_to(actor).filter(
        state=receipt.CONFIRMED, received_at__gte=first, received_at__lt=_day(on)[1]
    )
    totals = {row["received_at__date"]: row["t"] for row in rows.values("received_at__date").annotate(t=Sum("amount"))}
    days = [on - timedelta(days=back) for back in reversed(range(DAYS_SHOWN))]
    return [Point(label=f"{day:%m-%d}", value=totals.get(day, NIL)) for day in days]


def premium_due(actor: Any, on: date) -> Sequence[Point]:  # noqa: ARG001 - a balance, not a movement
    """Premium that is due and not yet paid."""
    rows = Receivable.objects.visible_to(actor).filter(state=receivable.DUE)
    return [Point(label="", value=rows.aggregate(total=Sum("amount"))["total"] or NIL, tone="wait")]


def payables_pending(actor: Any, on: date) -> Sequence[Point]:  # noqa: ARG001
    """Approved claims and advances on them that are not paid yet."""
    rows = Payable.objects.visible_to(actor).filter(state=payment.OPEN, purpose__in=CLAIMS)
    url = reverse("finance:payables") + f"?state={payment.OPEN}&purpose=claims"
    return [Point(label="", value=rows.aggregate(total=Sum("amount"))["total"] or NIL, tone="wait", url=url)]


def payments_settled(actor: Any, on: date) -> Sequence[Point]:
    """Payments of claims that the bank settled on the day."""
    settled = PaymentOrder.objects.visible_to(actor).filter(state=payment.SETTLED, answered_at__range=_day(on))
    rows = settled.filter(payable__purpose__in=CLAIMS)
    return [Point(label="", value=rows.aggregate(total=Sum("amount"))["total"] or NIL, tone="good")]


def vouchers_unposted(actor: Any, on: date) -> Sequence[Point]:  # noqa: ARG001
    """Vouchers on their way into the ledger, by state."""
    rows = Voucher.objects.visible_to(actor).exclude(state__in=[voucher.POSTED, voucher.REVERSED])
    counts = dict(rows.values_list("state").annotate(n=Count("pk")))
    states = [state for state in voucher.LIFECYCLE.states if state.value in counts]
    return [Point(label=state.label, value=counts[state.value], tone=state.tone.value) for state in states]


METRICS = (
    Metric(
        name="finance.premium_received",
        label=_("Premium received today"),
        unit="yuan",
        shape=Shape.NUMBER,
        query=premium_received,
        permission="finance.view_receivables",
        url_name="finance:receipts",
        order=300,
        flow=Flow(label=_("Premium received"), sums=_received, params="on"),
    ),
    Metric(
        name="finance.premium_by_day",
        label=_("Premium received by day"),
        unit="yuan",
        shape=Shape.SERIES,
        query=premium_by_day,
        permission="finance.view_receivables",
        url_name="finance:receipts",
        order=301,
    ),
    Metric(
        name="finance.premium_due",
        label=_("Premium due"),
        unit="yuan",
        shape=Shape.NUMBER,
        query=premium_due,
        permission="finance.view_receivables",
        url_name="finance:receivables",
        order=302,
    ),
    Metric(
        name="finance.payables_pending",
        label=_("Claims to be paid"),
        unit="yuan",
        shape=Shape.NUMBER,
        query=payables_pending,
        permission="finance.view_payments",
        url_name="finance:payables",
        order=303,
    ),
    Metric(
        name="finance.payments_settled",
        label=_("Claims paid today"),
        unit="yuan",
        shape=Shape.NUMBER,
        query=payments_settled,
        permission="finance.view_payments",
        url_name="finance:payments",
        order=304,
        flow=Flow(label=_("Claims paid"), sums=_settled, params="paid", also=PAID_CLAIMS),
    ),
    Metric(
        name="finance.vouchers_unposted",
        label=_("Vouchers not yet posted"),
        unit="",
        shape=Shape.PARTS,
        query=vouchers_unposted,
        permission="finance.view_vouchers",
        url_name="finance:vouchers",
        order=305,
    ),
)


def register() -> None:
    metrics.register(*METRICS)
