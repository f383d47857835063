"""What should be unearned per policy at the end of a day, from what was received and what went back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from core.clocks import local_day
from core.money import net_of_tax
from finance.models import Payable, PremiumIncome, Receivable, UnearnedMeasure
from finance.rules.entries import NIL
from finance.rules.lifecycles import payment, premium_income, receivable
from finance.rules.payables import Purpose
from finance.rules.unearned import Layer, unearned_of
from finance.selectors.scope import within
from organisation.models import Unit

Change = tuple[Decimal, date, date | None]


@dataclass(frozen=True, slots=True)
class Measured:
    """One policy: what is booked as unearned, and what should be."""

    income: PremiumIncome
    target: Decimal


def measures(actor: Any) -> QuerySet[UnearnedMeasure]:
    return UnearnedMeasure.objects.visible_to(actor).select_related("unit")


def to_measure(unit: Unit, on: date) -> Iterator[tuple[tuple[int, str], list[Measured]]]:
    """Policies whose unearned premium changes, per unit and line; locked against refunds until the commit."""
    running = PremiumIncome.objects.filter(within(unit), state=premium_income.RECOGNISED, recognised_on__lte=on)
    running = running.filter(Q(unearned__gt=0) | Q(cover_end__gt=on))
    policies = list(running.select_for_update(no_key=True, of=("self",)).order_by("pk"))
    layers, pending = _layers(unit, on), _pending(unit)
    groups: dict[tuple[int, str], list[Measured]] = defaultdict(list)
    for income in policies:
        target = _target(income, layers[income.pk], pending[income.pk], on)
        if target != income.unearned:
            groups[income.unit_id, income.line].append(Measured(income, target))
    yield from sorted(groups.items())


def _target(income: PremiumIncome, changes: list[Change], pending: Decimal, on: date) -> Decimal:
    """After cancellation nothing stays but what an unpaid refund is still to release."""
    if income.ended_on is not None and income.ended_on <= on:
        return Decimal(min(pending, income.unearned))
    end = income.agreed_end or income.cover_end
    own = Layer(income.net_now, income.cover_start, end)
    return unearned_of([own, *(Layer(net, since, until or end) for net, since, until in changes)], on)


def _layers(unit: Unit, on: date) -> dict[int, list[Change]]:
    """Additions paid (plus) and refunds paid (minus) up to the day, with the days for which they count."""
    found: dict[int, list[Change]] = defaultdict(list)
    added = Receivable.objects.filter(within(unit), income__isnull=False, state=receivable.SETTLED)
    items: Any = added.values_list("income_id", "net", "settled_at", "pays_from", "pays_until")
    for pk, net, at, *days in items:
        if _counts(at, on):
            found[pk].append(_change(net, at, *days))
    back = Payable.objects.filter(within(unit), purpose=Purpose.REFUND, state=payment.PAID)
    for pk, net, at in back.values_list("income_id", "indemnity", "paid_at"):
        if pk and _counts(at, on):
            found[pk].append(_change(-net, at))
    _add_owed(unit, on, found)
    return found


def _add_owed(unit: Unit, on: date, found: dict[int, list[Change]]) -> None:
    """What an endorsement added and is paid later stands in the premium of the policy, and is earned over its own days
    alone: it is taken out of the days of the contract."""
    mine = PremiumIncome.objects.filter(premium_kind=OuterRef("document_kind"), premium_id=OuterRef("document_id"))
    items: Any = Receivable.objects.filter(within(unit), addition=True, pays_from__isnull=False, bound_at__isnull=False)
    items = items.exclude(state=receivable.CANCELLED).annotate(
        policy=Subquery(mine.values("pk")[:1]), since=Subquery(mine.values("cover_start")[:1])
    )
    for item in items:
        net, _tax = net_of_tax(item.premium, item.tax_rate)
        found[item.policy].append((-net, item.since, None))
        if _counts(item.bound_at, on):
            found[item.policy].append(_change(net, item.bound_at, item.pays_from, item.pays_until))


def _counts(at: datetime | None, on: date) -> bool:
    return at is not None and local_day(at) <= on


def _change(net: Decimal, at: Any, since: date | None = None, until: date | None = None) -> Change:
    """From the day of the money on, or from the first day that it pays for."""
    return net, max(local_day(at), since or date.min), until


def _pending(unit: Unit) -> dict[int, Decimal]:
    found: dict[int, Decimal] = defaultdict(lambda: NIL)
    open_refunds = Payable.objects.filter(within(unit), purpose=Purpose.REFUND, state=payment.OPEN, unearned__gt=0)
    for pk, released in open_refunds.values_list("income_id", F("unearned")):
        if pk is not None:
            found[pk] += released
    return found
