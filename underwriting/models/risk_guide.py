"""Guides of risk assessment and the seats of committee and panels: effective-dated, changed by four eyes."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from organisation.models import Staff, Unit


class RiskGuide(models.Model):
    """One version of a scored guide. An assessment keeps the version that it was answered by (DUT-26)."""

    code = models.CharField(_("guide"), max_length=20)
    version = models.CharField(_("version"), max_length=40, unique=True)
    title = models.JSONField(_("title"))
    data = models.JSONField(_("sections and grades"))
    effective = DateRangeField(_("effective"))
    proposed_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[models.Manager[RiskGuide]] = models.Manager()

    class Meta:
        verbose_name = _("guide of risk assessment")
        constraints = [
            ExclusionConstraint(
                name="riskguide_one_version_a_day",
                expressions=[("code", RangeOperators.EQUAL), ("effective", RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(
                name="riskguide_four_eyes", condition=Q(approved_by=None) | ~Q(approved_by=F("proposed_by"))
            ),
        ]

    def __str__(self) -> str:
        return self.version


class SeatRole(models.TextChoices):
    """The part of a member."""

    CHAIR = "chair", _("chair")
    DEPUTY = "deputy", _("deputy chair")
    MEMBER = "member", _("member")


class Board(models.TextChoices):
    """The committee and the panels under it (5.13)."""

    COMMITTEE = "committee", _("risk management committee")
    PROPERTY = "property", _("panel property and engineering")
    MOTOR = "motor", _("panel motor")
    LIABILITY = "liability", _("panel liability")
    ACCIDENT = "accident", _("panel accident and health")
    CARGO = "cargo", _("panel cargo")


class CommitteeSeat(models.Model):
    """Who sits on a board of the branch from when to when, appointed by four eyes."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    board = models.CharField(_("board"), max_length=12, choices=Board.choices)
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+", verbose_name=_("member"))
    role = models.CharField(_("part"), max_length=8, choices=SeatRole.choices, default=SeatRole.MEMBER)
    effective = DateRangeField(_("effective"))
    proposed_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[models.Manager[CommitteeSeat]] = models.Manager()

    class Meta:
        verbose_name = _("seat on a board")
        constraints = [
            ExclusionConstraint(
                name="committeeseat_once_a_day",
                expressions=[
                    ("unit", RangeOperators.EQUAL),
                    ("board", RangeOperators.EQUAL),
                    ("staff", RangeOperators.EQUAL),
                    ("effective", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                name="committeeseat_four_eyes", condition=Q(approved_by=None) | ~Q(approved_by=F("proposed_by"))
            ),
        ]
