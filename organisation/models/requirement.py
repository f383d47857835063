"""What a post asks of its holder, by kind of branch, with effective dates (ORG-15, ORG-27 … ORG-35)."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from organisation.models.post import Post
from organisation.models.staff import Education
from organisation.models.unit import UnitKind


class PostRequirement(models.Model):
    """Education, years and language that a post needs in one kind of branch for a period."""

    class Experience(models.TextChoices):
        RELEVANT = "relevant", _("relevant work")
        MANAGEMENT = "management", _("business management")

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="+")
    branch_kind = models.CharField(_("kind of branch"), max_length=24, choices=UnitKind.choices)
    education = models.PositiveSmallIntegerField(_("education"), choices=Education.choices)
    years = models.PositiveSmallIntegerField(_("years of experience"))
    experience = models.CharField(_("experience in"), max_length=12, choices=Experience.choices)
    good_english = models.BooleanField(_("good English"), default=False)
    effective = DateRangeField(_("effective"))
    source = models.CharField(_("source"), max_length=60)

    objects: ClassVar[models.Manager[PostRequirement]] = models.Manager()

    class Meta:
        verbose_name = _("qualification of a post")
        constraints = [
            ExclusionConstraint(
                name="postrequirement_one_a_day",
                expressions=[
                    ("post", RangeOperators.EQUAL),
                    ("branch_kind", RangeOperators.EQUAL),
                    ("effective", RangeOperators.OVERLAPS),
                ],
            )
        ]
