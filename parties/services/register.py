"""Registering and changing customers (CUS-01, CUS-02)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import connection
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core import locks
from core.crypto import mask_address, mask_id, mask_phone
from core.numbering import next_number, reserved_id
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from parties.models import Party
from parties.rules import lifecycle
from parties.rules.identity import (
    IdentityFault,
    IdType,
    PartyKind,
    check_identity,
    check_name,
    check_phone,
    name_key,
)
from parties.selectors.duplicates import id_index, phone_index, probably_same, with_identity
from parties.services.data import PartyData
from parties.services.indexing import index_party
from parties.services.refusals import InvalidEntry, duplicate, invalid, probable


@creation(Party, lifecycle.REGISTER)
def register_party(command: Command, /, *, data: PartyData) -> Party:
    """Register a customer; the same identity number is refused with the existing one, a probable one wants a reason."""
    party = Party(home_unit_id=command.actor.unit_id, registered_by_id=command.actor.staff_id)
    _fill(party, data, command.at)
    _refuse_duplicates(party, data, command)
    party.roles = sorted(set(data.roles))
    party.number = f"KH{next_number('parties.party', gap_free=False):09d}"
    party.pk = reserved_id(Party)
    index_party(party, at=command.at)
    return party


@transition(Party, lifecycle.EDIT)
def edit_party(party: Party, command: Command, /, *, data: PartyData) -> None:
    """Change the facts of a customer; roles stay what the business made them."""
    _fill(party, data, command.at)
    _refuse_duplicates(party, data, command)
    index_party(party, at=command.at)


@transition(Party, lifecycle.CLOSE)
def close_party(party: Party, command: Command, /) -> None:
    """No new business for this customer."""


@transition(Party, lifecycle.REOPEN)
def reopen_party(party: Party, command: Command, /) -> None:
    """Business with this customer goes on."""


def note_role(party_id: int, role: str) -> None:
    """Business made the customer a policyholder, payee, …; the business's own audit entry says when."""
    note_roles([(party_id, role)])


def note_roles(pairs: Sequence[tuple[int, str]]) -> None:
    """``note_role`` for several customers, or several roles of one, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE parties_party AS party SET roles = party.roles || new.roles FROM ("
            "  SELECT p.id, array_agg(DISTINCT n.role)::varchar[] AS roles"
            "    FROM unnest(%s::bigint[], %s::varchar[]) AS n(id, role)"
            "    JOIN parties_party AS p ON p.id = n.id AND NOT p.roles @> ARRAY[n.role]::varchar[] GROUP BY p.id"
            ") AS new WHERE party.id = new.id",
            [[party_id for party_id, _role in pairs], [str(role) for _party_id, role in pairs]],
        )


def _fill(party: Party, data: PartyData, at: datetime) -> None:
    kind, id_type = PartyKind(data.kind), IdType(data.id_type)
    party.kind, party.id_type = kind, id_type
    try:
        party.name = check_name(data.name, kind=kind)
    except IdentityFault as fault:
        raise invalid(fault, "name") from None
    party.name_key = name_key(party.name)
    _fill_identity(party, data, localdate(at))
    _fill_contact(party, data)
    party.nationality, party.occupation, party.industry = data.nationality, data.occupation, data.industry
    party.legal_representative, party.contact_name = data.legal_representative, data.contact_name


def _fill_identity(party: Party, data: PartyData, today: date) -> None:
    try:
        identity = check_identity(IdType(data.id_type), data.id_number, kind=PartyKind(data.kind), today=today)
    except IdentityFault as fault:
        raise invalid(fault, "id_number") from None
    if data.id_valid_until and data.id_valid_until < today:
        raise InvalidEntry(_("The paper has expired. Ask for a valid one."), field="id_valid_until")
    if data.born_on and data.born_on > today:
        raise InvalidEntry(_("The date of birth lies in the future."), field="born_on")
    if party.id_number != identity.number:
        party.id_number = identity.number
    party.id_index, party.id_masked = id_index(data.id_type, identity.number), mask_id(identity.number)
    party.id_valid_until = data.id_valid_until
    party.born_on = identity.born_on or data.born_on
    party.gender = identity.gender or data.gender


def _fill_contact(party: Party, data: PartyData) -> None:
    try:
        phone = check_phone(data.phone) if data.phone else ""
    except IdentityFault as fault:
        raise invalid(fault, "phone") from None
    address, email = " ".join(data.address.split()), data.email.strip().lower()
    for name, value in (("phone", phone), ("address", address), ("email", email)):
        if getattr(party, name) != value:
            setattr(party, name, value)
    party.phone_index = phone_index(phone) if phone else ""
    party.phone_masked = mask_phone(phone) if phone else ""
    party.address_masked = mask_address(address) if address else ""


def _refuse_duplicates(party: Party, data: PartyData, command: Command) -> None:
    """Two desks that register the same paper at once: the second waits for the first and then finds it."""
    locks.hold(f"party:{party.id_index}")
    existing = with_identity(party.id_type, party.id_number, but=party.pk)
    if existing is not None:
        raise duplicate(existing)
    found = probably_same(kind=party.kind, name=party.name, phone=party.phone, born_on=party.born_on, but=party.pk)
    known = {*data.different_from, *party.different_from}
    unexplained = [likeness for likeness in found if likeness.party.pk not in known]
    if unexplained:
        raise probable(unexplained)
    if data.different_from:
        _keep_difference(party, data, command)


def _keep_difference(party: Party, data: PartyData, command: Command) -> None:
    if not command.reason.strip():
        raise InvalidEntry(_("Say why this is somebody else than the customers found."), field="reason")
    party.different_from = sorted({*party.different_from, *data.different_from})
    party.difference_reason = command.reason.strip()[:300]
