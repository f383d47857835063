"""The duty roster: who stands where when, and who is away."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.models.fields import degrees
from claims.rules.duty_lifecycle import PLANNED, SHIFT
from core.models import Stateful
from core.workflow.spec import Lifecycle
from organisation.models import Scoped, ScopedQuerySet, Staff


class Speciality(models.TextChoices):
    """What a task is about, and what a surveyor on duty can do."""

    VEHICLE = "vehicle", _("vehicle")
    INJURY = "injury", _("injury")
    PROPERTY = "property", _("property")


class DutyShift(Scoped, Stateful):
    """A surveyor on duty at a place for a time. Its unit is the one the surveyor works for."""

    lifecycle: ClassVar[Lifecycle] = SHIFT

    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+", verbose_name=_("surveyor"))
    place = models.CharField(_("standing at"), max_length=80)
    latitude = degrees(_("latitude"))
    longitude = degrees(_("longitude"))
    specialities = models.JSONField(_("specialities"), default=list)
    period = DateTimeRangeField(_("on duty"))

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("duty shift")
        indexes = [models.Index(fields=["branch_id", "state"], name="dutyshift_branch")]
        constraints = [
            ExclusionConstraint(
                name="dutyshift_one_at_a_time",
                expressions=[("staff", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
                condition=Q(state=PLANNED),
            )
        ]

    def audit_number(self) -> str:
        return self.staff.name


class Absence(Scoped):
    """A time in which a surveyor who was on the roster is away, and why."""

    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+", verbose_name=_("surveyor"))
    period = DateTimeRangeField(_("away"))
    reason = models.CharField(_("reason"), max_length=500)
    by = models.CharField(_("entered by"), max_length=80)
    at = models.DateTimeField(_("entered at"))

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("absence")
