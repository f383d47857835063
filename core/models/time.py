"""The working calendar and the catalogue of deadlines, both as data with history."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.rules.working_time import Measure


class CalendarDay(models.Model):
    """A day listed in the calendar: holidays and make-up days differ from the plain week."""

    day = models.DateField(_("day"), primary_key=True)
    working = models.BooleanField(_("working day"))
    name = models.CharField(_("name"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("calendar day")


class ClockRule(models.Model):
    """A deadline with its effective period. A running clock keeps the version under which it was started."""

    code = models.CharField(_("code"), max_length=60)
    label = models.CharField(_("deadline"), max_length=120)
    amount = models.PositiveIntegerField(_("amount"))
    measure = models.CharField(_("counted in"), max_length=20, choices=[(m.value, m.value) for m in Measure])
    roll = models.BooleanField(_("a holiday moves the end to the next working day"), default=False)
    source = models.CharField(_("source"), max_length=120, blank=True)
    effective = DateRangeField(_("effective"))

    class Meta:
        verbose_name = _("clock rule")
        constraints = [
            ExclusionConstraint(
                name="clockrule_one_version_a_day",
                expressions=[("code", RangeOperators.EQUAL), ("effective", RangeOperators.OVERLAPS)],
            ),
        ]


class NumberSeries(models.Model):
    """The last number of a gap-free series. Written by the database function only."""

    series = models.CharField(max_length=60, primary_key=True)
    last = models.BigIntegerField()

    class Meta:
        verbose_name = _("number series")
