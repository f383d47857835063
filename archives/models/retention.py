"""How long what is kept: rules with a day from which they hold, each with its legal source."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class RetentionRule(models.Model):
    """A statutory period. Several may apply to one document; the longest wins (domain 2.3)."""

    category = models.CharField(_("category"), max_length=40)
    label = models.CharField(_("what"), max_length=120)
    years = models.PositiveSmallIntegerField(_("years"))
    source = models.CharField(_("source"), max_length=160)
    valid_from = models.DateField(_("holds from"))

    class Meta:
        verbose_name = _("retention rule")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["category", "valid_from"], name="retention_rule_once"),
            models.CheckConstraint(condition=models.Q(years__range=(1, 100)), name="retention_years_sensible"),
        ]

    def __str__(self) -> str:
        return f"{self.category}: {self.years}"
