"""The customer whom somebody brought to the entry: from the customer's page or from an enquiry (CUS-08)."""

from __future__ import annotations

from django.http import HttpRequest

from core.workflow.command import Command
from parties.public import party, party_numbered
from underwriting.models import Proposal
from underwriting.selectors.brought import Brought, source_of
from underwriting.services.data import PeopleData


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


def note_made(request: HttpRequest, command: Command, proposal: Proposal) -> None:
    """Who asked is answered by this proposal."""
    found = source_of(request.GET.get("from", ""))
    if found is not None:
        found[0].made(command.then("origin"), found[1], proposal.pk, proposal.number)
