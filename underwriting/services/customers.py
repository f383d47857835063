"""The policyholder by identity number: a known customer is taken, an unknown one is registered."""

from __future__ import annotations

from core.workflow.command import Command
from parties.public import DuplicateParty, PartyData, PartyFact, find_parties, register_party


def customer_of(command: Command, data: PartyData) -> PartyFact:
    """The customer with this identity number. A probable duplicate under another number is refused for a person."""
    known = _known(command, data)
    if known is not None:
        return known
    try:
        return register_party(command.then("party"), data)
    except DuplicateParty:  # registered by another desk since
        found = _known(command, data)
        if found is None:
            raise
        return found


def _known(command: Command, data: PartyData) -> PartyFact | None:
    found = find_parties(data.id_number, command.actor)
    return next((fact for fact in found if fact.id_type == data.id_type), None)
