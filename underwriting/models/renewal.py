"""Policies that end soon and what becomes of them; copies of papers that were printed again."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

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
        )


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
