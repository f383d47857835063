"""What the books hold of a month, line by line and document by document, for reconciliation with the business."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F, QuerySet, Sum

from finance.models import VoucherLine
from finance.models.ledger import Origin
from finance.rules.accounts import Use
from finance.selectors.scope import within
from organisation.models import Unit

CREDITS = frozenset({Use.PREMIUM_INCOME, Use.CEDING_COMMISSION, Use.CEDED_CLAIMS})


@dataclass(frozen=True, slots=True, kw_only=True)
class BookedOnDocument:
    """What was booked on one business document."""

    document_kind: str
    document_id: int
    document_number: str
    amount: Decimal


def booked_by_line(unit: Unit, since: date, until: date, uses: frozenset[Use]) -> dict[tuple[str, Use], Decimal]:
    """Sums of business events and their reversals between two days, on the side on which an account grows."""
    rows = _lines(unit, since, until).filter(account__use__in=uses)
    summed = rows.order_by().values_list("line", "account__use").annotate(total=Sum(F("debit") - F("credit")))
    return {(line, Use(use)): _grown(Use(use), total) for line, use, total in summed}


def documents_by_line(unit: Unit, since: date, until: date, *, use: Use) -> dict[str, int]:
    """On how many documents of each line something is left booked; what was reversed within the time counts nothing."""
    rows = _lines(unit, since, until).filter(account__use=use, document_id__isnull=False)
    keys = ("line", "document_kind", "document_id")
    left = rows.order_by().values(*keys).annotate(total=Sum(F("debit") - F("credit"))).exclude(total=0)
    return dict(Counter(left.values_list("line", flat=True)))


def booked_on_documents(unit: Unit, since: date, until: date, *, use: Use, line: str) -> list[BookedOnDocument]:
    """The documents behind one of these sums."""
    rows = _lines(unit, since, until).filter(account__use=use, line=line, document_id__isnull=False)
    keys = ("document_kind", "document_id", "document_number")
    summed = rows.order_by().values_list(*keys).annotate(total=Sum(F("debit") - F("credit")))
    return [
        BookedOnDocument(document_kind=kind, document_id=pk, document_number=number, amount=_grown(use, total))
        for kind, pk, number, total in summed
    ]


def _lines(unit: Unit, since: date, until: date) -> QuerySet[VoucherLine]:
    business = VoucherLine.objects.filter(
        within(unit, "voucher__"), voucher__origin__in=(Origin.BUSINESS, Origin.REVERSAL)
    )
    return business.filter(voucher__date__range=(since, until))


def _grown(use: Use, total: Decimal) -> Decimal:
    return -total if use in CREDITS else total
