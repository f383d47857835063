"""Back-entry: registered with its form, entered by the ordinary entry, reviewed against the paper (B-33)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from archives.public import Subject, use_form
from core import clocks, notify
from core.numbering import business_number, reserved_id
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from core.workflow.refusals import Hidden
from organisation.models import Unit
from organisation.public import parameter
from parties.public import parties_named
from underwriting.models import COMMERCIAL, COMPULSORY, BackEntry, Channel, OffSystemBusiness, Proposal
from underwriting.rules import back_entry as life
from underwriting.rules import lifecycle, off_system
from underwriting.services.data import PeopleData, ProposalData
from underwriting.services.intake import receive_proposal
from underwriting.services.refusals import InvalidEntry, refuse_before_the_form

PAPER = "policy_paper"
ENDED = frozenset({lifecycle.DECLINED, lifecycle.LAPSED, lifecycle.WITHDRAWN})
APPROVED = frozenset({off_system.APPROVED, off_system.ENTERED})
HAND_LINES = "underwriting.hand_issued_lines"
AGENCY = frozenset({Channel.AGENT, Channel.AGENCY, Channel.BROKER})


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideData:
    """A policy as it was issued outside the system."""

    way: str
    serial: str
    channel: str
    line: str
    holder_name: str
    premium: Decimal
    signed_on: date
    approval: str = ""


@creation(BackEntry, life.REGISTER)
def register_back_entry(command: Command, /, *, data: OutsideData) -> BackEntry:
    """Note a policy that was issued outside; its form is used from now on, its clock runs from the signature."""
    today = localdate(command.at)
    _refuse_wrong(data, today)
    found = BackEntry(
        pk=reserved_id(BackEntry),
        way=data.way,
        channel=data.channel,
        line=data.line,
        holder_name=data.holder_name.strip(),
        premium=data.premium,
        signed_on=data.signed_on,
        approval=data.approval.strip().upper(),
        registered_by_id=command.actor.staff_id,
    )
    unit = Unit.objects.get(pk=command.actor.unit_id)
    found.set_unit(unit)
    _note_approval(found)
    found.due_on = _due(found)
    found.number = business_number("B", "BAK", today.year, unit.code, gap_free=False)
    subject = Subject(kind=life.BACK_ENTRY_KIND, pk=found.pk, number=found.number)
    used = use_form(command, PAPER, data.serial, subject, on=data.signed_on)
    refuse_before_the_form(used, data.signed_on, field="signed_on")
    found.serial, found.form_since = used.serial, used.since
    return found


def _refuse_wrong(data: OutsideData, today: date) -> None:
    if data.signed_on > today:
        raise InvalidEntry(_("The policy was signed in the future."), field="signed_on")
    if data.premium <= 0:
        raise InvalidEntry(_("The premium must be above zero."), field="premium")
    if data.way == life.HAND_WRITTEN and data.line not in parameter(HAND_LINES, on=data.signed_on):
        raise InvalidEntry(_("Policies of this line are not written by hand."), field="line")
    if not data.holder_name.strip():
        raise InvalidEntry(_("Who is the policyholder?"), field="holder_name")


def _note_approval(found: BackEntry) -> None:
    """What the centre approved on paper before is recorded with it: its case is named, of this policyholder, once
    (domain 8.2: hand-written policies need the approval of underwriting)."""
    if not found.approval:
        return
    approved = OffSystemBusiness.objects.filter(kind=off_system.CENTRAL, state__in=APPROVED, unit_id=found.unit_id)
    case = approved.filter(number=found.approval, holder_name=found.holder_name).first()
    if case is None or BackEntry.objects.filter(approval=found.approval).exists():
        message = _("The centre has approved no business of this policyholder under the number %(number)s.")
        raise InvalidEntry(message % {"number": found.approval}, field="approval")
    found.allowed_by, found.opinion = case.decided_by, case.opinion or case.number


@transaction.atomic
def register_and_ask(command: Command, *, data: OutsideData) -> BackEntry:
    """The registration; a hand-written policy that the centre has not approved before is laid before it at once."""
    found = register_back_entry(command, data=data)
    if found.lacks_approval:
        found = ask(found.pk, command.then("ask"))
    return found


@transition(BackEntry, life.ASK)
def ask(found: BackEntry, command: Command, /) -> None:
    """The centre sees what was written by hand; the entry may begin meanwhile."""


@transition(BackEntry, life.ALLOW)
def allow_hand_written(found: BackEntry, command: Command, /) -> None:
    """An underwriter approves it, with his name and opinion."""
    found.allowed_by, found.opinion, found.unapproved = command.signature, command.reason, False


@transition(BackEntry, life.FIND_UNAPPROVED)
def find_unapproved(found: BackEntry, command: Command, /) -> None:
    """The policy binds and is entered all the same; that nobody had approved it stays to be seen."""
    found.allowed_by, found.opinion, found.unapproved = command.signature, command.reason, True


def _due(found: BackEntry) -> date:
    returned = _last_day(life.RETURNED_CLOCK, found.returned_on) if found.returned_on else None
    deadlines = life.Deadlines(
        direct=_last_day(life.DIRECT_CLOCK, found.signed_on),
        agency=_last_day(life.AGENCY_CLOCK, found.signed_on),
        returned=returned,
    )
    return life.due_on(deadlines, agency=found.channel in AGENCY)


def _last_day(clock: str, begins: date) -> date:
    noon = datetime.combine(begins, time(12), timezone.get_current_timezone())
    return localdate(clocks.due(clock, noon)[0])


@transition(BackEntry, life.LINK)
def begin_entry(found: BackEntry, command: Command, /, *, proposal: str) -> None:
    """The ordinary entry, in the mode of a back-entry: what it says is judged as of the day of the signature."""
    row = Proposal.objects.filter(number=proposal.strip().upper(), unit_id=found.unit_id).first()
    if row is None or row.state not in (lifecycle.DRAFT, lifecycle.RETURNED):
        raise InvalidEntry(_("There is no draft of your unit with this number."), field="proposal")
    if BackEntry.objects.filter(proposal=row).exclude(pk=found.pk).exists():
        raise InvalidEntry(_("This draft belongs to another back-entry."), field="proposal")
    _release_draft(found, row, command)
    found.proposal = row
    Proposal.objects.filter(pk=row.pk).update(signed_on=found.signed_on, updated_at=command.at)


def _release_draft(found: BackEntry, to: Proposal, command: Command) -> None:
    """A draft that gives way to another is an ordinary one again: nothing of it is judged as of an earlier day. What
    was handed in already stays."""
    before = found.proposal
    if before is None or before.pk == to.pk or before.state in ENDED:
        return
    released = Proposal.objects.filter(pk=before.pk, state__in=(lifecycle.DRAFT, lifecycle.RETURNED))
    if not released.update(signed_on=None, updated_at=command.at):
        message = _("The entry was begun before: %(number)s.") % {"number": before.number}
        raise InvalidEntry(message, field="proposal")


@transaction.atomic
def receive_outside(command: Command, pk: int, data: ProposalData) -> Proposal:
    """Begin the ordinary entry out of the registration, linked at once and judged as of the day of the signature; it is
    begun once (B-33, PRO-14, PRO-17)."""
    own = BackEntry.objects.filter(pk=pk, unit_id=command.actor.unit_id).select_for_update(of=("self",))
    found = own.select_related("proposal").first()  # held, so that two windows do not begin it twice
    if found is None:
        raise Hidden(_("Not found."))
    people = data.people or _people_on_paper(found, command)
    row = receive_proposal(command, data=replace(data, people=people, signed_on=found.signed_on))
    before = found.proposal
    if before is not None and before.pk != row.pk and before.state not in ENDED:
        message = _("The entry was begun before: %(number)s.") % {"number": before.number}
        raise InvalidEntry(message, field="start_on")
    begin_entry(found.pk, command.then("link"), proposal=row.number)
    return row


def _people_on_paper(found: BackEntry, command: Command) -> PeopleData | None:
    """The policyholder that the paper names, where exactly one registered customer has this name; else he is chosen in
    the step of the people."""
    named = parties_named(found.holder_name, branch_id=found.branch_id)
    if len(named) != 1:
        return None
    return PeopleData(holder_id=named[0], insured_id=named[0], channel=found.channel)


@transition(BackEntry, life.NOTE_RETURN)
def note_return(found: BackEntry, command: Command, /, *, returned_on: date) -> None:
    """The agency handed its policies in: five working days from here, at the latest fifteen from the signature."""
    if not found.signed_on <= returned_on <= localdate(command.at):
        raise InvalidEntry(_("Policies come back between the signature and today."), field="returned_on")
    if found.channel not in AGENCY:
        raise InvalidEntry(_("Only agency business is collected."), field="returned_on")
    found.returned_on = returned_on
    found.due_on = _due(found)


@transition(BackEntry, life.CHASE)
def chase(found: BackEntry, command: Command, /) -> None:
    """The centre urges the clerk of the sub-branch (PRO-16)."""
    found.chased += 1
    if found.registered_by_id:
        notify.notify(
            [found.registered_by_id],
            key=f"back-entry/{found.pk}/{found.chased}",
            title=_("Back-entry %(number)s is due on %(day)s") % {"number": found.number, "day": found.due_on},
            body=command.reason,
            subject_kind=life.BACK_ENTRY_KIND,
            subject_id=found.pk,
        )


@transition(BackEntry, life.ENTER)
def complete_entry(found: BackEntry, command: Command, /, *, why_late: str = "", why_differing: str = "") -> None:
    """The entry was handed in. A late one says why, and so does one that differs from the paper."""
    row = found.proposal
    if found.lacks_approval:
        raise InvalidEntry(_("Hand-written policies need the approval of the underwriting centre."))
    if row is None or row.state in (lifecycle.DRAFT, lifecycle.RETURNED):
        raise InvalidEntry(_("Hand the entry in for review first."))
    if row.state in ENDED:
        raise InvalidEntry(_("The proposal has ended without a policy: begin the entry with another draft."))
    found.entered_on = localdate(command.at)
    found.late_days = life.late_days(found.due_on, found.entered_on)
    if found.late_days and not why_late.strip():
        text = _("The entry is %(days)s days late; say why.")
        raise InvalidEntry(text % {"days": found.late_days}, field="why_late")
    found.why_late = why_late.strip()
    different = life.differing(_on_paper(found), as_entered(row, found.line))
    found.differing = ", ".join(different)
    if different and not why_differing.strip():
        text = _("The entry differs from the paper (%(what)s): correct it, or say why.")
        raise InvalidEntry(text % {"what": "、".join(_(one) for one in different)}, field="why_differing")
    found.why_differing = why_differing.strip() if different else ""


def _on_paper(found: BackEntry) -> life.Written:
    return life.Written(line=found.line, holder=found.holder_name, premium=found.premium)


def as_entered(proposal: Proposal, line: str) -> life.Written:
    """What the entry says of the policy of ``line``; a motor proposal may hold two."""
    parts = {COMPULSORY: proposal.compulsory_premium, COMMERCIAL: proposal.commercial_premium}
    if proposal.is_motor and parts.get(line):
        return life.Written(line=line, holder=proposal.holder_name, premium=parts[line])
    return life.Written(line=proposal.line, holder=proposal.holder_name, premium=proposal.premium)


@transition(BackEntry, life.REVIEW)
def review_back_entry(found: BackEntry, command: Command, /) -> None:
    """The centre compared the policy in the books with the paper (PRO-17)."""
    if found.proposal is None or found.proposal.state != lifecycle.ISSUED:
        raise InvalidEntry(_("The policy does not stand in the books yet."))
    found.reviewed_by = command.actor.name


@transition(BackEntry, life.RETURN)
def return_back_entry(found: BackEntry, command: Command, /) -> None:
    """Something differs from the paper; it is corrected by return or endorsement and reported again."""
    found.entered_on, found.late_days = None, 0
