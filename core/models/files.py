"""Stored files: what came in, what was kept, and where it may be read."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class FileState(models.TextChoices):
    """Whether a file may be read. A file that could not be scanned waits; it is never let through."""

    READY = "ready", _("ready")
    QUARANTINED = "quarantined", _("waiting for the virus scan")


class StoredFile(models.Model):
    """One file under a random name outside the web root. Content never changes; a new version is a new row.

    ``sha256`` is the digest of what is shown. Photos are re-encoded on the way in: the original is kept encrypted for
    evidence under ``original_path`` and only the cleaned copy is ever shown; what the camera said about time and place
    is kept as data.
    """

    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    purpose = models.CharField(_("purpose"), max_length=40)
    name = models.CharField(_("file name"), max_length=200)
    media_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveBigIntegerField(_("size"))
    sha256 = models.CharField(max_length=64, db_index=True)
    path = models.CharField(max_length=200, unique=True)
    thumbnail_path = models.CharField(max_length=200, blank=True, default="")
    original_path = models.CharField(max_length=200, blank=True, default="")
    original_sha256 = models.CharField(max_length=64, blank=True, default="")
    state = models.CharField(max_length=16, choices=FileState.choices, default=FileState.READY)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    taken_at = models.DateTimeField(_("taken at"), null=True)
    latitude = models.DecimalField(_("latitude"), max_digits=9, decimal_places=6, null=True)
    longitude = models.DecimalField(_("longitude"), max_digits=9, decimal_places=6, null=True)
    subject_kind = models.CharField(max_length=60, blank=True, default="")
    subject_id = models.BigIntegerField(null=True)
    stored_by_id = models.BigIntegerField(null=True)
    stored_as = models.CharField(_("post"), max_length=60, blank=True, default="")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("stored file")
        verbose_name_plural = _("stored files")
        indexes: ClassVar = [models.Index(fields=["subject_kind", "subject_id"], name="storedfile_subject")]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="storedfile_place_complete",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_image(self) -> bool:
        return self.media_type.startswith("image/")
