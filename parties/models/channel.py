"""API clients that send business of an intermediary, within limits (PRO-03, PRO-04, CUS-07)."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organisation.models import ApiClient
from parties.models.intermediary import Intermediary


class ApiChannel(models.Model):
    """One key is one intermediary's from a day on. Released by two people; ended, never changed."""

    client = models.ForeignKey(ApiClient, on_delete=models.PROTECT, related_name="+")
    intermediary = models.ForeignKey(Intermediary, on_delete=models.PROTECT, related_name="channels")
    largest_sum = models.DecimalField(_("largest sum insured"), max_digits=16, decimal_places=2, null=True)
    lowest_rate = models.DecimalField(_("lowest rate"), max_digits=9, decimal_places=8, null=True)
    effective = DateRangeField(_("effective"))
    change = models.CharField(_("change"), max_length=24)

    class Meta:
        verbose_name = _("API client of an intermediary")
        constraints: ClassVar = [
            ExclusionConstraint(
                name="apichannel_one_a_day",
                expressions=[("client", RangeOperators.EQUAL), ("effective", RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(
                name="apichannel_limits",
                condition=(Q(largest_sum=None) | Q(largest_sum__gt=0)) & (Q(lowest_rate=None) | Q(lowest_rate__gte=0)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.client_id} {self.intermediary_id}"
