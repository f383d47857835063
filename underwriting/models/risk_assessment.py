"""Assessment of a risk with its data, risk units, photos and experts (5.2); letters of improvements (LAW-51)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time
from decimal import Decimal
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q, Value
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _

from core.models import Stateful, StoredFile, WorkSummary
from core.workflow.command import Actor
from core.workflow.refusals import NotPossible, Refusal, SegregationConflict
from core.workflow.spec import Lifecycle, State, Transition
from organisation.models import Scoped, ScopedQuerySet
from underwriting.models.policy import Policy
from underwriting.models.proposal import Proposal
from underwriting.models.risk_guide import RiskGuide
from underwriting.models.vehicle import money
from underwriting.rules import risk_assessment as life
from underwriting.rules.lifecycle import POLICY_KIND, PROPOSAL_KIND
from underwriting.rules.risk_duty import Level, Place
from underwriting.rules.risk_guide import EXCELLENT, FAIR, GOOD, POOR
from underwriting.rules.risk_visit import DELIVERED, LETTER, UNSAFE_LABELS


class AssessmentClass(models.TextChoices):
    """必须评估, 日常评估, 一般验险 (5.2)."""

    COMPULSORY = "compulsory", _("compulsory, before acceptance")
    ROUTINE = "routine", _("during the cover (loss prevention)")
    ORDINARY = "ordinary", _("ordinary inspection before acceptance")


class Opinion(models.TextChoices):
    """What the assessor advises."""

    ACCEPT = "accept", _("accept")
    TERMS = "terms", _("accept on conditions")
    CEDE = "cede", _("accept with reinsurance")
    RECTIFY = "rectify", _("accept after improvements")
    DECLINE = "decline", _("do not accept")


LEVEL_LABELS = [(Level.GROUP, _("standing group")), (Level.PANEL, _("panel")), (Level.COMMITTEE, _("committee"))]
PLACE_LABELS = [(Place.CENTRE, _("underwriting centre")), (Place.SUB_BRANCH, _("sub-branch"))]
GRADES = [(EXCELLENT, _("excellent")), (GOOD, _("good risk")), (FAIR, _("fair, terms")), (POOR, _("poor"))]


class RiskAssessment(Scoped, Stateful):
    """One assessment of a proposal or a policy. Signed once, never changed afterwards; confidential (RSK-08)."""

    lifecycle: ClassVar[Lifecycle] = life.ASSESSMENT
    audit_excluded = frozenset({"score_steps", "answers"})

    number = models.CharField(_("assessment"), max_length=24, unique=True)
    kind = models.CharField(_("class"), max_length=12, choices=AssessmentClass.choices)
    place = models.CharField(_("made by"), max_length=12, choices=[(v.value, label) for v, label in PLACE_LABELS])
    level = models.CharField(_("decided by"), max_length=12, choices=[(v.value, label) for v, label in LEVEL_LABELS])
    proposal = models.ForeignKey(Proposal, null=True, on_delete=models.PROTECT, related_name="assessments")
    policy = models.ForeignKey(Policy, null=True, on_delete=models.PROTECT, related_name="assessments")
    line = models.CharField(_("line"), max_length=16)
    party_id = models.BigIntegerField(null=True)
    insured_name = models.CharField(_("insured"), max_length=120)
    address = models.CharField(_("place of the risk"), max_length=200, blank=True)
    occupancy = models.CharField(_("occupancy"), max_length=40, blank=True)
    exposure = money(_("sum insured or limit"), default=Decimal(0))
    grounds = models.JSONField(_("grounds"), default=list)
    assessor_id = models.BigIntegerField(null=True)
    assessor_name = models.CharField(_("assessor"), max_length=80, blank=True)
    due_at = models.DateTimeField(_("due"), null=True)
    visit_on = models.DateField(_("planned visit"), null=True)
    visited_at = models.DateTimeField(_("visited at"), null=True)
    with_expert = models.BooleanField(_("with an outside expert"), default=False)
    profile = models.JSONField(_("data collected"), default=dict)
    refused_data = models.TextField(_("data that were refused"), blank=True)
    guide = models.ForeignKey(RiskGuide, null=True, on_delete=models.PROTECT, related_name="+")
    documents = models.JSONField(_("papers collected"), default=list, db_default=Value([], models.JSONField()))
    danger = models.TextField(_("imminent danger"), blank=True, default="", db_default="")
    answers = models.JSONField(_("answers to the guide"), default=dict)
    score = models.DecimalField(_("points"), max_digits=5, decimal_places=2, null=True)
    score_steps = models.JSONField(default=list)
    grade = models.CharField(_("grade"), max_length=12, blank=True, choices=GRADES)
    fatal = models.JSONField(_("fatal answers"), default=list)
    pml = money(_("PML"), null=True)
    mfl = money(_("MFL"), null=True)
    opinion = models.CharField(_("opinion"), max_length=12, blank=True, choices=Opinion.choices)
    findings = models.TextField(_("findings"), blank=True)
    advice = models.TextField(_("advice on terms"), blank=True)
    proposed_terms = models.TextField(_("conditions proposed by the sub-branch"), blank=True)
    signed_by_id = models.BigIntegerField(null=True)
    signed_by = models.CharField(_("signed by"), max_length=120, blank=True)
    signed_at = models.DateTimeField(_("signed at"), null=True)
    confirmed_by = models.CharField(_("confirmed by"), max_length=120, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("risk assessment")
        indexes = [
            models.Index(fields=["branch_id", "-created_at", "-id"], name="assessment_branch_new"),
            models.Index(fields=["sub_branch_id", "-created_at", "-id"], name="assessment_sub_new"),
            models.Index(fields=["province_id", "-created_at", "-id"], name="assessment_province_new"),
            models.Index(fields=["party_id", "-id"], name="assessment_party"),
        ]
        constraints = [
            models.CheckConstraint(
                name="assessment_of_one",
                condition=Q(proposal=None, policy__isnull=False) | Q(proposal__isnull=False, policy=None),
            ),
            models.CheckConstraint(
                name="assessment_signed_whole",
                condition=~Q(state__in=(life.SIGNED, life.COMMITTEE, life.CLOSED))
                | (Q(signed_at__isnull=False) & ~Q(signed_by="") & ~Q(opinion="")),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def case(self) -> str:
        """Acts on the assessment and on what it was made for are held against each other."""
        if self.proposal_id is not None:
            return f"{PROPOSAL_KIND}:{self.proposal_id}"
        return f"{POLICY_KIND}:{self.policy_id}"

    def stage(self, value: str) -> State:
        """The centre's assessments wait in its own queue; with an expert there is more time."""
        declared = self.lifecycle.state(value)
        centre = self.place == Place.CENTRE
        if value == life.SIGNED and centre:  # its assessors sign themselves; the director is another person
            return replace(declared, queue=life.DIRECTOR_QUEUE)
        if value not in life.IN_WORK:
            return declared
        clock = life.EXPERT_CLOCK if self.with_expert else life.CENTRE_CLOCK if centre else life.SUB_CLOCK
        return replace(declared, queue=life.CENTRE_QUEUE if centre else life.SUB_QUEUE, clock=clock)

    def personal_refusal(self, actor: Actor, spec: Transition) -> Refusal | None:
        """A report is confirmed or returned by another person than the one who signed it (RSK-11)."""
        another = spec.name in {life.CONFIRM.name, life.RETURN_REPORT.name}
        if another and self.signed_by_id is not None and actor.staff_id == self.signed_by_id:
            return SegregationConflict(str(_("You signed the report; another person confirms it.")))
        if spec.name in {life.DROP_UNIT.name, life.NOTE_FINDING.name} and not self.units.exists():
            return NotPossible(str(_("No risk unit was entered yet.")))
        if spec.name == life.EXPERT_DONE.name and not self.experts.filter(received_on=None).exists():
            return NotPossible(str(_("No opinion of an expert is awaited.")))
        return None

    def work_summary(self) -> WorkSummary:
        detail = " · ".join(part for part in (str(self.get_kind_display()), self.address) if part)
        return WorkSummary(
            title=self.number, detail=detail[:200], line=self.line, amount=self.exposure, customer=self.insured_name
        )

    @property
    def subject_number(self) -> str:
        subject: Any = self.proposal or self.policy
        return str(subject.number)


class RiskUnit(models.Model):
    """A value in a fire area of the place, with the share that a fire destroys: basis of PML and of cession."""

    assessment = models.ForeignKey(RiskAssessment, on_delete=models.PROTECT, related_name="units")
    area = models.CharField(_("fire area"), max_length=40)
    subject = models.CharField(_("subject matter"), max_length=60)
    value = money(_("value"))
    damage = models.DecimalField(_("damage factor (%)"), max_digits=5, decimal_places=2)
    finding = models.CharField(_("what was found there"), max_length=500, blank=True)
    why_above = models.CharField(_("why above the sum insured"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("risk unit")
        constraints = [
            models.CheckConstraint(
                name="riskunit_within", condition=Q(value__gt=0, damage__gte=0, damage__lte=100, value__lt=10**13)
            )
        ]


class SitePhoto(models.Model):
    """A photo or plan of the place; time and place are those of the camera."""

    SHOTS: ClassVar = [
        ("site", _("whole site")),
        ("building", _("building")),
        ("process", _("process and storage")),
        ("protection", _("fire protection")),
        ("hazard", _("fault or hazard")),
        ("neighbours", _("surroundings")),
        ("plan", _("plan drawing")),
        ("books", _("books and stock records")),
    ]
    assessment = models.ForeignKey(RiskAssessment, on_delete=models.PROTECT, related_name="photos")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    shot = models.CharField(_("shows"), max_length=12, choices=SHOTS)
    note = models.CharField(_("note"), max_length=120, blank=True)
    taken_at = models.DateTimeField(_("taken at"), null=True)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    added_at = models.DateTimeField(_("added at"))
    added_by = models.CharField(_("added by"), max_length=80)

    class Meta:
        verbose_name = _("photo of the site")


class ExpertOpinion(models.Model):
    """A technical department or intermediary from outside that helps with the report (RSK-04)."""

    assessment = models.ForeignKey(RiskAssessment, on_delete=models.PROTECT, related_name="experts")
    name = models.CharField(_("expert"), max_length=80)
    institution = models.CharField(_("institution"), max_length=120)
    task = models.CharField(_("task"), max_length=200)
    fee = money(_("fee"))
    engaged_on = models.DateField(_("engaged on"))
    engaged_by = models.CharField(_("engaged by"), max_length=80)
    received_on = models.DateField(_("opinion received on"), null=True)
    summary = models.TextField(_("opinion in short"), blank=True)

    class Meta:
        verbose_name = _("expert from outside")
        constraints = [models.CheckConstraint(name="expert_fee", condition=Q(fee__gte=0))]


class ImprovementLetter(Scoped, Stateful):
    """Written advice to remove hazards, with the day on which it is looked at again (LAW-51)."""

    lifecycle: ClassVar[Lifecycle] = LETTER

    number = models.CharField(_("letter"), max_length=24, unique=True)
    assessment = models.ForeignKey(RiskAssessment, on_delete=models.PROTECT, related_name="letters")
    hazards = models.TextField(_("hazards and advice"))
    follow_up_on = models.DateField(_("to be checked on"))
    delivered_on = models.DateField(_("delivered on"), null=True)
    delivered_to = models.CharField(_("delivered to"), max_length=80, blank=True)
    extensions = models.PositiveSmallIntegerField(_("times more time was given"), default=0, db_default=0)
    result = models.TextField(_("what was found"), blank=True)
    checked_by = models.CharField(_("checked by"), max_length=80, blank=True)
    checked_on = models.DateField(_("checked on"), null=True)
    consequence = models.CharField(
        _("consequence for the contract"),
        max_length=8,
        blank=True,
        default="",
        db_default="",
        choices=[(value, _(text)) for value, text in UNSAFE_LABELS.items()],
    )
    decided_by = models.CharField(_("decided by"), max_length=120, blank=True, default="", db_default="")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter of improvements")
        indexes = [models.Index(fields=["branch_id", "-created_at", "-id"], name="letter_branch_new")]

    def __str__(self) -> str:
        return self.number

    def work_summary(self) -> WorkSummary:
        return WorkSummary(
            title=self.number,
            detail=f"{self.assessment.number} · {self.assessment.address}"[:200],
            line=self.assessment.line,
            customer=self.assessment.insured_name,
            due_at=self.check_by if self.state == DELIVERED else None,
        )

    @property
    def check_by(self) -> datetime:
        """The end of the day on which it is looked at again."""
        return make_aware(datetime.combine(self.follow_up_on, time(23, 59)))
