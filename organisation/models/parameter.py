"""Business parameters: effective-dated values per unit, changed by four eyes."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from organisation.models.staff import Staff
from organisation.models.unit import Unit


class Parameter(models.Model):
    """One value of one parameter in one unit (None = everywhere) for a period."""

    name = models.CharField(_("parameter"), max_length=80)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    value = models.JSONField(_("value"))
    effective = DateRangeField(_("effective"))
    source = models.CharField(_("source"), max_length=120, blank=True)
    proposed_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[models.Manager[Parameter]] = models.Manager()

    class Meta:
        verbose_name = _("parameter")
        constraints = [
            models.CheckConstraint(
                name="parameter_four_eyes",
                condition=Q(proposed_by__isnull=False, approved_by__isnull=False) & ~Q(approved_by=F("proposed_by")),
            ),
            ExclusionConstraint(
                name="parameter_one_value_a_day",
                expressions=[
                    ("name", RangeOperators.EQUAL),
                    (Coalesce("unit", Value(0)), RangeOperators.EQUAL),
                    ("effective", RangeOperators.OVERLAPS),
                ],
            ),
        ]
