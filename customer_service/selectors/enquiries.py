"""Enquiries in scope, and what can be recommended on a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _t

from core.parameters import Declaration, Kind, declare
from core.workflow.command import Actor
from core.workflow.refusals import Hidden
from customer_service.models import Enquiry
from customer_service.rules.desks import Desk
from customer_service.rules.enquiry import ENQUIRY, ENQUIRY_KIND, Advice, Offer, recommend, table_of
from customer_service.rules.words import gettext_noop as _
from organisation.public import ScopedActor, Unit, UnitKind, centre_of, parameter, sub_branches_of
from parties.public import BusinessRow, InvalidEntry, PartyFact, find_parties, party
from underwriting.public import products

FREQUENT = "customer_service.frequent_claims"
TABLE = "customer_service.need_products"
SHOWN, LIKELY = 20, 8
DEFAULT = (
    "vehicle:MOTOR", "home:HHP", "family:IPA", "premises:PRA+PRC+PRB", "standstill:BIL", "machines:MBD",
    "goods:CGD+CGO", "employees:EML", "staff_accident:GPA", "visitors:PLL", "products:PDL", "students:SCL+STP",
    "works:CAR+EAR",
)  # fmt: skip


def declare_parameters() -> None:
    """Which products answer which need is a rule like others: with days, changed by four eyes."""
    declare(
        Declaration(
            name=TABLE, label=_("Products that are recommended for each need"), kind=Kind.LIST, default=list(DEFAULT),
            source=_("S1 3(1)2: needs analysis"),
        ),
        Declaration(
            name=FREQUENT, label=_("Claims in a period from which a customer is looked at"), kind=Kind.INTEGER,
            default=3, unit_of_measure=_("claims"), source=_("S1 5(1)3: behaviour of customers"),
        ),
    )  # fmt: skip


def on_sale(on: date) -> list[Offer]:
    """Every product that may be recommended."""
    return [Offer(fact.code, fact.name) for fact in products(on)]


def advice_for(needs: Sequence[str], on: date) -> list[Advice]:
    """What the rules recommend for the needs."""
    return recommend(needs, table_of(parameter(TABLE, None, on)), on_sale(on))


def enquiries(actor: Any) -> QuerySet[Enquiry]:
    """Enquiries of the units in the actor's scope, and those that passed through the actor's hands."""
    seen = cast("ScopedActor", actor).scope_filter(Enquiry)
    if actor.staff_id is not None:
        seen |= Q(hands__contains=[actor.staff_id])
    rows: QuerySet[Enquiry] = Enquiry.objects.filter(seen).select_related("unit")
    return rows


def enquiry_for(actor: Any, pk: int) -> Enquiry:
    """One enquiry in scope; out of it reads as not found."""
    found = enquiries(actor).filter(pk=pk).first()
    if found is None:
        raise Hidden(_t("Not found."))
    return found


def places_of(actor: Actor) -> dict[int, str]:
    """The sub-branches of the actor's branch that may deal with an enquiry, the actor's own first."""
    listed = sub_branches_of(actor.unit_id)
    return {unit.pk: unit.label for unit in sorted(listed, key=lambda unit: unit.pk != actor.unit_id)}


def place_of(unit_id: int, desk: Desk, wanted: int | None) -> Unit:
    """The unit in which a desk is found: the claims and service centre of the branch, or a sub-branch of it."""
    if desk.central:
        return centre_of(unit_id, UnitKind.CLAIMS_CENTRE)
    listed = {unit.pk: unit for unit in sub_branches_of(unit_id)}
    found = listed.get(wanted or Unit.objects.get(pk=unit_id).sub_branch_id or 0)
    if found is None:
        raise InvalidEntry(_t("Choose the sub-branch that shall answer."), field="unit_id")
    return found


def likely_customers(enquiry: Enquiry, actor: Actor, text: str = "") -> list[PartyFact]:
    """Who the person may be: the customer of the enquiry, who has its telephone number, who has the name, and who is
    found by what was typed."""
    found = [party(enquiry.party_id)] if enquiry.party_id else []
    for asked in (text, enquiry.phone, enquiry.name):
        found += find_parties(asked, actor) if asked.strip() else []
    return list({one.id: one for one in found if one.is_active}.values())[:LIKELY]


def enquiries_of_customer(party_id: int, actor: Actor) -> list[BusinessRow]:
    """Enquiries of a customer, the newest first."""
    rows = enquiries(actor).filter(party_id=party_id).order_by("-asked_at", "-pk")[:SHOWN]
    return [_row(row) for row in rows]


def _row(row: Enquiry) -> BusinessRow:
    state = ENQUIRY.state(row.state)
    return BusinessRow(
        kind=ENQUIRY_KIND,
        pk=row.pk,
        number=row.number,
        text=row.question[:60],
        period=row.asked_at.date().isoformat(),
        state=state.label,
        tone=state.tone.value,
    )
