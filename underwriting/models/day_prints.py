"""Policies of a day printed together: who printed which, and when (ISS-05, A1)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organisation.models import Scoped, ScopedQuerySet, Unit
from underwriting.models.policy import Policy


class DayPrint(Scoped):
    """One print of the policies of a day, as it was asked for."""

    of_unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    day = models.DateField(_("issued on"))
    line = models.CharField(_("line"), max_length=8, blank=True)
    only_new = models.BooleanField(_("only what was not printed yet"), default=True)
    asked_by_id = models.BigIntegerField(null=True)
    asked_by = models.CharField(_("printed by"), max_length=120)
    asked_at = models.DateTimeField(_("printed at"))
    export_id = models.BigIntegerField(null=True)
    job_id = models.BigIntegerField(null=True)
    printed = models.PositiveIntegerField(_("policies"), null=True)
    missing = models.PositiveIntegerField(_("without paper"), default=0)
    pages = models.PositiveIntegerField(_("pages"), default=0)

    objects: ClassVar[ScopedQuerySet[DayPrint]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("print of a day's policies")
        indexes: ClassVar = [
            models.Index(fields=["branch_id", "-asked_at", "-id"], name="dayprint_branch_new"),
            models.Index(fields=["sub_branch_id", "-asked_at", "-id"], name="dayprint_sub_new"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(name="dayprint_pages", condition=Q(printed=None) | Q(pages__gte=1)),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """How the trail calls it."""
        return f"P{self.day:%Y%m%d}-{self.pk}"


class PrintedPolicy(models.Model):
    """A policy in such a print. Each is printed so once; a further print is a reprint with its reason."""

    print = models.ForeignKey(DayPrint, on_delete=models.PROTECT, related_name="policies")
    policy = models.OneToOneField(Policy, on_delete=models.PROTECT, related_name="first_print")
    document_id = models.BigIntegerField()
    pages = models.PositiveIntegerField(_("pages"))

    class Meta:
        verbose_name = _("printed policy")
