"""Agents, agencies, brokers and platforms through whom business comes (CUS-07)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models import Stateful, StoredFile, WorkSummary
from organisation.models import Scoped, ScopedQuerySet
from parties.models.party import Party
from parties.rules.intermediary import INTERMEDIARY, IntermediaryKind, Standing


class Intermediary(Scoped, Stateful):
    """An intermediary with licence and agreement, proposed by one person and approved by another. What the agreement
    says of each line are the rows of ``terms``; they have their own days."""

    lifecycle = INTERMEDIARY

    code = models.CharField(_("code"), max_length=20, unique=True)
    party = models.OneToOneField(Party, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=12)
    licence_number = models.CharField(_("licence number"), max_length=60)
    licence_from = models.DateField(_("licence valid from"), null=True)
    licence_until = models.DateField(_("licence valid until"))
    agreement_number = models.CharField(_("agreement number"), max_length=60)
    agreement_from = models.DateField(_("agreement from"))
    agreement_until = models.DateField(_("agreement until"))
    lines = models.CharField(_("lines of business"), max_length=200, blank=True, default="")
    proposed_by_id = models.BigIntegerField(null=True)
    proposed_by_name = models.CharField(_("proposed by"), max_length=64, blank=True, default="")
    decided_by_id = models.BigIntegerField(null=True)
    decided_by_name = models.CharField(_("decided by"), max_length=64, blank=True, default="")
    decided_at = models.DateTimeField(_("decided at"), null=True)

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
            models.CheckConstraint(
                condition=Q(decided_by_id__isnull=True) | ~Q(decided_by_id=F("proposed_by_id")),
                name="intermediary_four_eyes",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["-created_at", "-id"], name="intermediary_newest")]

    def __str__(self) -> str:
        return f"{self.code} {self.party.name}"

    def audit_number(self) -> str:
        return self.code

    def work_summary(self) -> WorkSummary:
        return WorkSummary(title=self.code, detail=self.party.name)

    def standing(self) -> Standing:
        """What decides whether business may come through it."""
        return Standing(
            state=self.state,
            licence_from=self.licence_from,
            licence_until=self.licence_until,
            agreement_from=self.agreement_from,
            agreement_until=self.agreement_until,
        )


class IntermediaryTerm(models.Model):
    """What the agreement says of one line from a day until a day; a later agreement ends it and adds its own."""

    intermediary = models.ForeignKey(Intermediary, on_delete=models.PROTECT, related_name="terms")
    line = models.CharField(_("line"), max_length=20)
    commission_rate = models.DecimalField(_("commission rate"), max_digits=6, decimal_places=4)
    issuing_limit = models.DecimalField(_("issuing limit"), max_digits=16, decimal_places=2, null=True)
    valid_from = models.DateField(_("from"))
    valid_until = models.DateField(_("until"), null=True)
    agreement_number = models.CharField(_("agreement number"), max_length=60)

    class Meta:
        verbose_name = _("term of an agreement")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["intermediary", "line", "valid_from"], name="intermediary_term_once"),
            models.CheckConstraint(
                condition=Q(commission_rate__gte=0, commission_rate__lte=1), name="intermediary_rate_is_a_share"
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from") - 1),
                name="intermediary_term_period",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line} {self.commission_rate}"


class Mandate(models.Model):
    """A customer authorised a broker to act in his name; the signed paper is kept. Ended, never deleted."""

    intermediary = models.ForeignKey(Intermediary, on_delete=models.PROTECT, related_name="mandates")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="mandates")
    valid_from = models.DateField(_("from"))
    valid_until = models.DateField(_("until"))
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+", verbose_name=_("signed paper"))
    recorded_by_id = models.BigIntegerField(null=True)
    recorded_at = models.DateTimeField()
    ended_on = models.DateField(_("ended on"), null=True)
    end_reason = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        verbose_name = _("mandate")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(valid_until__gte=F("valid_from")), name="mandate_period"),
        ]
        indexes: ClassVar = [models.Index(fields=["intermediary", "party"], name="mandate_of_customer")]

    def __str__(self) -> str:
        return f"{self.intermediary_id} {self.party_id}"
