"""The policyholder by identity number: a known customer is taken, an unknown one is registered."""

from __future__ import annotations

import unicodedata

from django.utils.translation import gettext as _

from core.workflow.command import Command
from parties.public import DuplicateParty, PartyData, PartyFact, find_parties, register_party
from underwriting.services.refusals import InvalidEntry


def customer_of(command: Command, data: PartyData) -> PartyFact:
    """The customer with this identity number. A probable duplicate under another number is refused for a person."""
    known = _known(command, data)
    if known is None:
        try:
            return register_party(command.then("party"), data)
        except DuplicateParty:  # registered by another desk since
            known = _known(command, data)
            if known is None:
                raise
    if _plain(known.name) != _plain(data.name):
        raise OtherName(_("The identity number is registered under another name. Compare the papers."), field="name")
    return known


class OtherName(InvalidEntry):
    """The number belongs to somebody else by name; a channel is not told so."""


def _known(command: Command, data: PartyData) -> PartyFact | None:
    found = find_parties(data.id_number, command.actor)
    return next((fact for fact in found if fact.id_type == data.id_type), None)


def _plain(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()
