"""The month as underwriting and reinsurance know it, beside the books (PRO-21, domain 5.11)."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Greatest, TruncDate
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core.money import net_of_tax
from core.workflow.refusals import Hidden
from finance.public import Use, booked_by_line, booked_on_documents, documents_by_line
from organisation.models import ScopedActor, Unit
from underwriting.models import (
    BookReconciliation,
    Coinsurance,
    Endorsement,
    Movement,
    MovementKind,
    Policy,
)
from underwriting.rules.book_reconciliation import CEDED, COMMISSION, COUNT, NIL, PREMIUM, RECOVERY, Compared, compare
from underwriting.rules.lifecycle import POLICY_KIND, VOIDED
from underwriting.rules.premium_tax import VOYAGE
from underwriting.selectors.coinsurance import own_part
from underwriting.selectors.pricing import premium_tax_rate

USES = {
    PREMIUM: Use.PREMIUM_INCOME,
    CEDED: Use.CEDED_PREMIUM,
    COMMISSION: Use.CEDING_COMMISSION,
    RECOVERY: Use.CEDED_CLAIMS,
}
Document = tuple[str, int]  # kind and key
MOVED = {MovementKind.PREMIUM: CEDED, MovementKind.COMMISSION: COMMISSION, MovementKind.RECOVERY: RECOVERY}


@dataclass(frozen=True, slots=True, kw_only=True)
class OnPolicy:
    """One policy behind a figure."""

    kind: str
    policy_id: int
    number: str
    business: Decimal
    booked: Decimal

    @property
    def difference(self) -> Decimal:
        return self.business - self.booked


def last_of(month: date) -> date:
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])


def first_month(branch_id: int) -> date | None:
    """The month before which nothing stands in the books of a branch: of its first policy or first cession."""
    issued = (
        Policy.objects.filter(branch_id=branch_id).order_by("created_at", "pk").values_list("created_at", flat=True)
    )
    ceded = Movement.objects.filter(branch_id=branch_id).order_by("booked_on", "pk").values_list("booked_on", flat=True)
    days = [*map(localdate, issued[:1]), *ceded[:1]]
    return min(days).replace(day=1) if days else None


def months_to_reconcile(branch_id: int, today: date) -> list[date]:
    """The months that have ended and were not reconciled yet, the newest first."""
    known = set(BookReconciliation.objects.filter(branch_id=branch_id).values_list("month", flat=True))
    first, month = first_month(branch_id), _month_before(today)
    found = []
    while first is not None and month >= first:
        found.append(month)
        month = _month_before(month)
    return [one for one in found if one not in known]


def _month_before(day: date) -> date:
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)


def figures_of(branch: Unit, month: date) -> list[Compared]:
    """Every line and measure of the month, both sides."""
    until = last_of(month)
    business: dict[tuple[str, str], Decimal] = defaultdict(lambda: NIL)
    counted: dict[tuple[str, Document], Decimal] = defaultdict(lambda: NIL)
    for document, _number, line, amount in _written(branch, month, until):
        business[line, PREMIUM] += amount
        counted[line, document] += amount
    for (line, _document), amount in counted.items():
        business[line, COUNT] += bool(amount)
    moved = Movement.objects.filter(branch_id=branch.pk, booked_on__range=(month, until))
    for line, kind, total in moved.order_by().values_list("line", "kind").annotate(Sum("amount")):
        business[line, MOVED[MovementKind(kind)]] += total
    ledger = booked_by_line(branch, month, until, frozenset(USES.values()))
    measures = {use: measure for measure, use in USES.items()}
    booked = {(line, measures[use]): amount for (line, use), amount in ledger.items()}
    documents = documents_by_line(branch, month, until, use=Use.PREMIUM_INCOME)
    return compare(business, booked | {(line, COUNT): Decimal(count) for line, count in documents.items()})


def behind(branch: Unit, month: date, *, line: str, measure: str) -> list[OnPolicy]:
    """The policies behind one figure, those that differ most first."""
    until = last_of(month)
    numbers: dict[Document, str] = {}
    business: dict[Document, Decimal] = defaultdict(lambda: NIL)
    for document, number, amount in _on_policies(branch, month, until, line, measure):
        numbers[document] = number
        business[document] += amount
    booked: dict[Document, Decimal] = defaultdict(lambda: NIL)
    use = Use.PREMIUM_INCOME if measure == COUNT else USES[measure]
    for one in booked_on_documents(branch, month, until, use=use, line=line):
        if one.document_kind == POLICY_KIND:
            document = (one.document_kind, one.document_id)
            numbers.setdefault(document, one.document_number)
            booked[document] += one.amount
    rows = [
        _row(document, number, business[document], booked[document], measure) for document, number in numbers.items()
    ]
    return sorted(rows, key=lambda row: (-abs(row.difference), row.number))


def _row(document: Document, number: str, business: Decimal, booked: Decimal, measure: str) -> OnPolicy:
    kind, pk = document
    if measure == COUNT:
        business, booked = Decimal(bool(business)), Decimal(bool(booked))
    return OnPolicy(kind=kind, policy_id=pk, number=number, business=business, booked=booked)


def _on_policies(
    branch: Unit, month: date, until: date, line: str, measure: str
) -> Iterator[tuple[Document, str, Decimal]]:
    if measure in (PREMIUM, COUNT):
        yield from ((doc, number, net) for doc, number, of, net in _written(branch, month, until, line) if of == line)
        return
    kind = next(one for one, name in MOVED.items() if name == measure)
    moved = Movement.objects.filter(branch_id=branch.pk, booked_on__range=(month, until), line=line, kind=kind)
    for pk, number, amount in moved.order_by().values_list("policy_id", "policy__number").annotate(Sum("amount")):
        yield (POLICY_KIND, pk), number, amount


def _written(branch: Unit, month: date, until: date, line: str = "") -> Iterator[tuple[Document, str, str, Decimal]]:
    """Own net premium of policies whose cover began, those of the ledger among them, and of changes that were issued,
    in the month."""
    known = Policy.objects.filter(branch_id=branch.pk, created_at__date__lte=until, start_on__lte=until)
    day = Greatest(F("start_on"), TruncDate("created_at"))
    begun = known.exclude(state=VOIDED).annotate(day=day).filter(day__gte=month)
    changed = Endorsement.objects.filter(Q(issued_at__date__range=(month, until)), branch_id=branch.pk)
    changed = changed.exclude(policy__state=VOIDED)
    if line:
        begun, changed = begun.filter(line=line), changed.filter(line=line)
    columns = ("pk", "number", "line", "start_on", "proposal_id", "premium", "product", "proposal__content__voyage")
    rows = list(begun.values_list(*columns))
    of_policy = {name: f"policy__{name}" for name in columns} | {"pk": "policy_id", "line": "line"}
    for moved in (F("delta"), -F("set_off")):  # each is booked by itself
        some = changed.annotate(moved=moved).exclude(moved=0)
        rows += some.values_list(*((of_policy | {"premium": "moved"})[name] for name in columns))
    shared = _shared({row[4] for row in rows})
    for pk, number, of, start_on, proposal_id, gross, code, voyage in rows:
        own = own_part(shared.get(proposal_id), abs(gross))
        net, _tax = net_of_tax(own, premium_tax_rate(start_on, code, {VOYAGE: voyage}))
        yield (POLICY_KIND, pk), number, of, net.copy_sign(gross)


def _shared(proposals: set[int]) -> dict[int, Coinsurance]:
    found = Coinsurance.objects.filter(proposal_id__in=proposals).prefetch_related("shares")
    return {one.proposal_id: one for one in found}


def reconciliations(actor: ScopedActor) -> QuerySet[BookReconciliation]:
    return BookReconciliation.objects.visible_to(actor).select_related("unit")


def reconciliation(actor: ScopedActor, pk: int) -> BookReconciliation:
    found = reconciliations(actor).filter(pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found
