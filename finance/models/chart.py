"""The chart of accounts: effective-dated reference rows (domain 9.2)."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from finance.models.labels import choices_of
from finance.rules.accounts import CATEGORY_LABELS, SIDE_LABELS


class Account(models.Model):
    """One account in one period of validity. ``use`` says which posting rule it serves, if any."""

    code = models.CharField(_("code"), max_length=16)
    parent_code = models.CharField(_("parent account"), max_length=16, blank=True)
    name = models.CharField(_("name"), max_length=80)
    name_zh = models.CharField(_("Chinese name"), max_length=80)
    side = models.CharField(_("balance side"), max_length=8, choices=choices_of(SIDE_LABELS))
    category = models.CharField(_("category"), max_length=12, choices=choices_of(CATEGORY_LABELS))
    use = models.CharField(_("used for"), max_length=40, blank=True)
    cash = models.BooleanField(_("cash or bank"), default=False)
    postable = models.BooleanField(_("takes postings"), default=True)
    effective = DateRangeField(_("effective"))

    class Meta:
        verbose_name = _("account")
        ordering = ["code"]
        constraints = [
            ExclusionConstraint(
                name="account_code_once_a_day",
                expressions=[("code", RangeOperators.EQUAL), ("effective", RangeOperators.OVERLAPS)],
            ),
            ExclusionConstraint(
                name="account_use_once_a_day",
                expressions=[("use", RangeOperators.EQUAL), ("effective", RangeOperators.OVERLAPS)],
                condition=~Q(use=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.label}"

    @property
    def label(self) -> str:
        """The name in the language of the reader."""
        return self.name if (get_language() or "").startswith("en") else self.name_zh
