"""Bank accounts of customers: where premiums are refunded and claims are paid to."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.crypto import BlindIndexField, EncryptedTextField, SealedModel
from parties.models.party import Party


class BankAccount(SealedModel):
    """An account is never altered: a wrong one is ended with a reason and a new one is added. Others know ``token``."""

    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="accounts")
    holder = models.CharField(_("account holder"), max_length=120)
    bank = models.CharField(_("bank"), max_length=80)
    branch = models.CharField(_("bank branch"), max_length=120, blank=True, default="")
    number = EncryptedTextField(_("account number"))
    number_index = BlindIndexField()
    number_masked = models.CharField(max_length=50)
    created_at = models.DateTimeField()
    created_by_id = models.BigIntegerField(null=True)
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        verbose_name = _("bank account")
        verbose_name_plural = _("bank accounts")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["party", "number_index"], condition=models.Q(ended_at=None), name="account_once"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["number_index"], name="account_number")]

    def __str__(self) -> str:
        return f"{self.bank} {self.number_masked}"
