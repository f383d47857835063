"""Papers, beneficial owners and identifications of customers (CUS-02, AML law)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.crypto import EncryptedTextField, SealedModel
from core.models import Stateful, StoredFile, WorkSummary
from organisation.models import Scoped, ScopedQuerySet
from parties.models.party import Party
from parties.rules.identification import IDENTIFICATION
from parties.rules.papers import PAPER, PAPER_KINDS


class CustomerPaper(Scoped, Stateful):
    """A copy of what the customer brought; a second person says that it is true and complete."""

    lifecycle = PAPER

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(_("kind"), max_length=20)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+", verbose_name=_("file"))
    valid_until = models.DateField(_("valid until"), null=True)
    received_by_id = models.BigIntegerField(null=True)
    received_by_name = models.CharField(_("received by"), max_length=64)
    checked_by_name = models.CharField(_("checked by"), max_length=64, blank=True, default="")
    remark = models.CharField(_("remark"), max_length=300, blank=True, default="")

    objects: ClassVar[Any] = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("paper of a customer")
        indexes: ClassVar = [models.Index(fields=["party", "kind"], name="paper_of_customer")]

    def __str__(self) -> str:
        return f"{self.party_id} {self.kind}"

    def audit_number(self) -> str:
        return self.party.number

    def work_summary(self) -> WorkSummary:
        return WorkSummary(title=self.party.name, detail=gettext(PAPER_KINDS[self.kind]), customer=self.party.name)


class BeneficialOwner(SealedModel):
    """A person who owns or controls an organisation in the end (AML law 2024). Ended, never changed."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="owners")
    name = models.CharField(_("name"), max_length=120)
    id_number = EncryptedTextField(_("number of the paper"))
    id_masked = models.CharField(max_length=40)
    share = models.DecimalField(_("share"), max_digits=5, decimal_places=2, null=True)
    control = models.CharField(_("way of control"), max_length=120, blank=True, default="")
    recorded_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("beneficial owner")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(share__isnull=True) | Q(share__gt=0, share__lte=100), name="owner_share"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Identification(Scoped, Stateful):
    """The identification of a customer: one record per customer that is renewed."""

    lifecycle = IDENTIFICATION

    party = models.OneToOneField(Party, on_delete=models.PROTECT, related_name="identification")
    occasion = models.CharField(_("occasion"), max_length=20)
    amount = models.DecimalField(_("amount"), max_digits=16, decimal_places=2)
    document_number = models.CharField(_("document"), max_length=60, blank=True, default="")
    needed_on = models.DateField(_("needed on"))
    relation = models.CharField(_("relation of the people concerned"), max_length=200, blank=True, default="")
    identified_by_name = models.CharField(_("identified by"), max_length=64, blank=True, default="")
    identified_on = models.DateField(_("identified on"), null=True)
    refresh_on = models.DateField(_("due again on"), null=True)

    objects: ClassVar[Any] = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("identification")
        indexes: ClassVar = [
            models.Index(fields=["state", "refresh_on"], name="identification_due"),
            models.Index(fields=["-updated_at", "-id"], name="identification_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.party_id} {self.state}"

    def audit_number(self) -> str:
        return self.party.number

    def work_summary(self) -> WorkSummary:
        return WorkSummary(
            title=self.party.name, detail=self.document_number, amount=self.amount, customer=self.party.name
        )
