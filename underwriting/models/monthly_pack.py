"""The analysis pack of a month, kept as it was drawn (5.11)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import Stateful, WorkSummary
from core.workflow.spec import Lifecycle
from organisation.models import Scoped, ScopedQuerySet
from underwriting.models.vehicle import money
from underwriting.rules import monthly_pack


class MonthlyPack(Scoped, Stateful):
    """One month of one branch: business by line, sub-branch, channel, occupancy and discount, hits, forecast."""

    lifecycle: ClassVar[Lifecycle] = monthly_pack.PACK
    audit_excluded = frozenset({"content"})

    number = models.CharField(_("pack"), max_length=24, unique=True)
    month = models.DateField(_("month"))
    content = models.JSONField(_("figures"), default=dict)
    policies = models.PositiveIntegerField(_("policies"), default=0)
    premium = money(_("premium"), default=0)
    drawn_at = models.DateTimeField(_("drawn at"))
    released_by = models.CharField(_("released by"), max_length=120, blank=True)
    released_at = models.DateTimeField(_("released at"), null=True)
    remark = models.TextField(_("remark"), blank=True)

    objects: ClassVar[ScopedQuerySet[MonthlyPack]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("monthly pack")
        constraints = [
            models.UniqueConstraint(fields=["branch", "month"], name="monthlypack_once"),
            models.CheckConstraint(name="monthlypack_month", condition=Q(month__day=1)),
        ]

    def __str__(self) -> str:
        return self.number

    def work_summary(self) -> WorkSummary:
        return WorkSummary(title=self.number, detail=f"{self.month:%Y-%m}", amount=self.premium)
