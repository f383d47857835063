"""Showing a protected value: with a reason, counted, in the audit trail (CUS-05, PIPL 51)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.workflow.command import Actor, Command
from core.workflow.engine import ReasonMissing
from core.workflow.refusals import Hidden, Refusal
from parties.models import BankAccount, Contact, Party, Reveal
from parties.permissions import REVEAL
from parties.rules.papers import PAPER_FIELD
from parties.selectors.limits import reveals_per_day
from parties.selectors.papers import papers_of
from parties.services.refusals import TooManyReveals

ACTION = "parties.party.reveal"
SHORTEST_REASON = 4
OWN_FIELDS = frozenset({"id_number", "phone", "address", "email"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Protected:
    """A protected value: whose it is, what it is called, how it is read. ``party`` only for customers' own."""

    kind: str
    pk: int
    number: str
    field: str
    read: Callable[[], str | None]
    party: Party | None = None


def reveal(command: Command, party_id: int, field: str) -> str:
    """The clear value of id_number, phone, address, email, ``contact:<id>`` or ``account:<id>``; of ``paper:<id>``
    the token of its file."""
    party = Party.objects.filter(pk=party_id).first()
    wanted = Protected(
        kind="parties.party", pk=party_id, number=party.number if party else "", field=field, party=party,
        read=lambda: _value(party, field) if party else None,
    )  # fmt: skip
    return show_protected(command, wanted)


def show_protected(command: Command, wanted: Protected) -> str:
    """The clear value, written down with its reason; a refusal is written down too."""
    try:
        return _shown(command, wanted)
    except Refusal as refusal:
        with transaction.atomic():
            audit.record(command, ACTION, subject=_subject(wanted), after=_after(wanted), outcome=refusal.code)
        raise


def _subject(wanted: Protected) -> tuple[str, int, str]:
    return wanted.kind, wanted.pk, wanted.number


def _after(wanted: Protected) -> dict[str, str]:
    return {"field": wanted.field}


def _shown(command: Command, wanted: Protected) -> str:
    refusal = command.actor.refusal_for(REVEAL)
    if refusal is not None:
        raise refusal
    if len(command.reason.strip()) < SHORTEST_REASON:
        raise ReasonMissing(_("Say why you need the value: the reason is kept."), field="reason")
    value = _or_hidden(wanted.read())
    with transaction.atomic():
        _refuse_curiosity(command.actor, command)
        _write_down(command, wanted)
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
    if colon and pk.isdigit() and kind == PAPER_FIELD:
        paper = papers_of(party).filter(pk=pk).first()
        return _or_hidden(str(paper.file.token) if paper else None)
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


def _write_down(command: Command, wanted: Protected) -> None:
    actor = command.actor
    Reveal.objects.create(
        party=wanted.party,
        subject_kind=wanted.kind,
        subject_id=wanted.pk,
        field=wanted.field,
        reason=command.reason.strip()[:300],
        staff_id=actor.staff_id or 0,
        staff_name=actor.name[:64],
        post=actor.post[:60],
        at=command.at,
    )
    audit.record(command, ACTION, subject=_subject(wanted), after=_after(wanted))
