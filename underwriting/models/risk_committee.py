"""Cases of the risk committee and its panels, with attendance and votes (5.13)."""

from __future__ import annotations

from functools import cached_property
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import Stateful, WorkSummary
from core.workflow.command import Actor
from core.workflow.refusals import Forbidden, NotPossible, Refusal
from core.workflow.spec import Lifecycle, Transition
from organisation.models import Scoped, ScopedQuerySet, Staff
from underwriting.models.risk_assessment import RiskAssessment
from underwriting.models.risk_guide import Board, SeatRole
from underwriting.models.vehicle import money
from underwriting.rules import risk_committee as life
from underwriting.rules.risk_voting import VOTE_LABELS

VOTES = [(vote.value, _(label)) for vote, label in VOTE_LABELS.items()]


JUDGEMENTS = [
    (life.RIGHT, _("the opinion was right")),
    (life.TOO_STRICT, _("the opinion was too strict")),
    (life.TOO_MILD, _("the opinion was too mild")),
]


class MeetingForm(models.TextChoices):
    """How the members decide."""

    MEETING = "meeting", _("meeting")
    CIRCULATION = "circulation", _("circulation")
    TELEPHONE = "telephone", _("telephone (urgent)")


class CommitteeCase(Scoped, Stateful):
    """One risk before a board. The resolution binds the decision while it is valid."""

    lifecycle: ClassVar[Lifecycle] = life.CASE

    number = models.CharField(_("case"), max_length=24, unique=True)
    board = models.CharField(_("board"), max_length=12, choices=Board.choices)
    assessment = models.ForeignKey(RiskAssessment, on_delete=models.PROTECT, related_name="cases")
    grounds = models.TextField(_("why it is referred"))
    urgent = models.BooleanField(_("urgent"), default=False)
    referred_by_id = models.BigIntegerField(null=True)
    referred_by = models.CharField(_("referred by"), max_length=80, blank=True)
    plan = models.TextField(_("plan of cover"), blank=True)
    plan_sum = money(_("sum insured of the plan"), null=True)
    cession = models.TextField(_("opinion on reinsurance"), blank=True)
    papers_ready_at = models.DateTimeField(_("papers ready at"), null=True)
    form = models.CharField(_("form"), max_length=12, choices=MeetingForm.choices, blank=True)
    meets_at = models.DateTimeField(_("meets at"), null=True)
    venue = models.CharField(_("venue"), max_length=80, blank=True)
    agenda = models.TextField(_("agenda"), blank=True)
    vetoed_by = models.CharField(_("veto of the chair"), max_length=80, blank=True)
    veto_reason = models.TextField(_("grounds of the veto"), blank=True)
    outcome = models.CharField(_("resolution"), max_length=12, choices=VOTES, blank=True)
    conditions = models.TextField(_("conditions"), blank=True)
    resolution = models.CharField(_("resolution number"), max_length=20, blank=True)
    resolved_at = models.DateTimeField(_("resolved at"), null=True)
    valid_until = models.DateField(_("valid until"), null=True)
    applied_outcome = models.CharField(_("decision"), max_length=24, blank=True)
    applied_at = models.DateTimeField(_("applied at"), null=True)
    act_by = models.DateTimeField(_("next step by"), null=True)
    judgement = models.CharField(
        _("judgement of the opinion"), max_length=12, choices=JUDGEMENTS, blank=True, default="", db_default=""
    )
    look_back = models.TextField(_("look-back"), blank=True)
    incurred = models.DecimalField(_("losses since"), max_digits=18, decimal_places=2, null=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("committee case")
        indexes = [
            models.Index(fields=["branch_id", "-created_at", "-id"], name="committeecase_branch_new"),
            models.Index(fields=["province_id", "-created_at", "-id"], name="committeecase_province_new"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["branch", "resolution"], name="committeecase_resolution_once", condition=~Q(resolution="")
            ),
            models.CheckConstraint(
                name="committeecase_resolved_whole",
                condition=~Q(state__in=(life.RESOLVED, life.EXECUTED, life.REVIEWED))
                | (~Q(resolution="") & ~Q(outcome="") & Q(valid_until__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def case(self) -> str:
        """The case of the assessment: who assessed does not vote (segregation row 6)."""
        return self.assessment.case()

    def personal_refusal(self, actor: Actor, spec: Transition) -> Refusal | None:
        """Votes are the members' own; the veto is the chair's; who assessed or brought the case in notes no votes of
        others."""
        refusal = self._office_refusal(actor, spec)
        if refusal is not None or spec.permission != life.VOTE_RIGHT:
            return refusal
        seat = self._seat_of(actor.staff_id or 0)
        if seat is None:
            return Forbidden(str(_("You are not a member who was called to this case.")))
        if spec.name == life.VETO.name and seat.role != SeatRole.CHAIR:
            return Forbidden(str(_("Only the chair may veto.")))
        return seat.standing_against(spec)

    def _office_refusal(self, actor: Actor, spec: Transition) -> Refusal | None:
        """What the working group and the underwriters leave to others."""
        own = {self.assessment.assessor_id, self.assessment.signed_by_id, self.referred_by_id} - {None}
        if spec.name == life.CAST_BY_PHONE.name and actor.staff_id in own:
            return Forbidden(str(_("You assessed this risk or brought it in: another person takes the votes.")))
        if spec.name == life.HAND_UP.name and self.board == Board.COMMITTEE:
            return NotPossible(str(_("No board stands above the committee. Appoint other members.")))
        if spec.name == life.EXECUTE.name and actor.staff_id and self.assessment.proposal_id:
            return NotPossible(str(_("The decision on the proposal applies the resolution.")))
        return None

    def _seat_of(self, staff_id: int) -> Attendance | None:
        """The seat of a person, asked once for all the buttons of a page."""
        if staff_id not in self._seats:
            self._seats[staff_id] = self.attendance.filter(staff_id=staff_id).first()
        return self._seats[staff_id]

    @cached_property
    def _seats(self) -> dict[int, Attendance | None]:
        return {}

    def work_summary(self) -> WorkSummary:
        return WorkSummary(
            title=self.number,
            detail=f"{self.get_board_display()} · {self.assessment.number}"[:200],
            line=self.assessment.line,
            amount=self.assessment.exposure,
            customer=self.assessment.insured_name,
            due_at=self.act_by,
        )


class Attendance(models.Model):
    """A member called to a case: whether he came, withdrew, and how he voted. A vote is cast once."""

    case = models.ForeignKey(CommitteeCase, on_delete=models.PROTECT, related_name="attendance")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("member"), max_length=80)
    role = models.CharField(_("part"), max_length=8, choices=SeatRole.choices)
    no_vote = models.CharField(_("has no vote because"), max_length=120, blank=True)
    present = models.BooleanField(_("present"), default=False)
    withdrew = models.TextField(_("withdrew because"), blank=True)
    vote = models.CharField(_("vote"), max_length=12, choices=VOTES, blank=True)
    reason = models.TextField(_("reasons"), blank=True)
    voted_at = models.DateTimeField(_("voted at"), null=True)
    by_phone = models.BooleanField(_("by telephone"), default=False)
    confirmed_at = models.DateTimeField(_("confirmed in writing at"), null=True)

    class Meta:
        verbose_name = _("attendance")
        constraints = [
            models.UniqueConstraint(fields=["case", "staff"], name="attendance_once"),
            models.CheckConstraint(
                name="attendance_vote_allowed", condition=Q(vote="") | (Q(no_vote="", withdrew="", present=True))
            ),
        ]

    @property
    def votes(self) -> bool:
        """Whether the member may vote at all."""
        return not self.no_vote and not self.withdrew

    @property
    def counts(self) -> bool:
        """Whether the vote counts: one by telephone does from the member's written confirmation on."""
        return bool(self.vote) and (not self.by_phone or self.confirmed_at is not None)

    @property
    def awaits_confirmation(self) -> bool:
        return bool(self.vote) and not self.counts

    def standing_against(self, spec: Transition) -> Refusal | None:
        """What keeps this member from this act."""
        if spec.name == life.CONFIRM_VOTE.name:
            return None if self.awaits_confirmation else Forbidden(str(_("There is no vote by telephone to confirm.")))
        if spec.name == life.CAST.name and not self.votes:
            return Forbidden(str(_("You have no vote in this case: %s")) % (self.no_vote or self.withdrew))
        if spec.name == life.CAST.name and self.counts:
            return Forbidden(str(_("You have voted already.")))
        return None
