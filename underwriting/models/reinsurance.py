"""The reinsurance programme as effective-dated rows: reinsurers, retentions, treaties, limits of accumulation."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from organisation.models import Staff
from underwriting.models.vehicle import money


class TreatyKind(models.TextChoices):
    """Kinds of treaties (REI-12)."""

    QUOTA_SHARE = "quota_share", _("quota share")
    SURPLUS = "surplus", _("surplus")
    EXCESS = "excess", _("excess of loss")


class Agreed(models.Model):
    """A row of the programme: made by four eyes under the number of its change, or loaded with the product."""

    effective = DateRangeField(_("effective"))
    source = models.CharField(_("source"), max_length=40, blank=True)
    proposed_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


def four_eyes(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(name=name, condition=Q(approved_by=None) | ~Q(approved_by=F("proposed_by")))


class Reinsurer(Agreed):
    """A reinsurer as a party of the company: rating and its dates, and whether new business may be ceded to it."""

    party_id = models.BigIntegerField(_("reinsurer"))
    name = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=120, blank=True)
    rating = models.CharField(_("rating"), max_length=10)
    agency = models.CharField(_("rating agency"), max_length=40)
    rated_on = models.DateField(_("rated on"))
    registration = models.CharField(_("registration"), max_length=40)

    objects: ClassVar[models.Manager[Reinsurer]] = models.Manager()

    class Meta:
        verbose_name = _("reinsurer")
        constraints = [
            ExclusionConstraint(
                name="reinsurer_one_version_a_day",
                expressions=[("party_id", RangeOperators.EQUAL), ("effective", RangeOperators.OVERLAPS)],
            ),
            four_eyes("reinsurer_four_eyes"),
        ]

    def __str__(self) -> str:
        return self.name


class RetentionTable(Agreed):
    """What the company keeps of one risk unit of a line: rows of occupancy class, upper PML and amount."""

    line = models.CharField(_("line"), max_length=8)
    rows = models.JSONField(_("retentions"))

    objects: ClassVar[models.Manager[RetentionTable]] = models.Manager()

    class Meta:
        verbose_name = _("retention table")
        constraints = [
            ExclusionConstraint(
                name="retentiontable_one_version_a_day",
                expressions=[("line", RangeOperators.EQUAL), ("effective", RangeOperators.OVERLAPS)],
            ),
            four_eyes("retentiontable_four_eyes"),
        ]

    def __str__(self) -> str:
        return self.line


class Treaty(Agreed):
    """One version of a treaty. Risks attach by the first day of cover; ``effective`` is the treaty period."""

    code = models.CharField(_("code"), max_length=20)
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=12, choices=TreatyKind.choices)
    lines = ArrayField(models.CharField(max_length=8), verbose_name=_("lines"))
    share = models.DecimalField(_("ceded share (%)"), max_digits=7, decimal_places=4, null=True)
    surplus_lines = models.DecimalField(_("lines of the retention"), max_digits=6, decimal_places=2, null=True)
    limit = money(_("limit"), null=True)
    attachment = money(_("excess of"), null=True)
    aggregate = money(_("limit of the year"), null=True)
    commission_percent = models.DecimalField(_("commission (%)"), max_digits=7, decimal_places=4, default=0)
    confirm_above = money(_("prior confirmation above"), null=True)
    exclusions = models.TextField(_("exclusions"), blank=True)
    excluded = ArrayField(models.CharField(max_length=20), verbose_name=_("kinds of risks not taken"), default=list)
    profit_commission = models.TextField(_("profit commission"), blank=True)

    objects: ClassVar[models.Manager[Treaty]] = models.Manager()

    class Meta:
        verbose_name = _("treaty")
        constraints = [
            ExclusionConstraint(
                name="treaty_one_version_a_day",
                expressions=[("code", RangeOperators.EQUAL), ("effective", RangeOperators.OVERLAPS)],
            ),
            four_eyes("treaty_four_eyes"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class TreatyShare(models.Model):
    """The signed line of one reinsurer in a treaty; the lines of a treaty add up to 100 %."""

    treaty = models.ForeignKey(Treaty, on_delete=models.PROTECT, related_name="shares")
    reinsurer_id = models.BigIntegerField(_("reinsurer"))
    name = models.CharField(_("reinsurer"), max_length=120)
    signed_percent = models.DecimalField(_("signed line (%)"), max_digits=7, decimal_places=4)
    leads = models.BooleanField(_("leads"), default=False)

    class Meta:
        verbose_name = _("signed line")
        constraints = [
            models.UniqueConstraint(fields=["treaty", "reinsurer_id"], name="treatyshare_once"),
            models.CheckConstraint(
                name="treatyshare_percent", condition=Q(signed_percent__gt=0, signed_percent__lte=100)
            ),
        ]


class AccumulationLimit(Agreed):
    """The most that may be kept in one place or area against one kind of event."""

    event = models.CharField(_("event"), max_length=20)
    area = models.CharField(_("area"), max_length=60, blank=True)
    lines = ArrayField(models.CharField(max_length=8), verbose_name=_("lines"))
    amount = money(_("limit"))

    objects: ClassVar[models.Manager[AccumulationLimit]] = models.Manager()

    class Meta:
        verbose_name = _("limit of accumulation")
        constraints = [
            ExclusionConstraint(
                name="accumulationlimit_one_version_a_day",
                expressions=[
                    ("event", RangeOperators.EQUAL),
                    ("area", RangeOperators.EQUAL),
                    ("effective", RangeOperators.OVERLAPS),
                ],
            ),
            four_eyes("accumulationlimit_four_eyes"),
        ]
