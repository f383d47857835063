"""Code requests, agreements and market notes in scope; shipments against agreements; concentration on products."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from django.db.models import Count, DecimalField, F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from core.workflow.refusals import Hidden
from organisation.public import ScopedActor, parameter
from parties.public import intermediary
from underwriting.models import CargoAgreement, CodeRequest, LedgerEntry, MarketNote, Policy, Proposal
from underwriting.rules.cargo_agreement import Shipment, beyond
from underwriting.rules.entry.choices import TARIFF_WORDS
from underwriting.rules.ledger_entry import CANCELLED
from underwriting.rules.market import ProductShare, Sold, concentration
from underwriting.selectors.catalogue import NoProduct, product
from underwriting.selectors.tables import NoTable, table

CARGO = "cargo"
T = TypeVar("T", CodeRequest, CargoAgreement, MarketNote)


def one_for(model: type[T], actor: ScopedActor, pk: int) -> T:
    """An object in scope; out of scope reads as not found."""
    found: T | None = visible(model, actor).filter(pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found


def visible(model: type[T], actor: ScopedActor) -> QuerySet[Any]:
    """The rows that the actor may see."""
    rows: QuerySet[Any] = model.objects.visible_to(actor).select_related("unit")
    return rows


def agreement_of(proposal: Proposal) -> CargoAgreement | None:
    """The agreement that a cargo entry names, within the branch."""
    number = str(proposal.content.get("agreement", "")).strip()
    if not number:
        return None
    return CargoAgreement.objects.filter(number=number, branch_id=proposal.branch_id).first()


def knows_agreement(number: str, branch_id: int | None) -> bool:
    """Whether the branch made an agreement of this number."""
    return CargoAgreement.objects.filter(number=number, branch_id=branch_id).exists()


def beyond_agreement(proposal: Proposal) -> tuple[str, ...]:
    """What of an entry lies beyond the agreement that it names: then it is underwritten by itself (UWR-03)."""
    number = str(proposal.content.get("agreement", "")).strip()
    if not number:
        return ()
    agreement = agreement_of(proposal)
    if agreement is None:
        return (_("there is no such agreement"),)
    rate = _rate_of(proposal)
    if is_of_others(agreement, proposal):
        return (_("the agreement was made with somebody else"),)
    shipment = Shipment(
        product=proposal.line,
        goods=str(proposal.content.get("goods", "")),
        start_on=proposal.start_on,
        sum_insured=proposal.line_sum_insured,
        rate=rate,
        declared=declared(agreement, without=proposal.pk),
    )
    return tuple(_(text) for text in beyond(agreement.conditions, shipment))


def is_of_others(agreement: CargoAgreement, proposal: Proposal) -> bool:
    """Whether the agreement was made with neither the customer nor the intermediary of the proposal. While an entry
    names no customer yet, nobody can say."""
    if not proposal.holder_id:
        return False
    if agreement.partner_id is None:
        return agreement.partner.strip() not in {proposal.holder_name, proposal.insured_name}
    if agreement.partner_id == proposal.intermediary_id:
        return False
    return intermediary(agreement.partner_id).party_id not in {proposal.holder_id, proposal.insured_id}


def _rate_of(proposal: Proposal) -> Decimal:
    insured = proposal.line_sum_insured
    return proposal.line_premium / insured if insured else Decimal(0)


def declared(agreement: CargoAgreement, *, without: int | None = None) -> Decimal:
    """The sums of policies issued under the agreement, and of certificates entered into the ledger."""
    under = {"branch_id": OuterRef("branch_id"), "agreed": OuterRef("number")}
    policies = Policy.objects.annotate(agreed=KeyTextTransform("agreement", "proposal__content")).filter(**under)
    policies = policies if without is None else policies.exclude(proposal_id=without)
    certificates = LedgerEntry.objects.annotate(agreed=F("agreement")).filter(**under).exclude(state=CANCELLED)
    total = _total_of(policies, "proposal__line_sum_insured") + _total_of(certificates, "sum_insured")
    found: QuerySet[Any] = CargoAgreement.objects.filter(pk=agreement.pk).annotate(total=total)
    return Decimal(found.values_list("total", flat=True).get())


def _total_of(rows: QuerySet[Any], column: str) -> Coalesce:
    sums = rows.order_by().values("branch_id").annotate(total=Sum(column)).values("total")
    return Coalesce(Subquery(sums), Decimal(0), output_field=DecimalField(max_digits=20, decimal_places=2))


def goods_of(code: str, on: date) -> list[str]:
    """The kinds of goods in a cargo tariff."""
    try:
        return list(table(f"{code}.tariff", on).data["rates"])
    except NoTable:
        return []


def goods_words(codes: Iterable[str], on: date) -> list[tuple[str, str]]:
    """The goods of some cargo tariffs, by their keys, in the reader's language."""
    keys = {key for code in codes if is_cargo(code, on) for key in goods_of(code, on)}
    return [(key, _(TARIFF_WORDS.get(key, key))) for key in sorted(keys)]


def is_cargo(code: str, on: date) -> bool:
    """Whether a product insures goods in transit."""
    try:
        return product(code, on).module == CARGO
    except NoProduct:
        return False


def shares(actor: ScopedActor, first: date, last: date) -> list[ProductShare]:
    """Premium by product between two days and in the same days a year before; too large shares are marked (PRD-07)."""
    before = {one.product: one.premium for one in _sold(actor, _year_before(first), _year_before(last))}
    limit = parameter("underwriting.concentration_limit", None, last)
    return concentration(_sold(actor, first, last), before, limit=limit)


def _sold(actor: ScopedActor, first: date, last: date) -> list[Sold]:
    rows = Policy.objects.visible_to(actor).filter(created_at__date__gte=first, created_at__date__lte=last)
    found = rows.order_by().values("line").annotate(premium=Sum("premium"), policies=Count("pk"))
    return [Sold(product=row["line"], premium=row["premium"], policies=row["policies"]) for row in found]


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year - 1)


def product_name(code: str, on: date) -> str:
    """The product as it is called on a day."""
    try:
        return product(code, on).name
    except NoProduct:
        return code
