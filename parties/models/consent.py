"""What a customer agreed to, and when the agreement was taken back (PIPL 13–17, 23, 28–31)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from parties.models.party import Party


class Consent(models.Model):
    """One statement for one purpose. A later statement for the same purpose takes its place; none is deleted."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(_("purpose"), max_length=16)
    is_given = models.BooleanField(_("given"))
    wording = models.CharField(_("version of the wording"), max_length=40)
    channel = models.CharField(_("given through"), max_length=40)
    stated_at = models.DateTimeField(_("stated at"))
    recorded_by_id = models.BigIntegerField(null=True)
    note = models.CharField(_("note"), max_length=200, blank=True, default="")

    class Meta:
        verbose_name = _("consent")
        indexes: ClassVar = [models.Index(fields=["party", "purpose", "-stated_at", "-id"], name="consent_latest")]

    def __str__(self) -> str:
        return f"{self.party_id} {self.purpose} {self.is_given}"
