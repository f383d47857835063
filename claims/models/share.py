"""Reading a claim outside one's scope: asked for with a reason, granted by another person, for a time."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from guardian.models import UserObjectPermissionBase

from claims.models.claim import Claim
from claims.rules.claim_lifecycle import SHARE
from core.models import Stateful, WorkSummary
from core.workflow.spec import Lifecycle
from organisation.models import Scoped, ScopedQuerySet, Staff


class ClaimUserPermission(UserObjectPermissionBase):
    """django-guardian's direct foreign key to a claim: exists exactly as long as a grant runs."""

    user = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="+")
    content_object = models.ForeignKey(Claim, on_delete=models.CASCADE)


class ShareRequest(Scoped, Stateful):
    """A request to read one claim. It belongs to the reader's unit and waits at the claim's centre."""

    lifecycle: ClassVar[Lifecycle] = SHARE

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="shares")
    reader = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+", verbose_name=_("reader"))
    reader_name = models.CharField(_("reader"), max_length=80)
    why = models.CharField(_("reason"), max_length=500)
    hours = models.PositiveSmallIntegerField(_("hours"))
    until = models.DateTimeField(_("until"), null=True)
    shared_case_id = models.BigIntegerField(null=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("shared claim")

    def case(self) -> str:
        return f"{self.lifecycle.kind}:{self.pk}"

    def audit_number(self) -> str:
        return self.claim.number

    def work_unit_id(self, queue: str) -> int:  # noqa: ARG002 - one queue
        return self.claim.centre_id

    def work_summary(self) -> WorkSummary:
        return WorkSummary(title=self.claim.number, detail=self.why[:120], customer=self.reader_name)
