"""The policyholder by identity number: a known customer is taken, an unknown one is registered. Whoever would become
another customer than the one named, or a second one of the same name, is asked about first (CUS-01)."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core.workflow.command import Command
from core.workflow.refusals import RuleRefusal
from parties.public import (
    DuplicateParty,
    IdentityFault,
    PartyData,
    PartyFact,
    ProbableDuplicate,
    check_identity,
    find_parties,
    party,
    register_party,
)
from underwriting.services.refusals import InvalidEntry

OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was said to the question who it is: ``chosen`` one of the customers ``shown``, or somebody else and why."""

    chosen: str = ""
    shown: tuple[int, ...] = ()
    why: str = ""

    @property
    def customer_id(self) -> int | None:
        """The customer chosen among those shown."""
        return next((pk for pk in self.shown if str(pk) == self.chosen), None)

    def sets_apart(self, pk: int) -> bool:
        """It was said that this one is somebody else."""
        return self.chosen == OTHER and pk in self.shown


class WhichCustomer(RuleRefusal):
    """Who is meant is asked: ``details`` name the customers by key, and whether a new one may be registered."""

    code = "which_customer"


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


def named_customer(command: Command, data: PartyData, *, named: PartyFact | None, answer: Answer) -> PartyFact:
    """As ``customer_of``, for a proposal that may name a customer already: it never moves to another one without a
    word, and another paper of the same person makes no second customer."""
    if answer.customer_id is not None:
        return _chosen(party(answer.customer_id), data, command)
    known = _known(command, data)
    if named is not None and (known is None or known.id != named.id) and not answer.sets_apart(named.id):
        raise _asked(named, known)
    if known is None and answer.chosen == OTHER:
        command = replace(command, reason=answer.why)
        data = replace(data, different_from=answer.shown if answer.why.strip() else ())
    try:
        return customer_of(command, data)
    except ProbableDuplicate as refusal:
        alike = tuple(int(str(one["id"])) for one in refusal.details["candidates"])
        message = _("Customers of this name are registered. Say which of them it is, or why it is somebody else.")
        raise WhichCustomer(message, details={"customers": alike, "new": True}) from None


def _chosen(customer: PartyFact, data: PartyData, command: Command) -> PartyFact:
    """The customer who was chosen, if the other paper can be the same person's."""
    try:
        read = check_identity(data.id_type, data.id_number, kind=data.kind, today=localdate(command.at))
    except IdentityFault as fault:
        raise InvalidEntry(_(str(fault)), field="id_number") from None
    if customer.born_on and read.born_on and customer.born_on != read.born_on:
        message = _("The dates of birth of the papers differ; this is not the same person.")
        raise InvalidEntry(message, field="who")
    return customer


def _asked(named: PartyFact, known: PartyFact | None) -> WhichCustomer:
    if known is None:
        message = _("The proposal names %(number)s %(name)s, who is registered with another paper. Say who it is.")
        shown: tuple[int, ...] = (named.id,)
    else:
        message = _("The proposal names %(number)s %(name)s; this paper belongs to another customer. Say who it is.")
        shown = (named.id, known.id)
    told = message % {"number": named.number, "name": named.name}
    return WhichCustomer(told, details={"customers": shown, "new": known is None})


def _known(command: Command, data: PartyData) -> PartyFact | None:
    found = find_parties(data.id_number, command.actor)
    return next((fact for fact in found if fact.id_type == data.id_type), None)


def _plain(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()
