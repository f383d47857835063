"""That a policy came to the customer: who received it, when, and the signed receipt (A1 6)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import Stateful, WorkSummary
from core.workflow.refusals import Refusal
from core.workflow.spec import Lifecycle, Transition
from organisation.models import Scoped, ScopedQuerySet
from underwriting.models.own_business import own_business_refusal
from underwriting.models.policy import Policy
from underwriting.rules import delivery as life

WAYS = [(way.value, _(label)) for way, label in life.WAY_LABELS.items()]


class PolicyDelivery(Scoped, Stateful):
    """One policy on its way to the customer."""

    lifecycle: ClassVar[Lifecycle] = life.DELIVERY

    policy = models.OneToOneField(Policy, on_delete=models.PROTECT, related_name="delivery")
    way = models.CharField(_("way of delivery"), max_length=12, choices=WAYS, blank=True)
    received_by = models.CharField(_("received by"), max_length=120, blank=True)
    received_on = models.DateField(_("received on"), null=True)
    note = models.CharField(_("number of the courier or of the message"), max_length=120, blank=True)
    document_id = models.BigIntegerField(_("receipt"), null=True)
    confirmed_by = models.CharField(_("receipt noted by"), max_length=120, blank=True)

    objects: ClassVar[models.Manager[Any]] = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery of a policy")
        indexes: ClassVar = [
            models.Index(fields=["branch_id", "-created_at", "-id"], name="delivery_branch_new"),
            models.Index(fields=["sub_branch_id", "-created_at", "-id"], name="delivery_sub_new"),
            models.Index(fields=["branch_id", "state", "-created_at", "-id"], name="delivery_branch_state"),
        ]

    def __str__(self) -> str:
        return self.policy.number

    def audit_number(self) -> str:
        return self.policy.number

    def case(self) -> str:
        return self.policy.case()

    def personal_refusal(self, actor: Any, spec: Transition) -> Refusal | None:  # noqa: ARG002 - the same for each step
        """A salesperson works on business of his own (3.2)."""
        return own_business_refusal(actor, self.policy.salesperson_id)

    def work_summary(self) -> WorkSummary:
        return WorkSummary(
            title=self.policy.number,
            detail=self.policy.insured_subject[:200],
            line=self.policy.line,
            customer=self.policy.holder_name,
        )
