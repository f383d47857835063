"""A report upward with its pack, the opinions at each level, and the reply (UWR-06 … UWR-19)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import Stateful, WorkSummary
from core.workflow.spec import Lifecycle
from organisation.models import Scoped, ScopedQuerySet
from underwriting.models.proposal import Proposal
from underwriting.rules.referral import CLOSE_QUEUE, CLOSED, DROPPED, REFERRAL
from underwriting.rules.referral_pack import OUTCOME_LABELS, Filled

LEVELS = {"branch": _("branch"), "province": _("province"), "head": _("head office")}


class Referral(Scoped, Stateful):
    """One report of one proposal. A changed plan is a new version of it, prepared and answered anew (B-42)."""

    lifecycle: ClassVar[Lifecycle] = REFERRAL
    audit_excluded = frozenset({"items"})

    number = models.CharField(_("report"), max_length=24, unique=True)
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="referrals")
    revision = models.PositiveSmallIntegerField(_("version of the plan"), default=1)
    off_area = models.BooleanField(_("business outside the area"), default=False)
    items = models.JSONField(_("pack"), default=dict)
    attachments = models.JSONField(_("attached files"), default=list)
    frozen = models.JSONField(_("terms as submitted"), default=dict)
    copy_wanted = models.BooleanField(_("copy of the policy wanted"), default=False)
    prepared_by = models.CharField(_("prepared by"), max_length=120, blank=True)
    reply_document = models.BigIntegerField(null=True)
    reply_sha256 = models.CharField(_("digest of the reply"), max_length=64, blank=True)
    issued_at = models.DateTimeField(_("issued at"), null=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("report upward")
        indexes = [
            models.Index(fields=["branch_id", "-created_at", "-id"], name="referral_branch_new"),
            models.Index(fields=["province_id", "-created_at", "-id"], name="referral_province_new"),
            models.Index(fields=["sub_branch_id", "-created_at", "-id"], name="referral_sub_new"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal"], condition=~Q(state__in=(CLOSED, DROPPED)), name="referral_open_once"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def case(self) -> str:
        """Acts on the report are acts on the proposal."""
        return self.proposal.case()

    def filled(self) -> dict[str, Filled]:
        """The items as the rules read them."""
        counts: dict[str, int] = {}
        for one in self.attachments:
            counts[one["item"]] = counts.get(one["item"], 0) + 1
        return {
            code: Filled(
                text=entry.get("text", ""),
                waived=entry.get("waived", ""),
                files=counts.get(code, 0),
                parts=entry.get("parts", {}),
            )
            for code, entry in ({code: {} for code in counts} | self.items).items()
        }

    def work_unit_id(self, queue: str) -> int:
        """The last look is the province's, everything else the branch's."""
        return (self.province_id or self.unit_id) if queue == CLOSE_QUEUE else self.unit_id

    def work_summary(self) -> WorkSummary:
        found = self.proposal.work_summary()
        return WorkSummary(
            title=self.number, detail=found.title, line=found.line, amount=found.amount, customer=found.customer
        )


class ReferralOpinion(models.Model):
    """What one level says about one version. Rows are added only: an overruled opinion stays as it was written
    (UWR-19)."""

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="opinions")
    revision = models.PositiveSmallIntegerField(_("version of the plan"))
    level = models.CharField(_("level"), max_length=8, choices=list(LEVELS.items()))
    outcome = models.CharField(
        _("opinion"), max_length=12, choices=[(one.value, label) for one, label in OUTCOME_LABELS.items()]
    )
    final = models.BooleanField(_("reply"), default=False)
    text = models.TextField(_("grounds"))
    conditions = models.TextField(_("conditions"), blank=True)
    terms = models.JSONField(_("terms approved"), null=True)
    given_by_id = models.BigIntegerField(null=True)
    given_by = models.CharField(_("given by"), max_length=120)
    given_at = models.DateTimeField(_("given at"))

    class Meta:
        verbose_name = _("opinion on a report")

    def __str__(self) -> str:
        return f"{self.referral_id} {self.outcome}"
