"""Regression cases of the tariffs: an entry and the premium that it must give (PRD-06)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from underwriting.models.product import Dated, dated_constraints
from underwriting.models.vehicle import money


class RatingCase(Dated):
    """A stored entry with the premium expected while this version of the case holds. A new tariff brings new versions
    of the cases whose premium it means to change; the others must give what they gave."""

    product = models.CharField(_("product"), max_length=20)
    title = models.CharField(_("case"), max_length=120)
    content = models.JSONField(_("entry"))
    start_on = models.DateField(_("cover from"))
    end_on = models.DateField(_("cover until"))
    expected = money(_("premium expected"))

    objects: ClassVar[models.Manager[RatingCase]] = models.Manager()

    class Meta:
        verbose_name = _("regression case")
        constraints = dated_constraints("ratingcase")
        indexes = [models.Index(fields=["product"], name="ratingcase_product")]
