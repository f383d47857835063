"""Calls as people look for them."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from claims.public import ContactRow, LossReport
from core.crypto import blind_index
from core.workflow.command import Actor
from core.workflow.refusals import Hidden
from customer_service.models import Call
from customer_service.rules.lifecycle import CALL, CALL_KIND, TALKING
from organisation.public import ScopedActor, ScopedQuerySet
from parties.public import BusinessRow

SHOWN = 20


def calls(actor: ScopedActor) -> ScopedQuerySet[Call]:
    return Call.objects.visible_to(actor)


def call_for(actor: ScopedActor, pk: int) -> Call:
    found = calls(actor).select_related("report", "unit").filter(pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found


def report_for(actor: ScopedActor, pk: int) -> LossReport:
    """A report in the actor's scope, or ``Hidden``."""
    found = LossReport.objects.visible_to(actor).select_related("unit").filter(pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found


def open_call(actor: Actor) -> Call | None:
    """The call on the agent's line."""
    return Call.objects.select_related("report").filter(agent_id=actor.staff_id, state=TALKING).first()


def by_text(text: str) -> Q:
    """Call, report or policy number, telephone, name."""
    number = text.strip().upper()
    plain = Q(number=number) | Q(report__number=number) | Q(policy_number=number)
    phone = Q(phone_index=blind_index("customer_service.caller", text.strip()))
    return plain | phone | Q(caller_name__icontains=text) | Q(customer_name__icontains=text)


def contact_rows(report_ids: list[int]) -> list[ContactRow]:
    """Calls about reports, for the report's page."""
    found = Call.objects.filter(report_id__in=report_ids).order_by("-started_at", "-pk")
    return [_contact(call) for call in found[:SHOWN]]


def _contact(call: Call) -> ContactRow:
    return ContactRow(
        at=call.started_at,
        title=str(call.get_purpose_display() or CALL.state(call.state).label),
        who=" · ".join(part for part in (call.caller_name, call.caller_phone_masked) if part),
        note=" · ".join(part for part in (str(call.get_outcome_display()), call.note) if part),
        by=call.agent_name,
        url=reverse("customer_service:call", kwargs={"pk": call.pk}),
    )


def calls_of_customer(party_id: int, actor: Any) -> list[BusinessRow]:
    """Calls of a customer, for the customer's page."""
    found = calls(actor).filter(customer_id=party_id).order_by("-started_at", "-pk")
    return [_business(call) for call in found.select_related("report")[:SHOWN]]


def _business(call: Call) -> BusinessRow:
    state = CALL.state(call.state)
    return BusinessRow(
        kind=CALL_KIND,
        pk=call.pk,
        number=call.number,
        text=" · ".join(part for part in (str(call.get_purpose_display()), call.caller_name, call.about()) if part),
        period=call.started_at.date().isoformat(),
        state=state.label,
        tone=state.tone.value,
    )
