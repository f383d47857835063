"""The tree of units: head office, province, branch, its centres, sub-branches, counters and survey points."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class UnitKind(models.TextChoices):
    """What a unit is in the organisation (guide, part one, three and four)."""

    HEAD_OFFICE = "head_office", _("head office")
    PROVINCE = "province", _("provincial branch")
    MUNICIPAL_BRANCH = "municipal_branch", _("municipality or plan-listed city branch")
    PREFECTURE_BRANCH = "prefecture_branch", _("prefecture branch")
    UNDERWRITING_CENTRE = "underwriting_centre", _("underwriting centre")
    CLAIMS_CENTRE = "claims_centre", _("claims and customer service centre")
    FINANCE_CENTRE = "finance_centre", _("finance centre")
    DEPARTMENT = "department", _("department")
    HOTLINE = "hotline", _("95518 workplace")
    COUNTY_SUB_BRANCH = "county_sub_branch", _("county sub-branch")
    DISTRICT_SUB_BRANCH = "district_sub_branch", _("district sub-branch")
    BUSINESS_DEPARTMENT = "business_department", _("business department")
    COUNTER = "counter", _("counter")
    SURVEY_POINT = "survey_point", _("survey point")


BRANCHES = (UnitKind.MUNICIPAL_BRANCH, UnitKind.PREFECTURE_BRANCH)
SUB_BRANCHES = (UnitKind.COUNTY_SUB_BRANCH, UnitKind.DISTRICT_SUB_BRANCH, UnitKind.BUSINESS_DEPARTMENT)


class UnitQuerySet(models.QuerySet["Unit"]):
    """Questions to the tree."""

    def below(self, unit: Unit) -> UnitQuerySet:
        """``unit`` and everything under it."""
        column = unit.scope_column()
        return self if column is None else self.filter(Q(pk=unit.pk) | Q(**{column: unit.pk}))


class Unit(models.Model):
    """One unit. Its ancestors are stored so that scope is one equality on any business row."""

    code = models.CharField(_("code"), max_length=12, unique=True)
    name = models.CharField(_("name"), max_length=80)
    name_en = models.CharField(_("English name"), max_length=120, blank=True)
    kind = models.CharField(_("kind"), max_length=24, choices=UnitKind.choices)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    province = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    branch = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    sub_branch = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    road_km = models.DecimalField(_("road to the centre (km)"), max_digits=6, decimal_places=1, null=True, blank=True)
    drive_minutes = models.PositiveIntegerField(_("normal drive (minutes)"), null=True, blank=True)
    active = models.BooleanField(_("active"), default=True)

    objects: ClassVar[models.Manager[Unit]] = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        constraints = [models.CheckConstraint(name="unit_not_its_own_parent", condition=~Q(parent=F("pk")))]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """The name in the reader's language. Books and documents carry ``name``."""
        english = (get_language() or "").startswith("en")
        return self.name_en if english and self.name_en else self.name

    def stand_under(self, parent: Unit | None) -> None:
        """Take the place below ``parent``, with its ancestors."""
        self.parent = parent
        if parent is not None:
            self.province_id, self.branch_id = parent.province_id, parent.branch_id
            self.sub_branch_id = parent.sub_branch_id

    def scope_column(self) -> str | None:
        """The ancestor column that a unit below this one carries; None for the head office, which sees all."""
        if self.kind == UnitKind.HEAD_OFFICE:
            return None
        if self.kind == UnitKind.PROVINCE:
            return "province_id"
        if self.kind in BRANCHES:
            return "branch_id"
        return "sub_branch_id" if self.kind in SUB_BRANCHES else "unit_id"
