"""Enquiries in scope, and what can be recommended on a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from django.db.models import QuerySet
from django.utils.translation import gettext as _t

from core.parameters import Declaration, Kind, declare
from core.workflow.command import Actor
from core.workflow.refusals import Hidden
from customer_service.models import Enquiry
from customer_service.rules.enquiry import ENQUIRY, ENQUIRY_KIND, Advice, Offer, recommend, table_of
from customer_service.rules.words import gettext_noop as _
from organisation.public import ScopedActor, Unit, parameter, sub_branches_of
from parties.public import BusinessRow
from underwriting.public import products

FREQUENT = "customer_service.frequent_claims"
TABLE = "customer_service.need_products"
SHOWN = 20
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
    """Enquiries of the units in the actor's scope."""
    rows: QuerySet[Enquiry] = Enquiry.objects.visible_to(cast("ScopedActor", actor)).select_related("unit")
    return rows


def enquiry_for(actor: Any, pk: int) -> Enquiry:
    """One enquiry in scope; out of it reads as not found."""
    found = enquiries(actor).filter(pk=pk).first()
    if found is None:
        raise Hidden(_t("Not found."))
    return found


def places_of(actor: Actor) -> dict[int, str]:
    """Where an enquiry of the actor may be dealt with: his unit, then the sub-branches of its branch."""
    own = Unit.objects.get(pk=actor.unit_id)
    return {own.pk: own.name} | {unit.pk: unit.name for unit in sub_branches_of(actor.unit_id)}


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
