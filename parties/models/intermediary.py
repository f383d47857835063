"""Agents, agencies and brokers through whom business comes (CUS-07)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models import Stateful
from organisation.models import Scoped, ScopedQuerySet
from parties.models.party import Party
from parties.rules.lifecycle import INTERMEDIARY
from parties.rules.words import IntermediaryKind


class Intermediary(Scoped, Stateful):
    """An intermediary with licence and agreement; only a broker with the customer's mandate may sign for a customer."""

    lifecycle = INTERMEDIARY

    code = models.CharField(_("code"), max_length=20, unique=True)
    party = models.OneToOneField(Party, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=12)
    licence_number = models.CharField(_("licence number"), max_length=60)
    licence_until = models.DateField(_("licence valid until"))
    agreement_number = models.CharField(_("agreement number"), max_length=60)
    agreement_from = models.DateField(_("agreement from"))
    agreement_until = models.DateField(_("agreement until"))
    lines = models.CharField(_("lines of business"), max_length=200, blank=True, default="")

    objects: ClassVar[Any] = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("intermediary")
        verbose_name_plural = _("intermediaries")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=[k.value for k in IntermediaryKind]), name="intermediary_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(agreement_until__gte=F("agreement_from")), name="intermediary_agreement_period"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["-created_at", "-id"], name="intermediary_newest")]

    def __str__(self) -> str:
        return f"{self.code} {self.party.name}"

    def audit_number(self) -> str:
        return self.code
