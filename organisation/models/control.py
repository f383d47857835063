"""Segregation of duties and authority: both are data, and both are enforced by the database over the case acts."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from organisation.models.post import Post
from organisation.models.staff import Staff
from organisation.models.unit import Unit


class IncompatibleDuties(models.Model):
    """One pair of the segregation matrix (domain 3.3). ``USER``: never both posts in one person; ``CASE``: never both
    acts on one case."""

    class Level(models.TextChoices):
        USER = "user", _("never in one person")
        CASE = "case", _("never on one case")

    number = models.PositiveSmallIntegerField(_("row of the matrix"))
    first = models.CharField(_("duty"), max_length=60)
    second = models.CharField(_("incompatible duty"), max_length=60)
    level = models.CharField(_("level"), max_length=4, choices=Level.choices)
    why = models.CharField(_("reason"), max_length=200)
    user_from = models.PositiveSmallIntegerField(
        _("never in one person from so many people in the unit on"), null=True, blank=True
    )
    liftable = models.BooleanField(_("may be lifted in an emergency"), default=False, db_default=False)

    class Meta:
        verbose_name = _("incompatible duties")
        constraints = [models.UniqueConstraint(fields=["first", "second"], name="incompatibleduties_once")]


class PostDuty(models.Model):
    """A duty that comes with a post, as the segregation matrix knows it."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="+")
    duty = models.CharField(_("duty"), max_length=60)

    class Meta:
        verbose_name = _("duty of a post")
        constraints = [models.UniqueConstraint(fields=["post", "duty"], name="postduty_once")]


class AuthorityGrant(models.Model):
    """Authority of a post in a unit (or of one person): operation × line × measure up to ``limit``, for a period.

    ``line`` "" means every line. A grant of a person goes before that of the post. No grant means no authority.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+")
    staff = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    operation = models.CharField(_("operation"), max_length=60)
    line = models.CharField(_("line"), max_length=20, blank=True)
    measure = models.CharField(_("measure"), max_length=40)
    limit = models.DecimalField(_("limit"), max_digits=18, decimal_places=2)
    effective = DateRangeField(_("effective"))
    letter = models.CharField(_("authority letter"), max_length=60, blank=True)
    proposed_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[models.Manager[AuthorityGrant]] = models.Manager()

    class Meta:
        verbose_name = _("authority grant")
        constraints = [
            models.CheckConstraint(name="authoritygrant_limit_sane", condition=Q(limit__gte=0, limit__lt=10**15)),
            models.CheckConstraint(
                name="authoritygrant_holder",
                condition=Q(post__isnull=False, staff=None) | Q(post=None, staff__isnull=False),
            ),
            models.CheckConstraint(
                name="authoritygrant_four_eyes",
                condition=Q(proposed_by__isnull=False, approved_by__isnull=False) & ~Q(approved_by=F("proposed_by")),
            ),
            ExclusionConstraint(
                name="authoritygrant_one_at_a_time",
                expressions=[
                    ("unit", RangeOperators.EQUAL),
                    (Coalesce("post", Value("")), RangeOperators.EQUAL),
                    (Coalesce("staff", Value(0)), RangeOperators.EQUAL),
                    ("operation", RangeOperators.EQUAL),
                    ("line", RangeOperators.EQUAL),
                    ("measure", RangeOperators.EQUAL),
                    ("effective", RangeOperators.OVERLAPS),
                ],
            ),
        ]
