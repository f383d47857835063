"""Suspension of business in an area for a time, such as before a typhoon (UWR-20)."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField, DateTimeRangeField
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from organisation.models import Scoped, ScopedQuerySet, Staff, Unit
from underwriting.rules.moratorium import COMPULSORY


class Moratorium(Scoped):
    """No new cover of some lines in some units between two moments. Compulsory cover is never suspended (CT-10).
    Made and ended by four eyes, each under the number of its change."""

    number = models.CharField(_("suspension"), max_length=20, unique=True)
    title = models.CharField(_("occasion"), max_length=80)
    grounds = models.TextField(_("grounds"))
    units = models.ManyToManyField(Unit, related_name="+", verbose_name=_("area"))
    lines = ArrayField(models.CharField(max_length=8), verbose_name=_("covers"))
    new_only = models.BooleanField(_("renewals are written"), default=False)
    effective = DateTimeRangeField(_("effective"))
    ended_by_change = models.CharField(_("ended by"), max_length=20, blank=True)
    proposed_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[models.Manager[Moratorium]] = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("suspension of business")
        indexes = [GistIndex(fields=["effective"], name="moratorium_effective")]
        constraints = [
            models.CheckConstraint(name="moratorium_four_eyes", condition=~Q(approved_by=F("proposed_by"))),
            models.CheckConstraint(name="moratorium_lines", condition=~Q(lines__overlap=[COMPULSORY]) & ~Q(lines=[])),
        ]

    def __str__(self) -> str:
        return self.number
