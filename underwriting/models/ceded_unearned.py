"""The month-end measure of what reinsurers bear of the unearned premium."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from organisation.models import Scoped, ScopedQuerySet
from underwriting.models.vehicle import money


class CededUnearnedMeasure(Scoped):
    """One unit and line at the end of a day: what was booked as ceded unearned premium, and what should be. Never
    changed; a later measure goes on from it."""

    line = models.CharField(_("line"), max_length=8)
    as_of = models.DateField(_("as of"))
    policies = models.PositiveIntegerField(_("policies"))
    booked = money(_("booked before"))
    target = money(_("as measured"))
    measured_at = models.DateTimeField(_("measured at"))

    objects: ClassVar[ScopedQuerySet[CededUnearnedMeasure]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("measure of ceded unearned premium")
        indexes = [models.Index(fields=["branch_id", "-as_of", "-id"], name="cededunearned_branch_new")]

    def __str__(self) -> str:
        return f"CU{self.as_of:%Y%m%d}{self.pk}"

    @property
    def difference(self) -> Decimal:
        """Above zero what is added, below zero what is released."""
        found: Decimal = self.target - self.booked
        return found
