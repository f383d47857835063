"""Cessions that need somebody's word beforehand, and the reinsurers' agreement to endorsements."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import Stateful, WorkSummary
from core.models.stateful import Act
from core.workflow.spec import Lifecycle
from organisation.models import Scoped, ScopedQuerySet
from underwriting.models.policy import Policy
from underwriting.models.proposal import Proposal
from underwriting.models.vehicle import money
from underwriting.rules.reinsurance import agreement
from underwriting.rules.reinsurance import facultative as life


class Purpose(models.TextChoices):
    """Why somebody must confirm."""

    FACULTATIVE = "facultative", _("facultative")
    TREATY = "treaty", _("treaty, prior confirmation")


class Route(models.TextChoices):
    """Which reinsurance department decides, by the kind of branch (REI-03, REI-04, REI-07)."""

    OWN = "own", _("reinsurance department of the branch")
    UPPER = "upper", _("reinsurance department of the upper level")


class FacultativeCase(Scoped, Stateful):
    """A cession of one proposal: the sub-branch's opinion, the centre's share, the placement."""

    lifecycle: ClassVar[Lifecycle] = life.FACULTATIVE

    number = models.CharField(_("cession"), max_length=24, unique=True)
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="facultative")
    purpose = models.CharField(_("purpose"), max_length=12, choices=Purpose.choices, default=Purpose.FACULTATIVE)
    route = models.CharField(_("decided by"), max_length=6, choices=Route.choices)
    line = models.CharField(_("line"), max_length=20)
    customer = models.CharField(_("insured"), max_length=120)
    cover_start = models.DateField(_("cover begins"))
    submit_by = models.DateField(_("to be sent by"))
    own_sum = money(_("own sum"))
    premium = money(_("own premium"))
    needed = money(_("above all treaties"))
    asked = money(_("amount to be placed"))
    opinion = models.TextField(_("opinion of the sub-branch"), blank=True)
    opinion_by = models.CharField(_("stated by"), max_length=120, blank=True)
    conditions = models.TextField(_("conditions"), blank=True)
    decided_by = models.CharField(_("decided by"), max_length=120, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True)
    terms = models.TextField(_("terms of the business"), blank=True)
    loss_record = models.TextField(_("loss record"), blank=True)
    material = models.TextField(_("material sent"), blank=True)
    assessment = models.ForeignKey("underwriting.RiskAssessment", null=True, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(_("sent at"), null=True)
    late = models.BooleanField(_("late"), default=False)
    late_reason = models.CharField(_("why late"), max_length=300, blank=True)
    placed = money(_("placed"), default=0)
    commission_percent = models.DecimalField(_("commission (%)"), max_digits=7, decimal_places=4, default=0)
    reference = models.CharField(_("reference of the reinsurers"), max_length=80, blank=True)
    bound_at = models.DateTimeField(_("flagged at"), null=True)

    objects: ClassVar[ScopedQuerySet[FacultativeCase]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("cession to be confirmed")
        constraints = [
            models.UniqueConstraint(
                fields=["proposal"], condition=~Q(state=life.CLOSED), name="facultativecase_one_open"
            ),
            models.CheckConstraint(name="facultativecase_amounts", condition=Q(asked__gte=0, placed__gte=0)),
        ]
        indexes = [models.Index(fields=["branch_id", "-created_at", "-id"], name="facultative_branch_new")]

    def __str__(self) -> str:
        return self.number

    def case(self) -> str:
        """Acts on it are held against acts on its proposal."""
        return self.proposal.case()

    @property
    def quotations(self) -> models.QuerySet[FacultativeShare]:
        """What counts: the latest quotation of each reinsurer."""
        return self.shares.filter(superseded_at=None)

    def act(self, spec: Act) -> Act:
        """Where the branch has its own department, the underwriter sends the material there himself (REI-03)."""
        if spec.name == life.SUBMIT.name and self.route == Route.OWN:
            return replace(spec, permission=life.SUBMIT_UNDERWRITER)
        return spec

    def work_unit_id(self, queue: str) -> int:
        """The department of the upper level sits in the province."""
        if queue == life.PLACE_QUEUE:
            upper = self.province_id if self.route == Route.UPPER else self.branch_id
            return upper or self.unit_id
        return self.unit_id

    def work_summary(self) -> WorkSummary:
        return WorkSummary(title=self.number, line=self.line, amount=self.asked, customer=self.customer)


class FacultativeShare(models.Model):
    """What one reinsurer quotes, and the line it signs in the placed amount. A later quotation supersedes it; the row
    stays with the reason."""

    case = models.ForeignKey(FacultativeCase, on_delete=models.PROTECT, related_name="shares")
    reinsurer_id = models.BigIntegerField(_("reinsurer"))
    name = models.CharField(_("reinsurer"), max_length=120)
    written_percent = models.DecimalField(_("written line (%)"), max_digits=7, decimal_places=4)
    signed_percent = models.DecimalField(_("signed line (%)"), max_digits=7, decimal_places=4, null=True)
    commission_percent = models.DecimalField(_("commission (%)"), max_digits=7, decimal_places=4, default=0)
    quoted_at = models.DateTimeField(_("quoted at"))
    superseded_at = models.DateTimeField(_("superseded at"), null=True)
    why_superseded = models.CharField(_("why it no longer counts"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("facultative line")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "reinsurer_id"], condition=Q(superseded_at=None), name="facultativeshare_counts_once"
            ),
            models.CheckConstraint(
                name="facultativeshare_superseded", condition=Q(superseded_at=None) | ~Q(why_superseded="")
            ),
        ]


class EndorsementAgreement(Scoped, Stateful):
    """What underwriter, reinsurance post and reinsurers say to an endorsement of ceded business."""

    lifecycle: ClassVar[Lifecycle] = agreement.AGREEMENT

    number = models.CharField(_("agreement"), max_length=24, unique=True)
    case_of = models.ForeignKey(FacultativeCase, on_delete=models.PROTECT, related_name="agreements")
    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="+")
    change = models.TextField(_("what shall be changed"))
    # The request that it was asked for; none where the customer only enquired.
    asked_for = models.ForeignKey("underwriting.Endorsement", null=True, on_delete=models.PROTECT, related_name="+")
    reply = models.TextField(_("reply of the reinsurers"), blank=True)
    # What is placed when the change is made; none where the reinsurers were not asked for another amount.
    placed = money(_("placed after the change"), null=True)
    difference = models.TextField(_("condition that the branch bears"), blank=True)
    difference_amount = money(_("amount that the branch bears"), null=True)
    endorsement = models.CharField(_("endorsement"), max_length=40, blank=True)

    objects: ClassVar[ScopedQuerySet[EndorsementAgreement]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("agreement to an endorsement")

    def __str__(self) -> str:
        return self.number

    def work_unit_id(self, queue: str) -> int:
        return self.case_of.work_unit_id(queue)

    def work_summary(self) -> WorkSummary:
        return WorkSummary(title=self.number, detail=self.policy.number, customer=self.case_of.customer)
