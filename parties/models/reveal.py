"""Who looked at which protected value, and why (CUS-05)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from parties.models.party import Party


class Reveal(models.Model):
    """One look at one value. Rows are only ever added; they are counted per person and day."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, related_name="reveals")
    subject_kind = models.CharField(max_length=60, default="parties.party")
    subject_id = models.BigIntegerField(null=True)
    field = models.CharField(_("value"), max_length=40)
    reason = models.CharField(_("reason"), max_length=300)
    staff_id = models.BigIntegerField()
    staff_name = models.CharField(max_length=64)
    post = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("reveal")
        indexes: ClassVar = [
            models.Index(fields=["staff_id", "-at"], name="reveal_staff"),
            models.Index(fields=["party", "-at"], name="reveal_party"),
        ]

    def __str__(self) -> str:
        return f"{self.staff_name}: {self.field}"
