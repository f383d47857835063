"""Showing a protected value: with a reason, counted, in the audit trail (CUS-05, PIPL 51)."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.workflow.command import Actor, Command
from core.workflow.engine import ReasonMissing
from core.workflow.refusals import Hidden, Refusal
from parties.models import BankAccount, Contact, Party, Reveal
from parties.permissions import REVEAL
from parties.selectors.limits import reveals_per_day
from parties.services.refusals import TooManyReveals

ACTION = "parties.party.reveal"
SHORTEST_REASON = 4
OWN_FIELDS = frozenset({"id_number", "phone", "address", "email"})


def reveal(command: Command, party_id: int, field: str) -> str:
    """The clear value of id_number, phone, address, email, ``contact:<id>`` or ``account:<id>``."""
    party = Party.objects.filter(pk=party_id).first()
    subject = ("parties.party", party_id, party.number if party else "")
    try:
        return _revealed(command, party, field)
    except Refusal as refusal:
        with transaction.atomic():
            audit.record(command, ACTION, subject=subject, after={"field": field}, outcome=refusal.code)
        raise


def _revealed(command: Command, party: Party | None, field: str) -> str:
    refusal = command.actor.refusal_for(REVEAL)
    if refusal is not None:
        raise refusal
    if party is None:
        raise Hidden(_("Not found."))
    if len(command.reason.strip()) < SHORTEST_REASON:
        raise ReasonMissing(_("Say why you need the value: the reason is kept."), field="reason")
    value = _value(party, field)
    with transaction.atomic():
        _refuse_curiosity(command.actor, command)
        _write_down(command, party, field)
    return value


def _value(party: Party, field: str) -> str:
    if field in OWN_FIELDS:
        return str(getattr(party, field))
    kind, colon, pk = field.partition(":")
    if colon and pk.isdigit() and kind == "contact":
        contact: Contact | None = party.contacts.filter(pk=pk).first()
        return _or_hidden(contact.value if contact else None)
    if colon and pk.isdigit() and kind == "account":
        account: BankAccount | None = party.accounts.filter(pk=pk).first()
        return _or_hidden(account.number if account else None)
    raise Hidden(_("Not found."))


def _or_hidden(value: str | None) -> str:
    if value is None:
        raise Hidden(_("Not found."))
    return str(value)


def _refuse_curiosity(actor: Actor, command: Command) -> None:
    """A person who needs more values than a day's work explains is stopped and seen."""
    limit = reveals_per_day(actor, command.at)
    looked = Reveal.objects.filter(staff_id=actor.staff_id or 0, at__gt=command.at - timedelta(days=1)).count()
    if looked >= limit:
        message = _("You have looked at %(limit)s protected values within a day. Ask your superior.") % {"limit": limit}
        raise TooManyReveals(message, details={"limit": limit})


def _write_down(command: Command, party: Party, field: str) -> None:
    actor = command.actor
    Reveal.objects.create(
        party=party,
        field=field,
        reason=command.reason.strip()[:300],
        staff_id=actor.staff_id or 0,
        staff_name=actor.name[:64],
        post=actor.post[:60],
        at=command.at,
    )
    audit.record(command, ACTION, subject=("parties.party", party.pk, party.number), after={"field": field})
