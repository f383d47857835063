"""The grey list and the black list: proposed by one, decided by another, with a day from which and until which."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core import audit
from core.crypto import mask_account, mask_id, mask_phone
from core.numbering import next_number
from core.search import numbered
from core.workflow.command import Command
from core.workflow.engine import creation
from core.workflow.engine import transition as step
from organisation.models import Unit
from parties.models import ListEntry, Party
from parties.rules import listing as lifecycle
from parties.rules.identity import IdentityFault, check_phone, plain_number
from parties.rules.listing import AppealGround
from parties.rules.words import ListKind, ListSubject
from parties.selectors.limits import black_list_days, grey_list_days
from parties.selectors.lists import listed_index
from parties.services.data import ListingData
from parties.services.refusals import InvalidEntry, OwnProposal, invalid


@creation(ListEntry, lifecycle.PROPOSE_LISTING)
def propose_listing(command: Command, /, *, data: ListingData) -> ListEntry:
    """The information post proposes an entry out of a case, with evidence (B-43)."""
    entry = ListEntry(
        kind=ListKind(data.kind),
        subject=ListSubject(data.subject),
        reason_code=data.reason_code,
        evidence=data.evidence.strip(),
        source_kind=data.source_kind or _kind_of(data.source_number),
        source_number=data.source_number.strip().upper(),
        valid_from=data.valid_from,
        review_on=data.review_on,
        valid_until=data.valid_until,
        proposed_by_id=command.actor.staff_id or 0,
        proposed_by_name=command.actor.name,
    )
    _refuse_wrong(entry, data, command)
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
    fault = _review_fault(entry.kind, today, review_on, command)
    if fault:
        raise InvalidEntry(fault, field="review_on")
    entry.review_on, entry.reviewed_on = review_on, today


def look_at_entry(command: Command, entry: ListEntry) -> None:
    """Every look at an entry is written down: lists are not read out of curiosity."""
    with transaction.atomic():
        audit.record(command, "parties.listing.look", subject=(entry.lifecycle.kind, entry.pk, entry.number))


def _refuse_wrong(entry: ListEntry, data: ListingData, command: Command) -> None:
    """Everything that is wrong is said at once, each at its field."""
    faults = _faults(data, command)
    try:
        _set_subject(entry, data)
        _refuse_second(entry)
    except InvalidEntry as refusal:
        faults.setdefault(refusal.field, refusal.message)
    if faults:
        field, message = next(iter(faults.items()))
        raise InvalidEntry(message, field=field, details={"faults": faults})


def _faults(data: ListingData, command: Command) -> dict[str, str]:
    found = {
        "source_number": _source_fault(data),
        "valid_until": _("The last day must not lie before the first day.")
        if data.valid_until and data.valid_until < data.valid_from
        else "",
        "review_on": _review_fault(data.kind, data.valid_from, data.review_on, command),
        "evidence": _("Describe the evidence: what was found, in which case.")
        if len(data.evidence.strip()) < 10
        else "",
    }
    return {field: message for field, message in found.items() if message}


def _source_fault(data: ListingData) -> str:
    """The case that an entry rests on is one of ours; what another service hands in it has looked up itself."""
    if not data.source_number.strip() or data.source_kind or numbered(data.source_number) is not None:
        return ""
    return _("There is no case with the number %(number)s.") % {"number": data.source_number}


def _kind_of(number: str) -> str:
    found = numbered(number)
    return found[0] if found else ""


def _review_fault(kind: str, since: date, review_on: date, command: Command) -> str:
    if review_on < since:
        return _("The review must not lie before the first day.")
    if kind == ListKind.GREY:
        longest, message = grey_list_days(command.actor, command.at), _("A suspicion is reviewed within %(days)s days.")
    else:
        longest = black_list_days(command.actor, command.at)
        message = _("An entry of the black list is reviewed within %(days)s days.")
    return message % {"days": longest} if _days(since, review_on) > longest else ""


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
    entry.shown = MASKS.get(subject, str)(value)


MASKS = {ListSubject.PHONE: mask_phone, ListSubject.IDENTITY: mask_id, ListSubject.ACCOUNT: mask_account}


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
