"""The grey list and the black list: proposed by one, decided by another, with a day from which and until which."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core import audit
from core.crypto import mask_id, mask_phone
from core.numbering import next_number
from core.workflow.command import Command
from core.workflow.engine import creation
from core.workflow.engine import transition as step
from organisation.models import Unit
from parties.models import ListEntry, Party
from parties.rules import listing as lifecycle
from parties.rules.identity import IdentityFault, check_phone, plain_number
from parties.rules.listing import AppealGround
from parties.rules.words import ListKind, ListSubject
from parties.selectors.limits import grey_list_days
from parties.selectors.lists import listed_index
from parties.services.data import ListingData
from parties.services.refusals import InvalidEntry, OwnProposal, invalid


@creation(ListEntry, lifecycle.PROPOSE_LISTING)
def propose_listing(command: Command, /, *, data: ListingData) -> ListEntry:
    """The information post proposes an entry out of a case, with evidence (B-43)."""
    _check(data, command)
    entry = ListEntry(
        kind=ListKind(data.kind),
        subject=ListSubject(data.subject),
        reason_code=data.reason_code,
        evidence=data.evidence.strip(),
        source_kind=data.source_kind,
        source_number=data.source_number,
        valid_from=data.valid_from,
        review_on=data.review_on,
        valid_until=data.valid_until,
        proposed_by_id=command.actor.staff_id or 0,
        proposed_by_name=command.actor.name,
    )
    _set_subject(entry, data)
    _refuse_second(entry)
    entry.set_unit(Unit.objects.get(pk=command.actor.unit_id))
    entry.number = f"MD{next_number('parties.listing', gap_free=False):07d}"
    return entry


@step(ListEntry, lifecycle.CONFIRM_LISTING)
def confirm_listing(entry: ListEntry, command: Command, /) -> None:
    """Another person confirms: from its first day on the entry is hit."""
    _refuse_own(entry.proposed_by_id, command)
    _decide(entry, command)


@step(ListEntry, lifecycle.REJECT_LISTING)
def reject_listing(entry: ListEntry, command: Command, /) -> None:
    """The evidence does not carry the entry."""
    _refuse_own(entry.proposed_by_id, command)
    _decide(entry, command)


@step(ListEntry, lifecycle.PROPOSE_REMOVAL)
def propose_removal(entry: ListEntry, command: Command, /) -> None:
    """After a review or an appeal. The entry goes on being hit until another person decides."""
    entry.removal_proposed_by_id = command.actor.staff_id


@step(ListEntry, lifecycle.CONFIRM_REMOVAL)
def confirm_removal(entry: ListEntry, command: Command, /) -> None:
    """The entry ends today."""
    _refuse_own(entry.removal_proposed_by_id, command)
    entry.valid_until = max(localdate(command.at), entry.valid_from)


@step(ListEntry, lifecycle.KEEP_LISTED)
def keep_listed(entry: ListEntry, command: Command, /) -> None:
    """The removal is refused; the entry stays."""
    _refuse_own(entry.removal_proposed_by_id, command)
    entry.removal_proposed_by_id = None


@step(ListEntry, lifecycle.COME_TO_REVIEW)
def come_to_review(entry: ListEntry, _command: Command, /) -> None:
    """The day of review has come; the entry is hit until somebody decided."""


@step(ListEntry, lifecycle.APPEAL)
def record_appeal(entry: ListEntry, command: Command, /, *, ground: str) -> None:
    """What the listed customer brings forward; a complaint without more does not open a review."""
    if AppealGround(ground) is AppealGround.COMPLAINT:
        message = _("A complaint alone is no ground for removal. Answer it as a complaint; the entry stays.")
        raise InvalidEntry(message, field="ground")
    entry.appeal_ground, entry.appealed_on = ground, localdate(command.at)


@step(ListEntry, lifecycle.KEEP_AFTER_REVIEW)
def keep_after_review(entry: ListEntry, command: Command, /, *, review_on: date) -> None:
    """Another person than the proposer looked again: the entry goes on until the next review."""
    _refuse_own(entry.proposed_by_id, command)
    today = localdate(command.at)
    if review_on <= today:
        raise InvalidEntry(_("The next review lies in the future."), field="review_on")
    _refuse_long_suspicion(entry.kind, today, review_on, command)
    entry.review_on, entry.reviewed_on = review_on, today


def look_at_entry(command: Command, entry: ListEntry) -> None:
    """Every look at an entry is written down: lists are not read out of curiosity."""
    with transaction.atomic():
        audit.record(command, "parties.listing.look", subject=(entry.lifecycle.kind, entry.pk, entry.number))


def _check(data: ListingData, command: Command) -> None:
    if len(data.evidence.strip()) < 10:
        raise InvalidEntry(_("Describe the evidence: what was found, in which case."), field="evidence")
    if not data.valid_from <= data.review_on:
        raise InvalidEntry(_("The review must not lie before the first day."), field="review_on")
    if data.valid_until and data.valid_until < data.valid_from:
        raise InvalidEntry(_("The last day must not lie before the first day."), field="valid_until")
    _refuse_long_suspicion(data.kind, data.valid_from, data.review_on, command)


def _refuse_long_suspicion(kind: str, since: date, review_on: date, command: Command) -> None:
    longest = grey_list_days(command.actor, command.at)
    if kind == ListKind.GREY and _days(since, review_on) > longest:
        message = _("A suspicion is reviewed within %(days)s days.") % {"days": longest}
        raise InvalidEntry(message, field="review_on")


def _days(first: date, last: date) -> int:
    return (last - first).days


def _set_subject(entry: ListEntry, data: ListingData) -> None:
    subject = ListSubject(data.subject)
    if subject is ListSubject.PARTY:
        party = Party.objects.filter(pk=data.party_id or 0).first()
        if party is None:
            raise InvalidEntry(_("Choose the customer."), field="party_id")
        entry.party, entry.value, entry.shown = party, "", f"{party.number} {party.name}"[:120]
        return
    try:
        value = check_phone(data.value) if subject is ListSubject.PHONE else plain_number(data.value)
    except IdentityFault as fault:
        raise invalid(fault, "value") from None
    if len(value) < 5:
        raise InvalidEntry(_("Enter the whole number."), field="value")
    entry.value, entry.value_index = value, listed_index(subject, value)
    entry.shown = {ListSubject.PHONE: mask_phone, ListSubject.IDENTITY: mask_id}.get(subject, str)(value)


def _refuse_second(entry: ListEntry) -> None:
    same = ListEntry.objects.filter(kind=entry.kind, subject=entry.subject).exclude(
        state__in=[lifecycle.ListingState.REJECTED, lifecycle.ListingState.REMOVED]
    )
    same = same.filter(party=entry.party) if entry.party else same.filter(value_index=entry.value_index)
    existing = same.first()
    if existing is not None:
        message = _("There is already an entry: %(number)s.") % {"number": existing.number}
        raise InvalidEntry(message, field="subject")


def _refuse_own(proposer: int | None, command: Command) -> None:
    if proposer is not None and proposer == command.actor.staff_id:
        raise OwnProposal(_("You proposed this. Another person must decide."))


def _decide(entry: ListEntry, command: Command) -> None:
    entry.decided_by_id, entry.decided_by_name = command.actor.staff_id, command.actor.name
    entry.decided_at = command.at
