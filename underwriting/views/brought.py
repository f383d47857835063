"""The customer whom somebody brought to the entry: from the customer's page or from an enquiry (CUS-08)."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest

from core.workflow.command import Command
from parties.public import party, party_numbered
from underwriting.models import Proposal
from underwriting.rules.back_entry import judged_on
from underwriting.selectors.brought import Brought, source_of
from underwriting.services.data import PeopleData, ProposalData
from underwriting.services.intake import receive_proposal


def people_of(request: HttpRequest) -> PeopleData | None:
    """Policyholder and insured as ``?party=<customer number>`` names them; nobody when it names none in use."""
    number = request.GET.get("party", "")
    pk = party_numbered(number) if number else None
    if pk is None:
        return None
    customer = party(pk)
    return PeopleData(holder_id=customer.id, insured_id=customer.id) if customer.is_active else None


def brought_by(request: HttpRequest) -> Brought | None:
    """What ``?from=<source>:<key>`` found out before; nothing where it is out of the actor's scope."""
    found = source_of(request.GET.get("from", ""))
    return found[0].read(request.actor, found[1]) if found else None  # type: ignore[attr-defined]


def received(request: HttpRequest, command: Command, data: ProposalData) -> Proposal:
    """The draft of this entry; who asked is answered by it."""
    found = source_of(request.GET.get("from", ""))
    if found is None:
        return receive_proposal(command, data=data)
    source, pk = found
    if source.receive is not None:
        return source.receive(command, pk, data)
    draft = receive_proposal(command, data=data)
    if source.made is not None:
        source.made(command.then("origin"), pk, draft.pk, draft.number)
    return draft


def judged_for(request: HttpRequest, today: date) -> date:
    """The day for which a new entry is judged: today, or as of the signature of what is entered later."""
    brought = brought_by(request)
    return judged_on(brought.signed_on if brought else None, today)
