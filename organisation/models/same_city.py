"""Same-city management: what was decided for each sub-branch, from when, on what ground (AUT-08 … AUT-13)."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models import StoredFile
from organisation.models.staff import Staff
from organisation.models.unit import Unit


class SameCityDecision(models.Model):
    """Whether a sub-branch stands under same-city management for a period.

    ``ground`` is the condition of the guide that lets it stand outside; without one, standing outside needs the
    approval of head office. The measured road and time on which the decision rests are kept with it.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit"))
    same_city = models.BooleanField(_("under same-city management"))
    effective = DateRangeField(_("effective"))
    ground = models.CharField(_("ground"), max_length=16, blank=True)
    road_km = models.DecimalField(_("road to the centre (km)"), max_digits=6, decimal_places=1, null=True)
    drive_minutes = models.PositiveIntegerField(_("normal drive (minutes)"), null=True)
    reason = models.CharField(_("reason"), max_length=500)
    approval_number = models.CharField(_("head-office approval number"), max_length=60, blank=True)
    approval_on = models.DateField(_("date of the approval"), null=True)
    approval_file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    proposed_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[models.Manager[SameCityDecision]] = models.Manager()

    class Meta:
        verbose_name = _("same-city decision")
        constraints = [
            models.CheckConstraint(
                name="samecitydecision_outside_needs_ground",
                condition=Q(same_city=True) | ~Q(ground="") | ~Q(approval_number="") & Q(approval_on__isnull=False),
            ),
            models.CheckConstraint(
                name="samecitydecision_four_eyes", condition=Q(approved_by=None) | ~Q(approved_by=F("proposed_by"))
            ),
            ExclusionConstraint(
                name="samecitydecision_one_a_day",
                expressions=[("unit", RangeOperators.EQUAL), ("effective", RangeOperators.OVERLAPS)],
            ),
        ]


class SurveyPointApproval(models.Model):
    """Head office lets a branch keep more survey points than a third of its same-city sub-branches (AUT-12, AUT-13)."""

    branch = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("branch"))
    points = models.PositiveSmallIntegerField(_("survey points allowed"))
    effective = DateRangeField(_("effective"))
    approval_number = models.CharField(_("head-office approval number"), max_length=60)
    approval_on = models.DateField(_("date of the approval"))
    approval_file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    proposed_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[models.Manager[SurveyPointApproval]] = models.Manager()

    class Meta:
        verbose_name = _("approval of survey points")
        constraints = [
            models.CheckConstraint(name="surveypointapproval_named", condition=~Q(approval_number="")),
            models.CheckConstraint(
                name="surveypointapproval_four_eyes", condition=Q(approved_by=None) | ~Q(approved_by=F("proposed_by"))
            ),
            ExclusionConstraint(
                name="surveypointapproval_one_a_day",
                expressions=[("branch", RangeOperators.EQUAL), ("effective", RangeOperators.OVERLAPS)],
            ),
        ]
