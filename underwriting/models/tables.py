"""Products and effective-dated tables: rates, head-office elements, branch values. Decided cases keep their version."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from organisation.models import Staff, Unit


class RateTable(models.Model):
    """One version of a table of rates (tariff, factors, depreciation, tax)."""

    code = models.CharField(_("table"), max_length=40)
    version = models.CharField(_("version"), max_length=60)
    data = models.JSONField(_("figures"))
    filing = models.CharField(_("filing"), max_length=80, blank=True)
    effective = DateRangeField(_("effective"))
    proposed_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[models.Manager[RateTable]] = models.Manager()

    class Meta:
        verbose_name = _("rate table")
        constraints = [
            ExclusionConstraint(
                name="ratetable_one_version_a_day",
                expressions=[("code", RangeOperators.EQUAL), ("effective", RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(
                name="ratetable_four_eyes", condition=Q(approved_by=None) | ~Q(approved_by=F("proposed_by"))
            ),
        ]


class Questionnaire(models.Model):
    """One version of the risk questionnaire of a product. What was asked is evidence: rows are never changed, a version
    only ends where the next begins (LAW-16)."""

    product = models.CharField(_("product"), max_length=20)
    version = models.CharField(_("version"), max_length=40, unique=True)
    title = models.JSONField(_("title"))
    questions = models.JSONField(_("questions"))
    effective = DateRangeField(_("effective"))

    objects: ClassVar[models.Manager[Questionnaire]] = models.Manager()

    class Meta:
        verbose_name = _("risk questionnaire")
        constraints = [
            ExclusionConstraint(
                name="questionnaire_one_version_a_day",
                expressions=[("product", RangeOperators.EQUAL), ("effective", RangeOperators.OVERLAPS)],
            ),
        ]


class RuleElements(models.Model):
    """The combination of elements that head office fixes for a product (AUW-04)."""

    product = models.CharField(_("product"), max_length=20)
    version = models.CharField(_("version"), max_length=40, unique=True)
    elements = models.JSONField(_("elements"))
    effective = DateRangeField(_("effective"))

    objects: ClassVar[models.Manager[RuleElements]] = models.Manager()

    class Meta:
        verbose_name = _("head-office elements")
        constraints = [
            ExclusionConstraint(
                name="ruleelements_one_version_a_day",
                expressions=[("product", RangeOperators.EQUAL), ("effective", RangeOperators.OVERLAPS)],
            ),
        ]


class RuleValues(models.Model):
    """The values that a branch gives the elements, filed with head office."""

    product = models.CharField(_("product"), max_length=20)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    version = models.CharField(_("version"), max_length=40, unique=True)
    values = models.JSONField(_("values"))
    filing = models.CharField(_("filing number"), max_length=80)
    effective = DateRangeField(_("effective"))
    proposed_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[models.Manager[RuleValues]] = models.Manager()

    class Meta:
        verbose_name = _("branch values")
        constraints = [
            ExclusionConstraint(
                name="rulevalues_one_version_a_day",
                expressions=[
                    ("product", RangeOperators.EQUAL),
                    ("unit", RangeOperators.EQUAL),
                    ("effective", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                name="rulevalues_four_eyes", condition=Q(approved_by=None) | ~Q(approved_by=F("proposed_by"))
            ),
        ]
