"""Premium due per section of a proposal (ISS-03, CT-12: compulsory premium in full at once)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from core.workflow.command import Command
from core.workflow.engine import transition
from core.workflow.sets import Together
from finance import public as finance
from underwriting.models import COMMERCIAL, COMPULSORY, Proposal, Section
from underwriting.rules import lifecycle
from underwriting.selectors.pricing import premium_tax_rate
from underwriting.services.indexing import index_proposal


def open_due(proposal: Proposal, command: Command) -> None:
    """Approved terms become premium due: one item for each policy to come."""
    for section in _stored_parts([proposal]):
        finance.open_receivable(command, _due(proposal, section))


def open_dues(proposals: Sequence[Proposal], commands: Mapping[int, Command], together: Together) -> None:
    """``open_due`` for many proposals at once."""
    made = _stored_parts(proposals)
    finance.open_receivables([(commands[one.proposal_id], _due(one.proposal, one)) for one in made], together)


def _stored_parts(proposals: Sequence[Proposal]) -> list[Section]:
    """Sections are kept once per line; terms that were approved anew change their amounts."""
    sections = [part for proposal in proposals for part in _parts(proposal)]
    return Section.objects.bulk_create(
        sections,
        update_conflicts=True,
        unique_fields=["proposal", "line"],
        update_fields=["premium", "vehicle_tax"],
    )


def _parts(proposal: Proposal) -> list[Section]:
    """The sections with a premium, not yet stored."""
    amounts = {
        COMPULSORY: (proposal.compulsory_premium, proposal.vehicle_tax),
        COMMERCIAL: (proposal.commercial_premium, Decimal("0.00")),
        proposal.line: (proposal.line_premium, Decimal("0.00")),
    }
    return [
        Section(proposal=proposal, line=line, premium=premium, vehicle_tax=vehicle_tax)
        for line, (premium, vehicle_tax) in amounts.items()
        if premium
    ]


def due_of(
    proposal: Proposal, section: Section, *, amount: Decimal, due_on: date, instalment: int
) -> finance.PremiumDue:
    """One instalment of the premium of a section."""
    return replace(_due(proposal, section), gross=amount, due_on=due_on, instalment=instalment)


def _due(proposal: Proposal, section: Section) -> finance.PremiumDue:
    return finance.PremiumDue(
        document_kind=lifecycle.SECTION_KIND,
        document_id=section.pk,
        document_number=f"{proposal.number}-{section.line}",
        case=proposal.case(),
        unit_id=proposal.unit_id,
        line=section.line,
        payer_id=proposal.holder_id or 0,
        payer_name=proposal.holder_name,
        gross=section.premium,
        tax_rate=premium_tax_rate(proposal.start_on, proposal.product, proposal.content),
        due_on=proposal.start_on,
        cover_start=proposal.start_on,
        vehicle_tax=section.vehicle_tax,
        salesperson_id=proposal.salesperson_id,
    )


def due_anew(proposal: Proposal, command: Command) -> None:
    """The same premium for another period: items that wait for their money get its days."""
    for section in proposal.sections.filter(paid_at=None).order_by("pk"):
        finance.cancel_receivable(command, lifecycle.SECTION_KIND, section.pk)
        finance.open_receivable(command, _due(proposal, section))


def cancel_due(proposal: Proposal, command: Command) -> None:
    """The proposal ends before its policies: what is due is due no more."""
    for section in proposal.sections.all():
        finance.cancel_receivable(command, lifecycle.SECTION_KIND, section.pk)


@transition(Proposal, lifecycle.MARK_PAID)
def mark_paid(proposal: Proposal, command: Command, /, *, section_id: int, received_at: datetime) -> str | None:
    """A section was paid, to the cent; the proposal can be issued when all are."""
    proposal.sections.filter(pk=section_id, paid_at=None).update(paid_at=received_at)
    target = lifecycle.APPROVED if proposal.sections.filter(paid_at=None).exists() else lifecycle.ISSUABLE
    index_proposal(proposal, command, target)
    return target


@transition(Proposal, lifecycle.UNMARK_PAID)
def unmark_paid(proposal: Proposal, command: Command, /, *, section_id: int) -> None:
    """A receipt was voided: the section is due again."""
    proposal.sections.filter(pk=section_id).update(paid_at=None)
    index_proposal(proposal, command, lifecycle.APPROVED)
