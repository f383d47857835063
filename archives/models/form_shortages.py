"""Stores below their reorder point (domain 8.3)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from archives.models.form_lots import FormType
from archives.rules import form_shortage
from core.models import Stateful, WorkSummary
from core.workflow.spec import Lifecycle
from organisation.models import Scoped, ScopedQuerySet


class FormShortage(Scoped, Stateful):
    """One kind of form that ran low in one store: what lies there, from which point on it is ordered, how many."""

    lifecycle: ClassVar[Lifecycle] = form_shortage.LIFE

    number = models.CharField(_("number"), max_length=20, unique=True)
    form_type = models.ForeignKey(FormType, on_delete=models.PROTECT, related_name="+", verbose_name=_("form"))
    lying = models.PositiveIntegerField(_("in store"))
    reorder_point = models.PositiveIntegerField(_("reorder point"))
    suggested = models.PositiveIntegerField(_("suggested by usage"))
    paper = models.CharField(_("paper"), max_length=24, blank=True)
    why_not = models.CharField(_("why nothing is ordered"), max_length=200, blank=True)

    objects: ClassVar[models.Manager[Any]] = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("low stock of forms")
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="formshortage_once", fields=["unit", "form_type"], condition=Q(state=form_shortage.LOW)
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["branch_id", "-created_at", "-id"], name="formshort_branch_new"),
            models.Index(fields=["sub_branch_id", "-created_at", "-id"], name="formshort_sub_new"),
        ]

    def __str__(self) -> str:
        return self.number

    def work_summary(self) -> WorkSummary:
        return WorkSummary(title=self.number, detail=f"{self.form_type} · {self.lying} / {self.reorder_point}"[:200])
