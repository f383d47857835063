"""Documents of business objects: made or received once, kept, never changed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import StoredFile


class Document(models.Model):
    """One version of one document (ARC-01). A new version is a new row with the next ``version``.

    A document that could not be made here has no file and says why in ``unavailable``.
    """

    number = models.CharField(_("document number"), max_length=24, unique=True)
    kind = models.CharField(_("kind"), max_length=60)
    title = models.CharField(_("title"), max_length=200)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    subject_number = models.CharField(_("belongs to"), max_length=60)
    version = models.PositiveIntegerField(_("version"), default=1)
    file = models.OneToOneField(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64, blank=True, default="")
    unavailable = models.CharField(max_length=200, blank=True, default="")
    confidential = models.BooleanField(_("confidential"), default=False)
    retain_until = models.DateField(_("kept until"))
    deposit_key = models.UUIDField(unique=True)
    made_at = models.DateTimeField(_("made at"))
    made_by_id = models.BigIntegerField(null=True)
    made_by_name = models.CharField(_("made by"), max_length=64)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "kind", "title", "version"], name="document_version_once"
            ),
            models.CheckConstraint(
                condition=Q(file__isnull=False, unavailable="") | (Q(file__isnull=True) & ~Q(unavailable="")),
                name="document_file_or_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class DocumentAccess(models.Model):
    """One look at one document (ARC-04). Rows are only ever added."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="accesses")
    staff_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(_("person"), max_length=64)
    post = models.CharField(_("post"), max_length=60)
    is_download = models.BooleanField(_("downloaded"), default=False)
    purpose = models.CharField(_("purpose"), max_length=200, blank=True, default="")
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("look at a document")
        indexes: ClassVar = [
            models.Index(fields=["document", "-at"], name="documentaccess_document"),
            models.Index(fields=["staff_id", "-at"], name="documentaccess_staff"),
        ]

    def __str__(self) -> str:
        return f"{self.actor_name}: {self.document_id}"
