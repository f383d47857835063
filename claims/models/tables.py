"""Effective-dated tables of claims: limits, liability ratios, clause terms, usual reserves, checklists."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from organisation.models import Staff


class ClaimTable(models.Model):
    """One version of a table. Decided claims keep the version under which they were calculated."""

    code = models.CharField(_("table"), max_length=40)
    version = models.CharField(_("version"), max_length=60)
    data = models.JSONField(_("figures"))
    filing = models.CharField(_("filing"), max_length=80, blank=True)
    effective = DateRangeField(_("effective"))
    proposed_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[models.Manager[ClaimTable]] = models.Manager()

    class Meta:
        verbose_name = _("claims table")
        constraints = [
            ExclusionConstraint(
                name="claimtable_one_version_a_day",
                expressions=[("code", RangeOperators.EQUAL), ("effective", RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(
                name="claimtable_four_eyes", condition=Q(approved_by=None) | ~Q(approved_by=F("proposed_by"))
            ),
        ]
