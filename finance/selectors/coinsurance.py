"""Premium that the leader of co-insured contracts collected for everybody, and what went back of it (domain 5.7)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.utils.timezone import localdate

from finance.models import Payable, PremiumIncome, Receivable
from finance.rules.entries import NIL
from finance.rules.lifecycles import payment, receivable
from finance.rules.payables import Purpose

GONE_BACK = (Purpose.REFUND, Purpose.ADVANCE_RETURN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """Amounts of the whole contract, each to be parted by its own table of shares: ``first`` is what came in of the
    premium of the issue, ``more`` the additions that were paid, ``back`` what goes back to the payer."""

    first: Decimal = NIL
    more: tuple[Decimal, ...] = ()
    back: tuple[Decimal, ...] = ()


def collected_on(kind: str, ids: Collection[int], until: date) -> dict[int, Collected]:
    """Documents of which co-insurers have a part, with what came in up to a day. What goes back counts as soon as it is
    decided, whatever the day: nothing is passed on that has to be asked for again."""
    incomes = PremiumIncome.objects.filter(document_kind=kind, document_id__in=ids, followers__gt=0)
    more, back = _additions(incomes, until), _gone_back(incomes)
    rows = incomes.annotate(paid=_first_premium(until)).values_list("pk", "document_id", "paid")
    return {
        document: Collected(first=paid or NIL, more=tuple(more[pk]), back=tuple(back[pk]))
        for pk, document, paid in rows
    }


class Received(NamedTuple):
    """Premium of the whole contract that came in on a day."""

    on: date
    premium: Decimal


def received_on(kind: str, ids: Collection[int], until: date) -> dict[int, list[Received]]:
    """By document: each amount of premium that ``collected_on`` counts, with its day; a co-insurer checks its part by
    them (domain 5.7)."""
    incomes = PremiumIncome.objects.filter(document_kind=kind, document_id__in=ids, followers__gt=0)
    known = {(one.premium_kind, one.premium_id): one.document_id for one in incomes}
    by_income = {one.pk: one.document_id for one in incomes}
    settled = Receivable.objects.filter(state=receivable.SETTLED, settled_at__date__lte=until)
    first = settled.filter(income=None, document_id__in=[document for _kind, document in known])
    found: dict[int, list[Received]] = defaultdict(list)
    for one in (first | settled.filter(income__in=incomes, followers__gt=0)).order_by("settled_at", "pk"):
        document = by_income.get(one.income_id or 0) or known.get((one.document_kind, one.document_id))
        if document is not None and one.settled_at is not None:
            found[document].append(Received(localdate(one.settled_at), one.premium))
    return dict(found)


def _first_premium(until: date) -> Subquery:
    """Instalments count one by one: the leader passes on what it has, not what was agreed."""
    due = Receivable.objects.filter(
        document_kind=OuterRef("premium_kind"),
        document_id=OuterRef("premium_id"),
        income=None,
        state=receivable.SETTLED,
        settled_at__date__lte=until,
    )
    return Subquery(due.order_by().values("document_id").annotate(total=Sum("premium")).values("total"))


def _additions(incomes: QuerySet[PremiumIncome], until: date) -> dict[int, list[Decimal]]:
    paid = Receivable.objects.filter(
        income__in=incomes, followers__gt=0, state=receivable.SETTLED, settled_at__date__lte=until
    )
    return _by_income(paid.order_by("pk").values_list("income_id", "premium"))


def _gone_back(incomes: QuerySet[PremiumIncome]) -> dict[int, list[Decimal]]:
    """Refunds of which the co-insurers bear a part (``expense``, see ``Parts``)."""
    owed = Payable.objects.filter(income__in=incomes, purpose__in=GONE_BACK, expense__gt=0)
    return _by_income(owed.exclude(state=payment.WITHDRAWN).order_by("pk").values_list("income_id", "amount"))


def _by_income(rows: Iterable[tuple[Any, Decimal]]) -> dict[int, list[Decimal]]:
    found: dict[int, list[Decimal]] = defaultdict(list)
    for income, amount in rows:
        found[income].append(amount)
    return found
