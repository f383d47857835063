"""Further contacts, bank accounts and consents of a customer."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from core.crypto import blind_index, mask_account, mask_address, mask_phone
from core.workflow.command import Command
from core.workflow.engine import transition
from core.workflow.refusals import Hidden
from parties.models import BankAccount, Consent, Contact, Party
from parties.rules import lifecycle
from parties.rules.identity import IdentityFault, PartyKind, check_account, check_phone
from parties.rules.words import ContactKind, Purpose
from parties.selectors.duplicates import PHONE_FIELD, account_index
from parties.services.data import AccountData
from parties.services.refusals import InvalidEntry, invalid


@transition(Party, lifecycle.ADD_CONTACT)
def add_contact(party: Party, command: Command, /, *, kind: str, value: str, label: str = "") -> None:
    """One more telephone number, address or e-mail address; adding the same again changes nothing."""
    plain, masked = _checked(ContactKind(kind), value)
    index = blind_index(PHONE_FIELD if kind == ContactKind.PHONE else f"party.{kind}", plain)
    if party.contacts.filter(kind=kind, value_index=index, ended_at=None).exists():
        return
    Contact.objects.create(
        party=party, kind=kind, label=label, value=plain, value_index=index, value_masked=masked, created_at=command.at
    )


@transition(Party, lifecycle.END_CONTACT)
def end_contact(party: Party, command: Command, /, *, contact_id: int) -> None:
    """The contact is no longer right; it stays in the history."""
    if not party.contacts.filter(pk=contact_id, ended_at=None).update(ended_at=command.at):
        raise Hidden(_("Not found."))


@transition(Party, lifecycle.ADD_ACCOUNT)
def add_account(party: Party, command: Command, /, *, data: AccountData) -> None:
    """A bank account for refunds and claims. An account of another holder is refused: pay that person instead."""
    try:
        number = check_account(data.number, kind=PartyKind(party.kind))
    except IdentityFault as fault:
        raise invalid(fault, "number") from None
    if data.holder.strip() != party.name:
        raise InvalidEntry(_("The account holder must be the customer, as on the paper."), field="holder")
    index = account_index(number)
    if party.accounts.filter(number_index=index, ended_at=None).exists():
        raise InvalidEntry(_("This account is already registered for the customer."), field="number")
    BankAccount.objects.create(
        party=party,
        holder=party.name,
        bank=data.bank.strip(),
        branch=data.branch.strip(),
        number=number,
        number_index=index,
        number_masked=mask_account(number),
        created_at=command.at,
        created_by_id=command.actor.staff_id,
    )


@transition(Party, lifecycle.END_ACCOUNT)
def end_account(party: Party, command: Command, /, *, account_id: int) -> None:
    """The account must no longer be used; the reason is kept."""
    ended = party.accounts.filter(pk=account_id, ended_at=None)
    if not ended.update(ended_at=command.at, end_reason=command.reason[:300]):
        raise Hidden(_("Not found."))


@transition(Party, lifecycle.RECORD_CONSENT)
def record_consent(
    party: Party, command: Command, /, *, purpose: str, is_given: bool, wording: str, channel: str, note: str = ""
) -> None:
    """What the customer stated for one purpose; taking a consent back is a statement too (PIPL 15)."""
    Consent.objects.create(
        party=party,
        purpose=Purpose(purpose),
        is_given=is_given,
        wording=wording,
        channel=channel,
        stated_at=command.at,
        recorded_by_id=command.actor.staff_id,
        note=note,
    )


def _checked(kind: ContactKind, value: str) -> tuple[str, str]:
    if kind is ContactKind.PHONE:
        try:
            phone = check_phone(value)
        except IdentityFault as fault:
            raise invalid(fault, "value") from None
        return phone, mask_phone(phone)
    plain = " ".join(value.split())
    if kind is ContactKind.EMAIL:
        if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", plain):
            raise InvalidEntry(_("Enter an e-mail address."), field="value")
        name, at, domain = plain.partition("@")
        return plain, f"{name[:2]}***{at}{domain}"[:60]
    if len(plain) < 6:
        raise InvalidEntry(_("Enter the whole address."), field="value")
    return plain, mask_address(plain)[:60]
