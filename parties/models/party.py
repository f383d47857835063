"""The central record of a person or an organisation outside the company: one party, many roles (CUS-01)."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.crypto import BlindIndexField, EncryptedTextField, SealedModel
from core.models import Stateful
from organisation.models import Unit
from parties.rules.identity import Gender, IdType, PartyKind
from parties.rules.lifecycle import PARTY


class Party(Stateful, SealedModel):
    """A customer.

    Identity number, telephone and address are encrypted and found through blind indexes; what lists show is kept
    masked beside them, so that a list never decrypts. The record is common to the whole company: the permission alone
    decides who sees it, masked; ``home_unit`` is where it was registered. Names are not secret to staff.
    """

    lifecycle = PARTY

    number = models.CharField(_("customer number"), max_length=20, unique=True)
    kind = models.CharField(_("kind"), max_length=16)
    name = models.CharField(_("name"), max_length=120)
    name_key = models.CharField(max_length=120, editable=False)
    id_type = models.CharField(_("paper"), max_length=24)
    id_number = EncryptedTextField(_("number of the paper"))
    id_index = BlindIndexField()
    id_masked = models.CharField(max_length=40, editable=False)
    id_valid_until = models.DateField(_("paper valid until"), null=True)
    born_on = models.DateField(_("date of birth"), null=True)
    gender = models.CharField(_("gender"), max_length=8, blank=True, default="")
    nationality = models.CharField(_("nationality"), max_length=3, default="CHN")
    occupation = models.CharField(_("occupation"), max_length=80, blank=True, default="")
    industry = models.CharField(_("industry"), max_length=80, blank=True, default="")
    legal_representative = models.CharField(_("legal representative"), max_length=60, blank=True, default="")
    contact_name = models.CharField(_("contact person"), max_length=60, blank=True, default="")
    phone = EncryptedTextField(_("telephone"))
    phone_index = BlindIndexField()
    phone_masked = models.CharField(max_length=30, blank=True, default="", editable=False)
    address = EncryptedTextField(_("address"))
    address_masked = models.CharField(max_length=40, blank=True, default="", editable=False)
    email = EncryptedTextField(_("e-mail"))
    roles = ArrayField(models.CharField(max_length=20), default=list, verbose_name=_("roles"))
    different_from = ArrayField(models.BigIntegerField(), default=list)
    difference_reason = models.CharField(max_length=300, blank=True, default="")
    home_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("registered at"))
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    same_as = ArrayField(models.BigIntegerField(), default=list, db_default=[])
    registered_by_id = models.BigIntegerField(null=True)

    audit_excluded = frozenset({"row_key", "name_key"})

    class Meta:
        verbose_name = _("customer")
        verbose_name_plural = _("customers")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["id_type", "id_index"], condition=~Q(id_index=""), name="party_identity_once"
            ),
            models.CheckConstraint(condition=Q(kind__in=[k.value for k in PartyKind]), name="party_kind_known"),
            models.CheckConstraint(condition=Q(id_type__in=[t.value for t in IdType]), name="party_paper_known"),
            models.CheckConstraint(condition=Q(gender__in=[g.value for g in Gender]), name="party_gender_known"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["name_key", "phone_index"], name="party_name_phone"),
            models.Index(fields=["name_key", "born_on"], name="party_name_birth"),
            models.Index(OpClass(F("name"), "text_pattern_ops"), name="party_name_prefix"),
            models.Index(fields=["phone_index"], condition=~Q(phone_index=""), name="party_phone"),
            models.Index(fields=["-created_at", "-id"], name="party_newest"),
            GinIndex(fields=["roles"], name="party_roles"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"

    @property
    def is_person(self) -> bool:
        return self.kind == PartyKind.PERSON
