"""What internal audit was told of incompatible duties in a month, as it stood when it was drawn up."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.models import Stateful, WorkSummary
from organisation.models.scoped import Scoped, ScopedQuerySet
from organisation.models.staff import Staff
from organisation.rules.lifecycles import conflict_report as states


class ConflictReport(Scoped, Stateful):
    """``conflicts`` are people with two posts that exclude each other, ``overrides`` the emergencies of the month."""

    lifecycle = states.LIFECYCLE

    number = models.CharField(_("number"), max_length=20, unique=True)
    month = models.DateField(_("month"))
    conflicts = models.JSONField(_("conflicts"), default=list)
    overrides = models.JSONField(_("emergency overrides"), default=list)
    refused = models.PositiveIntegerField(_("acts refused by the segregation of duties"), default=0)
    noted_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(_("noted at"), null=True)
    remark = models.TextField(_("what internal audit says to it"), blank=True)

    objects: ClassVar[models.Manager[ConflictReport]] = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("report of incompatible duties")
        verbose_name_plural = _("reports of incompatible duties")
        constraints = [models.UniqueConstraint(fields=["unit", "month"], name="conflictreport_once_a_month")]

    def __str__(self) -> str:
        return self.number

    def work_summary(self) -> WorkSummary:
        shown = {"conflicts": len(self.conflicts), "overrides": len(self.overrides)}
        return WorkSummary(
            title=f"{self.number} · {self.month:%Y-%m}",
            detail=gettext("%(conflicts)s conflicts, %(overrides)s emergency overrides") % shown,
        )
