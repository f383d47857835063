"""Policies: a number and its versions, with recorded and effective time."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.models import Stateful, WorkSummary
from core.workflow.command import Actor
from core.workflow.refusals import Forbidden, Refusal
from core.workflow.spec import Lifecycle, Transition
from organisation.models import Scoped, ScopedQuerySet
from underwriting.models.proposal import Proposal, Section
from underwriting.models.vehicle import LineSubject, Vehicle, money, vehicle_where_motor
from underwriting.rules.lifecycle import IN_FORCE, ISSUED, POLICY, REPRINT
from underwriting.rules.lines import LINE_LABELS
from underwriting.rules.occupants import DRIVER, OCCUPANTS, PASSENGERS

COMPULSORY, COMMERCIAL = "MCI", "MOD"
COVERS = {
    "MCI": _("Compulsory cover"),
    "MOD": _("Own damage"),
    "MTP": _("Third-party liability"),
    OCCUPANTS: _("Occupants liability"),
    DRIVER: _("Occupants, driver"),
    PASSENGERS: _("Occupants, passengers"),
}


def line_label(line: str) -> str:
    """A line in the reader's language."""
    return gettext(LINE_LABELS.get(line, line))


class Policy(LineSubject, Vehicle, Scoped, Stateful):
    """One policy. What it covers on a day is in the version that is effective on that day."""

    lifecycle: ClassVar[Lifecycle] = POLICY

    number = models.CharField(_("policy"), max_length=24, unique=True)
    line = models.CharField(_("line"), max_length=8)
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="policies")
    section = models.OneToOneField(Section, on_delete=models.PROTECT, related_name="policy")
    holder_id = models.BigIntegerField()
    holder_name = models.CharField(_("policyholder"), max_length=120)
    insured_id = models.BigIntegerField()
    insured_name = models.CharField(_("insured"), max_length=120)
    period = DateRangeField(_("period"))
    start_on = models.DateField(_("begins"))
    end_on = models.DateField(_("ends"))
    premium = money(_("premium"))
    vehicle_tax = money(_("vehicle tax"))
    serial = models.CharField(_("printed serial number"), max_length=30, blank=True)
    explained_to = models.CharField(_("exclusions explained to"), max_length=120)
    explained_at = models.DateTimeField(_("exclusions explained at"))
    issued_by_id = models.BigIntegerField(null=True)
    salesperson_id = models.BigIntegerField(null=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("policy")
        constraints = [
            ExclusionConstraint(
                name="policy_no_double_cover",
                expressions=[
                    ("vin", RangeOperators.EQUAL),
                    ("line", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                condition=Q(state__in=[ISSUED, IN_FORCE]) & ~Q(vin=""),
            ),
            models.CheckConstraint(name="policy_premium", condition=Q(premium__gt=0, premium__lt=10**15)),
            vehicle_where_motor("policy_vehicle"),
        ]
        indexes = [
            models.Index(fields=["branch_id", "-created_at", "-id"], name="policy_branch_new"),
            models.Index(fields=["sub_branch_id", "-created_at", "-id"], name="policy_sub_new"),
            models.Index(fields=["province_id", "-created_at", "-id"], name="policy_province_new"),
            models.Index(fields=["branch_id", "state", "-created_at", "-id"], name="policy_branch_state"),
            models.Index(fields=["plate"], name="policy_plate", opclasses=["text_pattern_ops"]),
            models.Index(fields=["vin"], name="policy_vin"),
            models.Index(fields=["tractor_plate"], condition=~Q(tractor_plate=""), name="policy_drawn_by"),
            models.Index(fields=["serial"], name="policy_serial"),
            models.Index(fields=["holder_id"], name="policy_holder"),
            models.Index(fields=["insured_id"], name="policy_insured"),
            models.Index(fields=["start_on"], condition=Q(state=ISSUED), name="policy_to_begin"),
            models.Index(fields=["end_on"], condition=Q(state=IN_FORCE), name="policy_to_expire"),
            GinIndex(fields=["holder_name"], opclasses=["gin_trgm_ops"], name="policy_holder_trgm"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def product_label(self) -> str:
        """The product as the reader names it; the combination of motor covers is named by its part."""
        return self.product_name or line_label(self.line)

    @property
    def insured_subject(self) -> str:
        """What is insured, in a word."""
        return f"{self.shown_plate} · {self.model}" if self.is_motor else self.subject or self.product_label

    @property
    def is_printed_form(self) -> bool:
        """Whether the paper of the policy is a printed form with a number of its own (fixed-sum policies, B-34)."""
        return bool(self.serial) and not self.is_motor

    def work_summary(self) -> WorkSummary:
        return WorkSummary(title=self.number, line=self.line, amount=self.premium, customer=self.holder_name)

    def personal_refusal(self, actor: Actor, spec: Transition) -> Refusal | None:
        """A fixed-sum policy is its printed form: only endorsements of it are printed again."""
        if spec.name != REPRINT.name or not self.is_printed_form:
            return super().personal_refusal(actor, spec)
        if self.endorsements.exclude(printed_number="").exists():
            return None
        return Forbidden(gettext("The printed form is the policy; it is not printed again."))


class PolicyVersion(models.Model):
    """What the policy says between two moments of effective time, as recorded at one moment."""

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    effective = DateRangeField(_("effective"))
    recorded_at = models.DateTimeField(_("recorded at"))
    superseded_at = models.DateTimeField(null=True)
    content = models.JSONField(_("what is insured"), default=dict, db_default={})
    coverages = models.JSONField(_("coverages"))
    special_terms = models.TextField(_("special terms"), blank=True)
    steps = models.JSONField(_("premium steps"), default=list)
    particulars = models.JSONField(_("entries that were changed"), default=dict, db_default={})
    source = models.CharField(_("made by"), max_length=24, blank=True, default="", db_default="")

    class Meta:
        verbose_name = _("policy version")
        constraints = [
            ExclusionConstraint(
                name="policyversion_one_at_a_time",
                expressions=[("policy", RangeOperators.EQUAL), ("effective", RangeOperators.OVERLAPS)],
                condition=Q(superseded_at=None),
            ),
        ]


class LossExperience(models.Model):
    """A claim as underwriting knows it, pushed down by claims."""

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="losses")
    vin = models.CharField(max_length=17, blank=True)
    claim_number = models.CharField(_("claim"), max_length=24, unique=True)
    occurred_on = models.DateField(_("occurred on"))
    incurred = money(_("incurred"))
    paid = money(_("paid"), default=0)
    at_fault = models.BooleanField(_("at fault"))
    closed = models.BooleanField(_("closed"))
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("loss experience")
        indexes = [models.Index(fields=["vin", "-occurred_on"], name="lossexperience_vin")]
