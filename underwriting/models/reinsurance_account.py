"""Losses that reinsurers share, and the quarterly account with each of them."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import Stateful, WorkSummary
from core.workflow.spec import Lifecycle
from organisation.models import Scoped, ScopedQuerySet
from underwriting.models.policy import Policy
from underwriting.models.vehicle import money
from underwriting.rules.reinsurance import account, advice


class LossAdvice(Scoped, Stateful):
    """A claim on a ceded policy: what reinsurers bear of it, and when the upper department was told (REI-10)."""

    lifecycle: ClassVar[Lifecycle] = advice.ADVICE

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="loss_advices")
    claim_number = models.CharField(_("claim"), max_length=24, unique=True)
    line = models.CharField(_("line"), max_length=8)
    occurred_on = models.DateField(_("occurred on"))
    incurred = money(_("incurred"))
    own_loss = money(_("own share of the loss"))
    ceded = money(_("borne by reinsurers"))
    parts = models.JSONField(_("shares of the loss"), default=list)
    closed = models.BooleanField(_("claim closed"), default=False)
    reserved = money(_("reinsurers' share of the reserve"), default=0)
    told = money(_("last told to the reinsurers"), default=0)
    passed_at = models.DateTimeField(_("passed on at"), null=True)

    objects: ClassVar[ScopedQuerySet[LossAdvice]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("loss advice")
        indexes = [models.Index(fields=["branch_id", "-created_at", "-id"], name="lossadvice_branch_new")]

    def __str__(self) -> str:
        return self.claim_number

    def audit_number(self) -> str:
        return self.claim_number

    def work_summary(self) -> WorkSummary:
        return WorkSummary(
            title=self.claim_number,
            detail=self.policy.number,
            line=self.line,
            amount=self.ceded,
            customer=self.policy.insured_name,
        )


class ReinsuranceAccount(Scoped, Stateful):
    """All movements with one reinsurer in one quarter."""

    lifecycle: ClassVar[Lifecycle] = account.ACCOUNT

    number = models.CharField(_("account"), max_length=32, unique=True)
    reinsurer_id = models.BigIntegerField(_("reinsurer"))
    reinsurer_name = models.CharField(_("reinsurer"), max_length=120)
    quarter = models.DateField(_("quarter"))
    premium = money(_("ceded premium"))
    commission = money(_("commission"))
    recovery = money(_("recovery"))
    sent_at = models.DateTimeField(_("sent at"), null=True)
    difference = models.TextField(_("differences"), blank=True)
    reference = models.CharField(_("confirmation"), max_length=80, blank=True)
    settled_at = models.DateTimeField(_("settled at"), null=True)

    objects: ClassVar[ScopedQuerySet[ReinsuranceAccount]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("reinsurance account")
        constraints = [
            models.UniqueConstraint(fields=["branch", "reinsurer_id", "quarter"], name="reinsuranceaccount_once"),
            models.CheckConstraint(name="reinsuranceaccount_quarter", condition=Q(quarter__day=1)),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def due_to_us(self) -> Decimal:
        total: Decimal = self.commission + self.recovery
        return total

    @property
    def balance(self) -> Decimal:
        """In our favour when above zero."""
        total: Decimal = self.due_to_us - self.premium
        return total

    def work_summary(self) -> WorkSummary:
        return WorkSummary(title=self.number, amount=self.balance, customer=self.reinsurer_name)
