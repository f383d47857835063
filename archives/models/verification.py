"""Public verification: the code on a document, and how often an address has asked."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class VerificationCode(models.Model):
    """The unguessable code under which anyone may verify one object; it says nothing about the object."""

    token = models.CharField(max_length=32, unique=True)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("verification code")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subject_kind", "subject_id"], name="verification_subject_once")
        ]

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.subject_id}"


class PublicVisit(models.Model):
    """Requests of one address within one minute. The address is hashed; old rows are removed by the sweep."""

    address = models.CharField(max_length=32)
    minute = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("public request")
        constraints: ClassVar = [models.UniqueConstraint(fields=["address", "minute"], name="public_visit_once")]

    def __str__(self) -> str:
        return f"{self.minute}: {self.count}"
