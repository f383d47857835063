"""Grey list and black list (B-43, domain 5.19)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.crypto import BlindIndexField, EncryptedTextField, SealedModel
from core.models import Stateful, WorkSummary
from organisation.models import Scoped, ScopedQuerySet
from parties.models.party import Party
from parties.rules.listing import LISTING
from parties.rules.words import ListKind, ListSubject


class ListEntry(Scoped, Stateful, SealedModel):
    """A customer, number or vehicle that is suspected (grey) or proven (black), from a day until a day.

    Proposed by one person and decided by another; the database refuses one person in both places.
    """

    lifecycle = LISTING

    number = models.CharField(_("number"), max_length=20, unique=True)
    kind = models.CharField(_("list"), max_length=8)
    subject = models.CharField(_("subject"), max_length=10)
    party = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    value = EncryptedTextField(_("value"))
    value_index = BlindIndexField()
    shown = models.CharField(_("shown as"), max_length=120)
    reason_code = models.CharField(_("ground"), max_length=20)
    evidence = models.TextField(_("evidence"))
    source_kind = models.CharField(max_length=60, blank=True, default="")
    source_number = models.CharField(_("from case"), max_length=60, blank=True, default="")
    valid_from = models.DateField(_("from"))
    review_on = models.DateField(_("review on"))
    valid_until = models.DateField(_("until"), null=True)
    proposed_by_id = models.BigIntegerField()
    proposed_by_name = models.CharField(max_length=64)
    decided_by_id = models.BigIntegerField(null=True)
    decided_by_name = models.CharField(max_length=64, blank=True, default="")
    decided_at = models.DateTimeField(null=True)
    reviewed_on = models.DateField(_("last reviewed on"), null=True)
    appeal_ground = models.CharField(_("ground of the appeal"), max_length=20, blank=True, default="")
    appealed_on = models.DateField(_("appealed on"), null=True)
    removal_proposed_by_id = models.BigIntegerField(null=True)

    audit_excluded = frozenset({"row_key"})

    objects: ClassVar[Any] = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("list entry")
        verbose_name_plural = _("list entries")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=[k.value for k in ListKind]), name="listing_kind_known"),
            models.CheckConstraint(
                condition=Q(subject__in=[s.value for s in ListSubject]), name="listing_subject_known"
            ),
            models.CheckConstraint(
                condition=Q(decided_by_id__isnull=True) | ~Q(decided_by_id=F("proposed_by_id")),
                name="listing_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")), name="listing_period"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["subject", "value_index"], name="listing_value"),
            models.Index(fields=["party", "state"], name="listing_party"),
            models.Index(fields=["state", "review_on"], name="listing_review"),
            models.Index(fields=["-created_at", "-id"], name="listing_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.shown}"

    def work_summary(self) -> WorkSummary:
        return WorkSummary(title=self.number, detail=self.shown, customer=self.party.name if self.party else "")
