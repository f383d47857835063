"""What was asked and what is known, shown beside every step of an enquiry and beside the entry of its proposal."""

from __future__ import annotations

from django.utils.translation import gettext as _

from core import links
from core.workflow.command import Actor, Command
from customer_service.forms import facts
from customer_service.models import Enquiry
from customer_service.rules.desks import MATTERS
from customer_service.rules.enquiry import ENQUIRY_KIND, NEEDS, STARTED
from customer_service.selectors.enquiries import enquiries
from customer_service.services.enquiries import note_proposal
from underwriting.public import Brought, Source, known_of, register_source

SOURCE = "enquiry"


def asked(found: Enquiry) -> list[tuple[str, str]]:
    """Label and text of what was said, without what is empty."""
    pairs = [
        (_("Subject of the enquiry"), _(MATTERS[found.matter])),
        (_("Who asks"), f"{found.name} {found.phone_masked}".strip()),
        *said(found),
    ]
    return [(label, value) for label, value in pairs if value]


def said(found: Enquiry) -> list[tuple[str, str]]:
    """Needs, risk and values."""
    return [
        (_("What is at risk"), _(", ").join(_(NEEDS[need]) for need in found.needs)),
        (_("About the risk"), found.risk_note),
        (_("Cover at hand"), found.existing_cover),
        (_("Yearly budget"), f"{found.budget:,.2f}" if found.budget is not None else ""),
        (_("Income or turnover"), found.finances),
        *facts.described(found.facts),
    ]


def address_of(found: Enquiry) -> str:
    """How the entry of a proposal names the enquiry."""
    return f"{SOURCE}:{found.pk}"


def register() -> None:
    """Let the entry of proposals read what an enquiry found out."""
    register_source(SOURCE, Source(read=_read, made=_made))


def _read(actor: Actor, pk: int) -> Brought | None:
    found = enquiries(actor).filter(pk=pk).first()
    if found is None:
        return None
    return Brought(
        number=found.number,
        url=links.url_for(ENQUIRY_KIND, found.pk),
        question=found.question,
        said=tuple((label, value) for label, value in said(found) if value),
        known=known_of(found.facts, name=found.name),
    )


def _made(command: Command, pk: int, proposal: int, number: str) -> None:
    found = enquiries(command.actor).filter(pk=pk, state=STARTED).first()
    if found is not None:
        note_proposal(found.pk, command, proposal=proposal, number=number)
