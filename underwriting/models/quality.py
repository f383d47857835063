"""Defects of entered data, and the policies of the monthly quality sample (domain 5.11, 5.12)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from core.models import Stateful, WorkSummary
from core.workflow.command import Actor
from core.workflow.refusals import Forbidden, Refusal
from core.workflow.spec import Lifecycle, Transition
from organisation.models import Scoped, ScopedQuerySet
from underwriting.models.policy import Policy
from underwriting.rules import quality_lives as lives


class DataDefect(Scoped, Stateful):
    """Something that cannot be right on a policy, found by a rule; mended by endorsement, voiding or a parameter."""

    lifecycle: ClassVar[Lifecycle] = lives.DEFECT
    RULES: ClassVar = {
        "duplicate": _("same vehicle, line and period twice"),
        "no_sum": _("sum insured is zero"),
        "rate": _("a cover without premium"),
        "region": _("the risk lies outside the region"),
        "premium": _("premium is not what the formula gives"),
        "no_phone": _("telephone of the policyholder is missing"),
        "no_identity": _("identity number of the policyholder is missing"),
        "start": _("cover begins before the policy was issued"),
        "paper": _("papers of the policy were not handed over"),
    }
    METHODS: ClassVar = {
        "endorse": _("by endorsement"),
        "void": _("by voiding"),
        "parameter": _("by a corrected parameter"),
        "customer": _("in the customer's record"),
        "right": _("it is right as it is"),
    }

    rule = models.CharField(_("rule"), max_length=20, choices=list(RULES.items()))
    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="+", verbose_name=_("policy"))
    detail = models.CharField(_("found"), max_length=200)
    found_on = models.DateField(_("found on"))
    method = models.CharField(_("mended how"), max_length=12, blank=True, choices=list(METHODS.items()))
    evidence = models.CharField(_("endorsement or voiding number"), max_length=40, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    fixed_by_id = models.BigIntegerField(null=True)
    fixed_by = models.CharField(_("mended by"), max_length=64, blank=True)
    fixed_on = models.DateField(_("mended on"), null=True)

    objects: ClassVar[models.Manager[Any]] = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("data defect")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["rule", "policy"],
                condition=Q(state__in=[lives.OPEN, lives.ANSWERED]),
                name="datadefect_open_once",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["branch_id", "-created_at", "-id"], name="datadefect_branch_new"),
            models.Index(fields=["sub_branch_id", "-created_at", "-id"], name="datadefect_sub_new"),
        ]

    def __str__(self) -> str:
        return self.policy.number

    @property
    def number(self) -> str:
        return self.policy.number

    def work_summary(self) -> WorkSummary:
        policy = self.policy
        detail = f"{self.get_rule_display()} · {self.detail}"[:200]
        return WorkSummary(title=policy.number, detail=detail, line=policy.line, customer=policy.holder_name)


class QualityCheck(Scoped, Stateful):
    """One policy of the sample of a month. Who entered or checked it does not compare it."""

    lifecycle: ClassVar[Lifecycle] = lives.CHECKED

    month = models.DateField(_("month"))
    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="+", verbose_name=_("policy"))
    line = models.CharField(_("line"), max_length=8)
    clerk_id = models.BigIntegerField()
    clerk = models.CharField(_("entered by"), max_length=64)
    reviewer_id = models.BigIntegerField(null=True)
    reviewer = models.CharField(_("checked by"), max_length=64, blank=True)
    checker_id = models.BigIntegerField(null=True)
    checker = models.CharField(_("compared by"), max_length=64, blank=True)
    compared_on = models.DateField(_("compared on"), null=True)
    errors = models.JSONField(_("errors"), default=list)
    answer = models.TextField(_("answer"), blank=True)
    evidence = models.CharField(_("endorsement or voiding number"), max_length=40, blank=True)

    objects: ClassVar[models.Manager[Any]] = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("quality check")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["month", "policy"], name="qualitycheck_once"),
            models.CheckConstraint(
                name="qualitycheck_three_people",
                condition=Q(checker_id=None)
                | ~Q(checker_id=F("clerk_id")) & (Q(reviewer_id=None) | ~Q(checker_id=F("reviewer_id"))),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["branch_id", "-created_at", "-id"], name="qualitycheck_branch_new"),
            models.Index(fields=["sub_branch_id", "-created_at", "-id"], name="qualitycheck_sub_new"),
            models.Index(fields=["month", "unit"], name="qualitycheck_month"),
        ]

    def __str__(self) -> str:
        return self.policy.number

    @property
    def number(self) -> str:
        return self.policy.number

    def personal_refusal(self, actor: Actor, spec: Transition) -> Refusal | None:
        if spec.name == lives.CHECK.name and actor.staff_id in {self.clerk_id, self.reviewer_id}:
            return Forbidden(_now("Who entered or checked the policy does not compare it."))
        return None

    def work_summary(self) -> WorkSummary:
        policy = self.policy
        detail = f"{self.clerk} · {self.month:%Y-%m}"
        return WorkSummary(title=policy.number, detail=detail, line=policy.line, customer=policy.holder_name)
