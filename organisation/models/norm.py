"""Which posts a centre has in which kind of branch, and how many people they need, with effective dates (ORG-06,
ORG-26, ORG-36 … ORG-39)."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from organisation.models.post import Post
from organisation.models.unit import UnitKind
from organisation.rules.headcount import Norm


class PostNorm(models.Model):
    """One post of one kind of centre. ``without_reinsurance`` posts stand only where the branch has no department of
    its own for that (guide, two·2(1)5)."""

    centre_kind = models.CharField(_("kind of centre"), max_length=24, choices=UnitKind.choices)
    branch_kind = models.CharField(_("kind of branch"), max_length=24, choices=UnitKind.choices)
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="+")
    minimum = models.PositiveSmallIntegerField(_("people at least"))
    premium_each = models.DecimalField(_("one more for each premium of"), max_digits=18, decimal_places=2, default=0)
    units_each = models.PositiveSmallIntegerField(_("one more for each number of units"), default=0)
    without_reinsurance = models.BooleanField(_("only without a reinsurance department"), default=False)
    effective = DateRangeField(_("effective"))
    source = models.CharField(_("source"), max_length=60)

    objects: ClassVar[models.Manager[PostNorm]] = models.Manager()

    class Meta:
        verbose_name = _("norm of a post")
        constraints = [
            ExclusionConstraint(
                name="postnorm_one_a_day",
                expressions=[
                    ("centre_kind", RangeOperators.EQUAL),
                    ("branch_kind", RangeOperators.EQUAL),
                    ("post", RangeOperators.EQUAL),
                    ("effective", RangeOperators.OVERLAPS),
                ],
            )
        ]

    def as_norm(self) -> Norm:
        return Norm(minimum=self.minimum, premium_each=self.premium_each, units_each=self.units_each)
