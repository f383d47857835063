"""The product catalogue: products and clauses in effective-dated versions, released by four eyes (PRD-01)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from organisation.models import Staff


class Level(models.TextChoices):
    """Who issued the clause (PRD-01): head office, the province, or one place alone."""

    NATIONAL = "national", _("national clause")
    PROVINCIAL = "provincial", _("provincial clause")
    LOCAL = "local", _("local clause")


class Dated(models.Model):
    """A version that holds for a time. Rows are never changed: a version ends where the next begins."""

    code = models.CharField(_("code"), max_length=20)
    version = models.CharField(_("version"), max_length=60)
    effective = DateRangeField(_("effective"))
    proposed_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(_("source of the release"), max_length=40, blank=True)

    class Meta:
        abstract = True


def dated_constraints(name: str) -> list[Any]:
    """One version of a code a day; whoever proposes does not approve."""
    return [
        ExclusionConstraint(
            name=f"{name}_one_version_a_day",
            expressions=[("code", RangeOperators.EQUAL), ("effective", RangeOperators.OVERLAPS)],
        ),
        models.UniqueConstraint(fields=["code", "version"], name=f"{name}_version_once"),
        models.CheckConstraint(
            name=f"{name}_four_eyes", condition=Q(approved_by=None) | ~Q(approved_by=F("proposed_by"))
        ),
    ]


class ProductVersion(Dated):
    """What is sold under a code from a day on: its class, tariff, clauses, papers and rules."""

    name = models.JSONField(_("name"))
    line = models.CharField(_("line"), max_length=8)
    module = models.CharField(_("entry and rating"), max_length=24)
    level = models.CharField(_("level"), max_length=10, choices=Level.choices)
    on_system = models.BooleanField(_("on system"), default=True)
    high_risk = models.BooleanField(_("high risk"), default=False)
    tariff = models.CharField(_("tariff"), max_length=40, blank=True)
    short_rate = models.CharField(_("short-rate table"), max_length=40, blank=True)
    questionnaire = models.CharField(_("questionnaire"), max_length=20, blank=True)
    controlled_form = models.CharField(_("controlled form"), max_length=40, blank=True)
    clauses = ArrayField(models.CharField(max_length=20), verbose_name=_("clauses"), default=list)
    riders = ArrayField(models.CharField(max_length=20), verbose_name=_("riders"), default=list, blank=True)
    required_documents = ArrayField(
        models.CharField(max_length=40), verbose_name=_("required documents"), default=list, blank=True
    )
    rules = models.JSONField(_("rules"), default=dict)

    objects: ClassVar[models.Manager[ProductVersion]] = models.Manager()

    class Meta:
        verbose_name = _("product")
        constraints = dated_constraints("product")


class ClauseVersion(Dated):
    """The text of a clause or rider. Exclusions are marked: they must be explained (Insurance Law 17)."""

    title = models.JSONField(_("title"))
    rider = models.BooleanField(_("rider"), default=False)
    filing = models.CharField(_("filing"), max_length=80, blank=True)
    sections = models.JSONField(_("text"))

    objects: ClassVar[models.Manager[ClauseVersion]] = models.Manager()

    class Meta:
        verbose_name = _("clause")
        constraints = dated_constraints("clause")
