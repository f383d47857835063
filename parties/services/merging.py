"""One customer that was registered twice: merged at any time, also after policies; lossless and taken back if wrong.

Nothing that points to either record is moved: policies, claims and books keep what they said. Every reader asks for
the customer behind a record (``merged_into``) and for all its records (``same_as``)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from core.workflow.command import Command
from core.workflow.engine import transition
from parties.models import Party
from parties.rules import lifecycle
from parties.rules.identity import IdType
from parties.services.indexing import index_party
from parties.services.refusals import InvalidEntry


@transition(Party, lifecycle.MERGE)
def merge_party(party: Party, command: Command, /, *, into: str) -> None:
    """This record is the same customer as ``into`` (a customer number); from now on that one is used."""
    survivor = _survivor(party, into)
    others = sorted({party.pk, *party.same_as} - {survivor.pk})
    absorb(survivor.pk, command.then("absorb"), records=tuple(others), roles=tuple(party.roles), number=party.number)
    party.merged_into = survivor
    party.same_as = sorted({survivor.pk, *survivor.same_as, *party.same_as} - {party.pk})
    _tell_family({*party.same_as} - {survivor.pk}, survivor, {party.pk, survivor.pk, *party.same_as})
    index_party(party, at=command.at)


@transition(Party, lifecycle.ABSORB)
def absorb(party: Party, command: Command, /, *, records: tuple[int, ...], roles: tuple[str, ...], number: str) -> None:
    """The customer that remains; its own history says which record came in (``number``)."""
    party.same_as = sorted({*party.same_as, *records})
    party.roles = sorted({*party.roles, *roles})


@transition(Party, lifecycle.SEPARATE)
def separate_party(party: Party, command: Command, /) -> None:
    """The merger was wrong: the record stands for itself again, with everything that was written on it."""
    survivor = party.merged_into
    family = set(party.same_as)
    party.merged_into, party.same_as = None, []
    for other in Party.objects.select_for_update().filter(pk__in=family).order_by("pk"):
        other.same_as = sorted(set(other.same_as) - {party.pk})
        other.save(update_fields=["same_as"])
    if survivor is not None:
        party.different_from = sorted({*party.different_from, survivor.pk})
        party.difference_reason = command.reason.strip()[:300]
    index_party(party, at=command.at)


ONE_FOR_LIFE = frozenset({IdType.RESIDENT_ID.value, IdType.CREDIT_CODE.value})
"""Nobody has two numbers of such a paper; a passport is replaced by another one."""


def _survivor(party: Party, into: str) -> Party:
    found = Party.objects.filter(number=into.strip().upper()).select_related("merged_into").first()
    if found is None:
        raise InvalidEntry(_("There is no customer with this number."), field="into")
    found = found.merged_into or found
    if found.pk == party.pk:
        raise InvalidEntry(_("This is the same record."), field="into")
    if found.state != lifecycle.PartyState.ACTIVE:
        raise InvalidEntry(_("The record that remains must be active."), field="into")
    if found.kind != party.kind:
        raise InvalidEntry(_("A person and an organisation are not the same customer."), field="into")
    if found.id_type == party.id_type and found.id_type in ONE_FOR_LIFE and found.id_index != party.id_index:
        message = _("Both records have a valid number of the same paper, and the numbers differ; these are two.")
        raise InvalidEntry(message, field="into")
    if found.born_on and party.born_on and found.born_on != party.born_on:
        message = _("The dates of birth differ; these are two people. Correct the papers first if one is wrong.")
        raise InvalidEntry(message, field="into")
    return found


def _tell_family(pks: set[int], survivor: Party, family: set[int]) -> None:
    """Records that were merged before follow to the customer that remains."""
    for other in Party.objects.select_for_update().filter(pk__in=pks).order_by("pk"):
        other.same_as = sorted(family - {other.pk})
        if other.merged_into_id is not None:
            other.merged_into = survivor
        other.save(update_fields=["same_as", "merged_into"])
