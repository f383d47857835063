"""Reactions to what finance tells: premium received makes a proposal issuable."""

from __future__ import annotations

from core.events import Delivery, on
from finance.public import ReceivableReinstated, ReceivableSettled
from organisation.public import system_actor
from underwriting.models import Section
from underwriting.rules.lifecycle import SECTION_KIND
from underwriting.services.money import mark_paid, unmark_paid

CLOCK = "policy-clock"


@on(ReceivableSettled, name="underwriting.premium_received", queue="underwriting")
def premium_received(event: ReceivableSettled, delivery: Delivery) -> None:
    """The premium of a section came in."""
    if event.document_kind != SECTION_KIND:
        return
    section = Section.objects.select_related("proposal").get(pk=event.document_id)
    if section.paid_at is not None:
        return  # noted before, such as by the demo branch
    command = delivery.command(system_actor(CLOCK, unit_id=section.proposal.unit_id))
    mark_paid(section.proposal_id, command, section_id=section.pk, received_at=event.received_at)


@on(ReceivableReinstated, name="underwriting.premium_voided", queue="underwriting")
def premium_voided(event: ReceivableReinstated, delivery: Delivery) -> None:
    """A receipt was voided on its day."""
    if event.document_kind != SECTION_KIND:
        return
    section = Section.objects.select_related("proposal").get(pk=event.document_id)
    command = delivery.command(system_actor(CLOCK, unit_id=section.proposal.unit_id))
    unmark_paid(section.proposal_id, command, section_id=section.pk)
