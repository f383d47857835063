"""Cases before the committee or a panel: papers, meeting, attendance (A7 1 … 3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core import clocks, notify
from core.numbering import business_number
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from organisation.public import system_actor
from underwriting.models import Attendance, Board, CommitteeCase, CommitteeSeat, MeetingForm, RiskAssessment
from underwriting.rules import risk_committee as life
from underwriting.rules.risk_duty import GROUND_LABELS, Ground, Level
from underwriting.rules.risk_lines import panel_of
from underwriting.services.refusals import Incomplete, InvalidEntry

AUTO_ACTOR = "auto-underwriting"
PAPERS_CLOCK = "underwriting.committee_papers"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralData:
    """Which report goes to which board, and why."""

    assessment: int
    board: str
    grounds: str
    urgent: bool = False
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingData:
    """How, when and where the board decides."""

    form: str
    meets_at: datetime
    venue: str = ""
    agenda: str = ""


def refer_report(assessment: RiskAssessment, command: Command) -> CommitteeCase:
    """The confirmed report goes to the board that the referral matrix names."""
    board = Board.COMMITTEE.value if assessment.level == Level.COMMITTEE else panel_of(assessment.line)
    labels = [_(GROUND_LABELS[Ground(row["ground"])]) for row in assessment.grounds]
    data = ReferralData(
        assessment=assessment.pk,
        board=board,
        grounds=_(", ").join(labels),
        by=assessment.signed_by,
    )
    actor = system_actor(AUTO_ACTOR, unit_id=assessment.unit_id)
    return refer(command.acting_as(actor, "refer"), data=data)


@creation(CommitteeCase, life.REFER)
def refer(command: Command, /, *, data: ReferralData) -> CommitteeCase:
    """A new case; the working group prepares its papers."""
    assessment = RiskAssessment.objects.select_related("unit").get(pk=data.assessment)
    case = CommitteeCase(
        board=data.board,
        assessment=assessment,
        grounds=data.grounds,
        urgent=data.urgent,
        referred_by_id=command.actor.staff_id,
        referred_by=data.by or command.actor.name,
    )
    case.set_unit(assessment.unit)
    year = localdate(command.at).year
    case.number = business_number("W", assessment.line[:3], year, assessment.unit.code, gap_free=False)
    return case


@transition(CommitteeCase, life.PREPARE)
def prepare(
    case: CommitteeCase,
    command: Command,
    /,
    *,
    plan: str,
    cession: str,
    urgent: bool = False,
    plan_sum: Decimal | None = None,
) -> None:
    """Plan of cover and opinion on reinsurance stand beside the report. The plan is not above what was assessed."""
    most = case.assessment.exposure
    if plan_sum is not None and not 0 < plan_sum <= most:
        message = _("The plan is above zero and at most the assessed sum of %(sum)s.")
        raise InvalidEntry(message % {"sum": f"{most:,.2f}"}, field="plan_sum")
    case.plan_sum = most if plan_sum is None else plan_sum
    for name, value in (("plan", plan), ("cession", cession)):
        if not value.strip():
            raise InvalidEntry(_("The papers need this part."), field=name)
    case.plan, case.cession, case.urgent = plan.strip(), cession.strip(), urgent
    case.papers_ready_at = command.at


@transition(CommitteeCase, life.SCHEDULE)
def schedule(case: CommitteeCase, command: Command, /, *, data: MeetingData) -> None:
    """Call the board: papers are complete and out three working days before, unless the case is urgent."""
    if case.papers_ready_at is None:
        raise Incomplete(_("Prepare the papers first."), details={"fields": ["plan", "cession"]})
    if data.form not in MeetingForm.values:
        raise InvalidEntry(_("Choose the form of the meeting."), field="form")
    if data.form == MeetingForm.TELEPHONE and not case.urgent:
        raise InvalidEntry(_("Only urgent cases are voted on by telephone."), field="form")
    _refuse_early(case, data, command)
    case.form, case.meets_at, case.venue, case.agenda = data.form, data.meets_at, data.venue, data.agenda
    clock = life.VOTE_CLOCK if data.form == MeetingForm.CIRCULATION else life.RESOLUTION_CLOCK
    case.act_by = clocks.due(clock, data.meets_at)[0]
    _call_members(case, data, command)


def _refuse_early(case: CommitteeCase, data: MeetingData, command: Command) -> None:
    if data.meets_at <= command.at:
        raise InvalidEntry(_("The meeting is still to come."), field="meets_at")
    earliest, _rule = clocks.due(PAPERS_CLOCK, case.papers_ready_at or command.at)
    if not case.urgent and data.meets_at < earliest:
        message = _("Members have the papers three working days before: not before %(at)s.")
        raise InvalidEntry(message % {"at": f"{earliest:%Y-%m-%d %H:%M}"}, field="meets_at")


def _call_members(case: CommitteeCase, data: MeetingData, command: Command) -> None:
    """The seats of the day are the members of the case and are told; who proposed or assessed has no vote."""
    seats = CommitteeSeat.objects.filter(
        unit_id=case.branch_id or 0, board=case.board, effective__contains=localdate(data.meets_at)
    )
    members = list(seats.select_related("staff").order_by("role", "pk"))
    if not members:
        raise InvalidEntry(_("Nobody sits on this board on that day."), field="meets_at")
    case.attendance.all().delete()
    Attendance.objects.bulk_create(
        Attendance(
            case=case, staff=seat.staff, name=seat.staff.name, role=seat.role, no_vote=_why_no_vote(case, seat.staff_id)
        )
        for seat in members
    )
    called = f"{data.meets_at.astimezone():%Y-%m-%d %H:%M} · {data.venue} · {case.assessment.insured_name}"
    notify.notify(
        [seat.staff_id for seat in members],
        key=f"{life.CASE_KIND}/{command.key}",
        title=_("You are called to the case %(number)s") % {"number": case.number},
        body=called[:200],
        subject_kind=life.CASE_KIND,
        subject_id=case.pk,
    )


def _why_no_vote(case: CommitteeCase, staff_id: int) -> str:
    assessment, proposal = case.assessment, case.assessment.proposal
    if staff_id in {assessment.signed_by_id, assessment.assessor_id}:
        return _("made the assessment")
    if staff_id == case.referred_by_id:
        return _("referred the case")
    if proposal is not None and staff_id in {proposal.salesperson_id, proposal.entered_by_id}:
        return _("proposed the business")
    return ""


@transition(CommitteeCase, life.PUT_OFF)
def put_off(case: CommitteeCase, command: Command, /) -> None:
    """Papers incomplete or no quorum: the board meets another day."""
    case.meets_at = case.act_by = None


@transition(CommitteeCase, life.ATTEND)
def attend(case: CommitteeCase, command: Command, /, *, present: list[int]) -> None:
    """Who is there. Who voted already is."""
    known = set(case.attendance.values_list("pk", flat=True))
    if not set(present) <= known:
        raise InvalidEntry(_("Choose one of the list."), field="present")
    case.attendance.filter(pk__in=present).update(present=True)
    case.attendance.exclude(pk__in=present).filter(vote="").update(present=False)
