"""Questions of the sub-branches to the risk assessors (DUT-25)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import Stateful, WorkSummary
from core.workflow.spec import Lifecycle
from organisation.models import Scoped, ScopedQuerySet
from underwriting.rules.risk_advice import QUESTION


class RiskQuestion(Scoped, Stateful):
    """What somebody wants to know of a risk, and what he was told."""

    lifecycle: ClassVar[Lifecycle] = QUESTION

    number = models.CharField(_("question"), max_length=24, unique=True)
    title = models.CharField(_("about"), max_length=80)
    customer = models.CharField(_("customer"), max_length=120, blank=True)
    occupancy = models.CharField(_("occupancy"), max_length=80, blank=True)
    text = models.TextField(_("question"))
    asked_by = models.CharField(_("asked by"), max_length=80)
    answer = models.TextField(_("advice"), blank=True)
    answered_by = models.CharField(_("advice by"), max_length=80, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("question on a risk")
        indexes = [models.Index(fields=["branch_id", "-created_at", "-id"], name="riskquestion_branch_new")]

    def __str__(self) -> str:
        return self.number

    def work_summary(self) -> WorkSummary:
        return WorkSummary(title=self.number, detail=self.title, customer=self.customer)
