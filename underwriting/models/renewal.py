"""Policies that end soon and what becomes of them; copies of papers that were printed again."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.clocks import at_midnight
from core.models import Stateful, WorkSummary
from core.workflow.spec import Lifecycle
from organisation.models import Scoped, ScopedQuerySet
from underwriting.models.policy import Policy
from underwriting.models.proposal import Proposal
from underwriting.models.vehicle import money
from underwriting.rules import renewing as life


class Renewal(Scoped, Stateful):
    """One policy that ends soon; the claims it had are looked at before new terms are offered (END-08)."""

    lifecycle: ClassVar[Lifecycle] = life.RENEWAL

    policy = models.OneToOneField(Policy, on_delete=models.PROTECT, related_name="renewal")
    line = models.CharField(_("line"), max_length=8)
    ends_on = models.DateField(_("policy ends"))
    premium = money(_("premium"))
    contact_on = models.DateField(_("next contact"), null=True)
    agreed_on = models.DateField(_("agreed with the customer"), null=True)
    contacts = models.PositiveSmallIntegerField(_("contacts"), default=0)
    losses = models.PositiveSmallIntegerField(_("claims"), default=0)
    incurred = money(_("incurred"), default=Decimal(0))
    proposal = models.ForeignKey(Proposal, null=True, on_delete=models.PROTECT, related_name="renewals")
    renewed_by = models.OneToOneField(Policy, null=True, on_delete=models.PROTECT, related_name="renews")
    gap_days = models.PositiveSmallIntegerField(_("days without cover"), null=True)
    lost_reason = models.CharField(
        _("why not renewed"),
        max_length=16,
        blank=True,
        choices=[(one.value, _(name)) for one, name in life.LOST_NAMES.items()],
    )
    salesperson_id = models.BigIntegerField(null=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("renewal")
        indexes = [
            models.Index(fields=["branch_id", "ends_on", "id"], name="renewal_branch_end"),
            models.Index(fields=["sub_branch_id", "ends_on", "id"], name="renewal_sub_end"),
            models.Index(fields=["contact_on"], name="renewal_contact"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        return self.policy.number

    def work_summary(self) -> WorkSummary:
        return WorkSummary(
            title=self.policy.number,
            detail=str(self.ends_on),
            line=self.line,
            amount=self.premium,
            customer=self.policy.holder_name,
            due_at=at_midnight(self.contact_on + timedelta(days=1)) if self.contact_on else None,
        )


class RenewalStep(models.Model):
    """One day of the plan of contacts: what was to be done, what was done, and what came of it (END-05, 5.20)."""

    renewal = models.ForeignKey(Renewal, on_delete=models.PROTECT, related_name="steps")
    days = models.PositiveSmallIntegerField(_("days before the end"))
    due_on = models.DateField(_("due on"))
    notice = models.BooleanField(_("by a written notice"))
    done_at = models.DateTimeField(_("done at"), null=True)
    done_by = models.CharField(_("done by"), max_length=80, blank=True)
    result = models.CharField(
        _("result"),
        max_length=12,
        blank=True,
        choices=[(str(one), _(name)) for one, name in life.RESULT_NAMES.items()],
    )

    class Meta:
        verbose_name = _("step of a plan of contacts")
        constraints = [models.UniqueConstraint(fields=["renewal", "days", "due_on"], name="renewalstep_once_a_day")]
        indexes = [models.Index(fields=["due_on"], condition=models.Q(done_at=None), name="renewalstep_open")]


class RenewalContact(models.Model):
    """One time the customer was reached about the renewal, and what was said (END-05, END-06). Never changed."""

    renewal = models.ForeignKey(Renewal, on_delete=models.PROTECT, related_name="talks")
    means = models.CharField(
        _("by"), max_length=8, choices=[(one.value, _(name)) for one, name in life.MEANS_NAMES.items()]
    )
    answer = models.CharField(
        _("answer"), max_length=12, choices=[(one.value, _(name)) for one, name in life.ANSWER_NAMES.items()]
    )
    need = models.CharField(
        _("needs"), max_length=10, choices=[(one.value, _(name)) for one, name in life.NEED_NAMES.items()]
    )
    words = models.TextField(_("what was said"), blank=True)
    at = models.DateTimeField(_("at"))
    by = models.CharField(_("by whom"), max_length=80)

    class Meta:
        verbose_name = _("contact about a renewal")
