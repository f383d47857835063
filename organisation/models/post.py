"""Posts, what they hold, and who fills them when."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from organisation.models.staff import Staff
from organisation.models.unit import Unit


class Post(models.Model):
    """A post of the catalogue, such as ``UW_UND2`` 核保岗（中级）."""

    code = models.CharField(_("code"), max_length=24, primary_key=True)
    name = models.CharField(_("name"), max_length=60)
    name_en = models.CharField(_("English name"), max_length=80)
    department = models.CharField(_("department"), max_length=24)
    duty = models.CharField(_("main duty"), max_length=200, blank=True)
    needs_second_factor = models.BooleanField(_("second factor"), default=False)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")

    def __str__(self) -> str:
        return self.name


class PostPermission(models.Model):
    """A permission held by a post."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="+")
    permission = models.CharField(_("permission"), max_length=80)

    class Meta:
        verbose_name = _("permission of a post")
        constraints = [models.UniqueConstraint(fields=["post", "permission"], name="postpermission_once")]


class PostQueue(models.Model):
    """A work queue served by a post."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="+")
    queue = models.CharField(_("queue"), max_length=60)

    class Meta:
        verbose_name = _("queue of a post")
        constraints = [models.UniqueConstraint(fields=["post", "queue"], name="postqueue_once")]


class PostAssignment(models.Model):
    """A person in a post of a unit for a period; ``scope_unit`` is the unit whose business the post sees.

    One person proposed it and another approved it, never its holder; the database only lets it be cut short."""

    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    scope_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    period = DateRangeField(_("period"))
    waiver = models.CharField(_("reason for the exception"), max_length=300, blank=True)
    ended_because = models.CharField(_("reason for the end"), max_length=300, blank=True)
    proposed_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[models.Manager[PostAssignment]] = models.Manager()

    class Meta:
        verbose_name = _("post assignment")
        constraints = [
            models.CheckConstraint(
                name="postassignment_four_eyes",
                condition=Q(proposed_by__isnull=False, approved_by__isnull=False)
                & ~Q(approved_by=F("proposed_by"))
                & ~Q(approved_by=F("staff")),
            ),
            ExclusionConstraint(
                name="postassignment_once_at_a_time",
                expressions=[
                    ("staff", RangeOperators.EQUAL),
                    ("post", RangeOperators.EQUAL),
                    ("unit", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
            ),
        ]
