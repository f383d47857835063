"""What a person arranges for himself: views of lists, and what he has typed but not yet sent."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from core.crypto.fields import EncryptedTextField, SealedModel
from core.models.files import StoredFile


class ListView(models.Model):
    """A person's view of one list: the parameters of its address under a name.

    The view without a name holds the columns that the person wants to see in this list. A named one may be the view
    with which the list opens, and may be shown to colleagues who hold the same post in the same unit.
    """

    owner_id = models.BigIntegerField()
    owner_name = models.CharField(_("person"), max_length=80)
    place = models.CharField(_("list"), max_length=80)
    name = models.CharField(_("name"), max_length=40, blank=True, default="")
    params = models.JSONField(default=dict)
    is_default = models.BooleanField(_("opens with the list"), default=False)
    shared_post = models.CharField(max_length=60, blank=True, default="")
    shared_unit_id = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = _("view of a list")
        constraints: ClassVar = [
            models.UniqueConstraint(name="listview_name_once", fields=["owner_id", "place", "name"]),
            models.UniqueConstraint(
                name="listview_default_once", fields=["owner_id", "place"], condition=Q(is_default=True)
            ),
            models.CheckConstraint(
                name="listview_columns_are_own",
                condition=~Q(name="") | Q(is_default=False, shared_post="", shared_unit_id=None),
            ),
            models.CheckConstraint(
                name="listview_share_complete",
                condition=Q(shared_post="", shared_unit_id=None)
                | (~Q(shared_post="") & Q(shared_unit_id__isnull=False)),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                name="listview_shared", fields=["shared_unit_id", "shared_post", "place"], condition=~Q(shared_post="")
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.place


class Draft(SealedModel):
    """What a person typed into one form and has not sent. Forms hold personal data, so the content is encrypted.

    ``form`` names the form and the object it is about. A draft lives until it is sent, given up or expired.
    """

    owner_id = models.BigIntegerField()
    form = models.CharField(max_length=120)
    content = EncryptedTextField(_("content"))
    created_at = models.DateTimeField(db_default=Now())
    saved_at = models.DateTimeField(_("saved"))
    expires_at = models.DateTimeField(_("kept until"), db_index=True)

    class Meta:
        verbose_name = _("draft")
        constraints: ClassVar = [models.UniqueConstraint(name="draft_once", fields=["owner_id", "form"])]

    def __str__(self) -> str:
        return self.form


class ListExport(SealedModel):
    """A long list that a person asked to have as a file: which list under which conditions, and the file when it is
    made. The conditions may hold names and numbers of customers, so they are encrypted."""

    owner_id = models.BigIntegerField()
    assignment_id = models.BigIntegerField()
    address = EncryptedTextField(_("address"))
    name = models.CharField(_("file name"), max_length=80)
    language = models.CharField(max_length=10)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(_("asked"))
    expires_at = models.DateTimeField(_("kept until"), db_index=True)

    class Meta:
        verbose_name = _("export of a list")

    def __str__(self) -> str:
        return self.name
