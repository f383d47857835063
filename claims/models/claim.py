"""The claim: one per policy and report, with its reserves, documents and calculations."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.models.fields import money, money_or_zero
from claims.models.report import LossReport, product_label
from claims.rules import claim_lifecycle as states
from core.models import AuthoritySubject, Stateful, WorkSummary
from core.workflow.command import Actor
from core.workflow.refusals import Forbidden, NotPossible, Refusal
from core.workflow.spec import Lifecycle, Transition
from organisation.models import Scoped, ScopedQuerySet, Unit


def _desk(label: Any) -> models.ForeignKey[Unit, Unit]:
    return models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=label)


class Claim(Scoped, Stateful):
    """A claim under one policy. Its unit is the issuing sub-branch; the desks follow from AUT-15 … AUT-20."""

    lifecycle: ClassVar[Lifecycle] = states.CLAIM

    number = models.CharField(_("claim"), max_length=24, unique=True)
    report = models.ForeignKey(LossReport, on_delete=models.PROTECT, related_name="claims")
    policy_id = models.BigIntegerField(_("policy"))
    policy_number = models.CharField(_("policy"), max_length=30)
    line = models.CharField(_("line"), max_length=20)
    product = models.CharField(_("product"), max_length=80)
    insured_id = models.BigIntegerField()
    insured_name = models.CharField(_("insured"), max_length=120)
    plate = models.CharField(_("plate"), max_length=10, blank=True)
    occurred_at = models.DateTimeField(_("time of loss"))
    forced = models.BooleanField(_("registered by the system"), default=False)
    route_basis = models.CharField(_("routed by"), max_length=10)
    centre = _desk(_("claims centre"))
    adjusting_unit = _desk(_("calculated by"))
    approving_unit = _desk(_("approved by"))
    reserve = money_or_zero(_("reserve"))
    assessed = money_or_zero(_("assessed"))
    payable = money_or_zero(_("payable"))
    paid = money_or_zero(_("paid"))
    recover = money_or_zero(_("to be recovered"))
    assessed_at = models.DateTimeField(_("assessed at"), null=True)
    documents_at = models.DateTimeField(_("first documents at"), null=True)
    decide_by = models.DateTimeField(_("decide by"), null=True)
    docs_complete_at = models.DateTimeField(_("documents complete at"), null=True)
    supplement_asked_at = models.DateTimeField(_("missing documents asked at"), null=True)
    calculations = models.PositiveSmallIntegerField(_("calculations"), default=0)
    first_approver_id = models.BigIntegerField(null=True)
    first_approver = models.CharField(_("first approver"), max_length=64, blank=True)
    approved_at = models.DateTimeField(_("approved at"), null=True)
    agreed_at = models.DateTimeField(_("agreed at"), null=True)
    payee_id = models.BigIntegerField(null=True)
    payee_name = models.CharField(_("payee"), max_length=120, blank=True)
    payee_account = models.CharField(_("account"), max_length=120, blank=True)
    paid_at = models.DateTimeField(_("paid at"), null=True)
    closed_at = models.DateTimeField(_("closed at"), null=True)
    reopening_asked_by = models.BigIntegerField(null=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("claim")
        indexes = [
            models.Index(fields=["branch_id", "-created_at", "-id"], name="claim_branch_new"),
            models.Index(fields=["sub_branch_id", "-created_at", "-id"], name="claim_sub_new"),
            models.Index(fields=["province_id", "-created_at", "-id"], name="claim_province_new"),
            models.Index(fields=["branch_id", "state", "-created_at", "-id"], name="claim_branch_state"),
            models.Index(fields=["policy_id"], name="claim_policy"),
            GinIndex(fields=["insured_name"], opclasses=["gin_trgm_ops"], name="claim_insured_trgm"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["report", "policy_id"], name="claim_one_per_policy"),
            models.CheckConstraint(
                name="claim_amounts_sane",
                condition=Q(reserve__gte=0, payable__gte=0, paid__gte=0, reserve__lt=10**15, payable__lt=10**15),
            ),
        ]

    @property
    def shown_product(self) -> str:
        return product_label(self.line, self.product)

    def personal_refusal(self, actor: Actor, spec: Transition) -> Refusal | None:
        """Only the first of two approvers takes that approval back."""
        if spec.name != states.WITHDRAW.name:
            return None
        if self.first_approver_id is None:
            return NotPossible(gettext("Nobody approved this claim yet."))
        if self.first_approver_id != actor.staff_id:
            return Forbidden(gettext("Only %(name)s can take this approval back.") % {"name": self.first_approver})
        return None

    def case(self) -> str:
        return self.report.case()

    def work_unit_id(self, queue: str) -> int:
        """Where a claim waits: each desk as the route says."""
        if queue == states.CALCULATE_QUEUE:
            return self.adjusting_unit_id
        if queue == states.APPROVE_QUEUE:
            return self.approving_unit_id
        if queue == states.PROVINCE_QUEUE:
            return self.province_id or self.unit_id
        return self.centre_id

    def work_summary(self) -> WorkSummary:
        return WorkSummary(
            title=self.number,
            detail=f"{self.plate} {self.policy_number}".strip(),
            line=self.line,
            amount=self.payable or self.reserve,
            customer=self.insured_name,
        )

    def authority_subject(self) -> AuthoritySubject:
        return AuthoritySubject(line=self.line, unit_id=self.unit_id)


class ClaimPayee(models.Model):
    """Who gets how much of an agreed payment, and why; the shares of one agreement add up to what is due."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="payees")
    calculation = models.PositiveSmallIntegerField(_("calculation"))
    party_id = models.BigIntegerField(_("payee"))
    holder = models.CharField(_("payee"), max_length=120)
    account = models.CharField(_("account"), max_length=120)
    amount = money(_("amount"))
    why = models.CharField(_("why this payee"), max_length=100, blank=True)
    at = models.DateTimeField(_("at"))

    objects: ClassVar[models.Manager[ClaimPayee]] = models.Manager()

    class Meta:
        verbose_name = _("payee of a claim")
        ordering = ["pk"]
        constraints = [models.CheckConstraint(name="claimpayee_sane", condition=Q(amount__gt=0, amount__lt=10**15))]


class ReserveEntry(models.Model):
    """One change of the reserve of one coverage, with its reason (CAS-04)."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="reserves")
    coverage = models.CharField(_("coverage"), max_length=20)
    old = money(_("before"))
    new = money(_("after"))
    reason = models.CharField(_("reason"), max_length=500)
    by = models.CharField(_("by"), max_length=80)
    at = models.DateTimeField(_("at"))

    objects: ClassVar[models.Manager[ReserveEntry]] = models.Manager()

    class Meta:
        verbose_name = _("change of reserve")
        constraints = [models.CheckConstraint(name="reserveentry_sane", condition=Q(new__gte=0, new__lt=10**15))]


class ClaimDocument(models.Model):
    """A document of the checklist."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="documents")
    code = models.CharField(max_length=30)
    name = models.CharField(_("document"), max_length=80)
    position = models.PositiveSmallIntegerField(default=0)
    received_at = models.DateTimeField(_("received at"), null=True)
    received_by = models.CharField(_("received by"), max_length=80, blank=True)
    asked_at = models.DateTimeField(_("asked at"), null=True)

    objects: ClassVar[models.Manager[ClaimDocument]] = models.Manager()

    class Meta:
        verbose_name = _("claim document")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["claim", "code"], name="claimdocument_once")]


class Calculation(models.Model):
    """A calculation sheet. Never changed; a new one gets the next version."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="sheets")
    version = models.PositiveSmallIntegerField(_("version"))
    total = money(_("payable"))
    recover = money_or_zero(_("to be recovered"))
    by_coverage = models.JSONField(default=dict)
    shares = models.JSONField(default=dict)
    steps = models.JSONField(default=list)
    tables = models.JSONField(_("table versions"), default=dict)
    opinion = models.CharField(_("opinion"), max_length=500, blank=True)
    by_id = models.BigIntegerField(null=True)
    by = models.CharField(_("calculated by"), max_length=80)
    at = models.DateTimeField(_("calculated at"))

    objects: ClassVar[models.Manager[Calculation]] = models.Manager()

    class Meta:
        verbose_name = _("calculation")
        constraints = [
            models.UniqueConstraint(fields=["claim", "version"], name="calculation_version_once"),
            models.CheckConstraint(name="calculation_sane", condition=Q(total__gte=0, total__lt=10**15)),
        ]


class Opinion(models.Model):
    """What an approver wrote: kept beside that of the next level (AUT-02)."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="opinions")
    outcome = models.CharField(max_length=12)
    payable = money(_("payable"))
    text = models.CharField(_("opinion"), max_length=1000, blank=True)
    by_id = models.BigIntegerField(null=True)
    by = models.CharField(_("by"), max_length=80)
    at = models.DateTimeField(_("at"))

    objects: ClassVar[models.Manager[Opinion]] = models.Manager()

    class Meta:
        verbose_name = _("approver's opinion")
