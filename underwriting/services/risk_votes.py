"""Votes, veto, resolution, its execution and the look-back (A7 4 … 7)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Sum
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core.clocks import at_midnight
from core.jobs import enqueue
from core.numbering import next_number
from core.workflow.command import Command
from core.workflow.engine import transition
from organisation.public import parameter, system_actor
from underwriting.models import Attendance, Board, CommitteeCase, LossExperience, MeetingForm
from underwriting.models.risk_committee import JUDGEMENTS
from underwriting.rules import risk_committee as life
from underwriting.rules.risk_voting import Standing, Vote, outcome, share_of, standing
from underwriting.selectors.risk_boards import confirm_by
from underwriting.services import risk_report
from underwriting.services.refusals import InvalidEntry, NoQuorum
from underwriting.services.risk_orders import AUTO_ACTOR

NO_OUTCOME = "declined"


@transition(CommitteeCase, life.CAST)
def cast(case: CommitteeCase, command: Command, /, *, vote: str) -> None:
    """A member's vote with reasons, once; a dissenting opinion is kept by them."""
    _write_vote(case, case.attendance.get(staff_id=command.actor.staff_id or 0), command, vote)


@transition(CommitteeCase, life.CAST_BY_PHONE)
def cast_by_phone(case: CommitteeCase, command: Command, /, *, member: int, vote: str) -> None:
    """The secretary notes an urgent vote; the member confirms it in writing."""
    if case.form != MeetingForm.TELEPHONE:
        raise InvalidEntry(_("Only urgent cases are voted on by telephone."), field="member")
    seat = case.attendance.filter(pk=member).first()
    if seat is None or not seat.votes or not _may_be_noted(case, seat, command):
        raise InvalidEntry(_("This member has no vote, or has voted."), field="member")
    _write_vote(case, seat, command, vote, by_phone=True)


def _may_be_noted(case: CommitteeCase, seat: Attendance, command: Command) -> bool:
    """Nobody has voted on this seat, or what was noted fell away because it was not confirmed in time."""
    return not seat.vote or (seat.awaits_confirmation and localdate(command.at) > confirm_by(seat, case.unit))


def _write_vote(case: CommitteeCase, seat: Attendance, command: Command, vote: str, *, by_phone: bool = False) -> None:
    if vote not in {one.value for one in Vote}:
        raise InvalidEntry(_("Choose one of the list."), field="vote")
    if case.form == MeetingForm.MEETING and not seat.present:
        raise InvalidEntry(_("The secretary notes first who is there."), field="vote")
    seat.vote, seat.reason, seat.voted_at = vote, command.reason.strip(), command.at
    seat.present, seat.by_phone, seat.confirmed_at = True, by_phone, None
    seat.save()


@transition(CommitteeCase, life.CONFIRM_VOTE)
def confirm_vote(case: CommitteeCase, command: Command, /) -> None:
    """The vote by telephone stands as it was noted; from now on it counts."""
    seat = case.attendance.get(staff_id=command.actor.staff_id or 0)
    last = confirm_by(seat, case.unit)
    if localdate(command.at) > last:
        message = _("A vote by telephone is confirmed in writing by %(day)s. Vote again.")
        raise InvalidEntry(message % {"day": last})
    seat.confirmed_at = command.at
    seat.save(update_fields=["confirmed_at"])


@transition(CommitteeCase, life.WITHDRAW_MEMBER)
def withdraw_member(case: CommitteeCase, command: Command, /) -> None:
    """A member who is related to the case leaves; a vote that was cast falls away."""
    mine = case.attendance.filter(staff_id=command.actor.staff_id or 0)
    mine.update(withdrew=command.reason.strip(), vote="", reason="", voted_at=None, present=False)


@transition(CommitteeCase, life.VETO)
def veto(case: CommitteeCase, command: Command, /) -> None:
    """The chair refuses what the members may agree to."""
    case.vetoed_by, case.veto_reason = command.actor.name, command.reason.strip()


def standing_of(case: CommitteeCase, seats: list[Attendance], on: date | None = None) -> Standing:
    """How the votes stand by the shares of a day, today's where none is said. The quorum is that of all seats: who has
    no vote or withdrew is missing from it, so that a board with many barred members decides nothing. Who voted by
    telephone counts, also for the quorum, from the written confirmation on."""
    entitled = [seat for seat in seats if seat.votes]
    return standing(
        members=len(entitled),
        seats=len(seats),
        present=sum(seat.present and not seat.awaits_confirmation for seat in entitled),
        votes={seat.name: Vote(seat.vote) for seat in entitled if seat.counts},
        quorum=share_of(parameter("underwriting.committee_quorum", case.unit, on)),
        majority=share_of(parameter("underwriting.committee_majority", case.unit, on)),
    )


@transition(CommitteeCase, life.RESOLVE)
def resolve(case: CommitteeCase, command: Command, /, *, conditions: str = "") -> str | None:
    """What the votes say becomes the resolution, with number, conditions and validity; putting off is no resolution."""
    seats = list(case.attendance.order_by("pk"))
    _refuse_unconfirmed(case, seats, localdate(command.at))
    meeting = standing_of(case, seats)
    if not meeting.quorate:
        raise NoQuorum(_no_quorum(meeting) % {"present": meeting.present, "needed": meeting.needed})
    if len(meeting.votes) < meeting.present:
        message = _("%(open)s of those present have not voted yet.")
        raise InvalidEntry(message % {"open": meeting.present - len(meeting.votes)})
    found = outcome(meeting, vetoed=bool(case.vetoed_by))
    if found is Vote.DEFER:
        case.meets_at = case.act_by = None
        return life.DEFERRED
    if found is Vote.CONDITIONS and not conditions.strip():
        raise InvalidEntry(_("Write the conditions that the members ask for."), field="conditions")
    _write_resolution(case, command, found, conditions.strip() if found is Vote.CONDITIONS else "")
    return None


def _no_quorum(meeting: Standing) -> str:
    if meeting.reachable:
        return _("No quorum: %(present)s are there, %(needed)s are needed. Put the case off.")
    return _("Too few members may vote: %(needed)s are needed. Hand the case up, or appoint other members.")


def _refuse_unconfirmed(case: CommitteeCase, seats: list[Attendance], today: date) -> None:
    """While a vote by telephone may still be confirmed nothing is resolved; later it has fallen away."""
    open_votes = [one.name for one in seats if one.awaits_confirmation and today <= confirm_by(one, case.unit)]
    if open_votes:
        message = _("Votes by telephone wait for the written confirmation of: %(names)s.")
        raise InvalidEntry(message % {"names": _(", ").join(open_votes)})


def _write_resolution(case: CommitteeCase, command: Command, found: Vote, conditions: str) -> None:
    on = localdate(command.at)
    case.outcome, case.conditions, case.resolved_at = found.value, conditions, command.at
    case.valid_until = on + timedelta(days=parameter("underwriting.resolution_days", case.unit, on))
    notice = timedelta(days=parameter("underwriting.resolution_notice_days", case.unit, on))
    case.act_by = at_midnight(case.valid_until - notice + timedelta(days=1))
    _supersede_earlier(case, command)
    actor = system_actor(AUTO_ACTOR, unit_id=case.unit_id)
    risk_report.resolved(case.assessment_id, command.acting_as(actor, "resolved"))
    key = f"minutes:{case.pk}:{case.version}"
    enqueue(risk_report.PAPERS_JOB, key=key, payload={"what": "minutes", "pk": case.pk}, queue="documents")
    series = f"FWH-{on.year}-{case.branch_id}"
    case.resolution = f"FWH-{on.year}-{next_number(series, gap_free=True):03d}"


def _supersede_earlier(case: CommitteeCase, command: Command) -> None:
    """An earlier resolution on the same business waits for nothing any more: this one binds."""
    proposal = case.assessment.proposal_id
    if proposal is None:
        return
    earlier = CommitteeCase.objects.filter(assessment__proposal=proposal, state=life.RESOLVED).exclude(pk=case.pk)
    actor = system_actor(AUTO_ACTOR, unit_id=case.unit_id)
    for pk in earlier.values_list("pk", flat=True):
        execute(pk, command.acting_as(actor, f"superseded/{pk}"), decision=life.SUPERSEDED)


@transition(CommitteeCase, life.HAND_UP)
def hand_up(case: CommitteeCase, command: Command, /) -> None:
    """A panel in which too few may vote never resolves; the committee does, called anew with the same papers."""
    seats = list(case.attendance.order_by("pk"))
    if not seats or standing_of(case, seats).reachable:
        raise InvalidEntry(_("Enough members may vote. The panel decides."))
    case.attendance.all().delete()
    case.board, case.meets_at, case.act_by = Board.COMMITTEE, None, None
    case.vetoed_by = case.veto_reason = ""


@transition(CommitteeCase, life.EXECUTE)
def execute(case: CommitteeCase, command: Command, /, *, decision: str) -> None:
    """The decision that follows the resolution: on the proposal, or on the policy that was assessed during its cover.
    Half a year after the resolution it is looked back on."""
    case.applied_outcome, case.applied_at = decision, command.at
    days = parameter("underwriting.look_back_days", case.unit, localdate(command.at))
    case.act_by = (case.resolved_at or command.at) + timedelta(days=days)


@transition(CommitteeCase, life.LOOK_BACK)
def look_back(case: CommitteeCase, command: Command, /, *, judgement: str) -> None:
    """After half a year: what the risk has cost since, and whether the opinion was right (A7 7)."""
    if judgement not in dict(JUDGEMENTS):
        raise InvalidEntry(_("Choose one of the list."), field="judgement")
    on = localdate(command.at)
    days = parameter("underwriting.look_back_days", case.unit, on)
    first = localdate(case.resolved_at) + timedelta(days=days) if case.resolved_at else on
    if on < first:
        raise InvalidEntry(_("The look-back is due from %(day)s.") % {"day": first})
    case.judgement, case.look_back, case.incurred = judgement, command.reason.strip(), losses_since(case)


def losses_since(case: CommitteeCase) -> Decimal:
    """Losses of the policy that was assessed, or of those made of the proposal."""
    assessed = case.assessment
    losses = LossExperience.objects.filter(policy=assessed.policy_id)
    if assessed.proposal_id is not None:
        losses = LossExperience.objects.filter(policy__proposal=assessed.proposal_id)
    return losses.aggregate(total=Sum("incurred"))["total"] or Decimal(0)
