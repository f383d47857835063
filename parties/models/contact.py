"""Further telephone numbers, addresses and e-mail addresses of a customer."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.crypto import BlindIndexField, EncryptedTextField, SealedModel
from parties.models.party import Party


class Contact(SealedModel):
    """One more way to reach a customer. An ended contact stays, so that old letters can be explained."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="contacts")
    kind = models.CharField(_("kind"), max_length=10)
    label = models.CharField(_("label"), max_length=40, blank=True, default="")
    value = EncryptedTextField(_("value"))
    value_index = BlindIndexField()
    value_masked = models.CharField(max_length=60)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("contact")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["party", "kind", "value_index"], condition=models.Q(ended_at=None), name="contact_once"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["kind", "value_index"], name="contact_value")]

    def __str__(self) -> str:
        return self.value_masked
