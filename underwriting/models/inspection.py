"""Inspections of what is to be insured, with photos."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Value
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from core.models import Stateful, WorkSummary
from core.workflow.spec import Lifecycle
from organisation.models import Scoped, ScopedQuerySet
from underwriting.models.proposal import Proposal
from underwriting.rules.inspection import INSPECTION, RESULT_LABELS, Result


class Inspection(Scoped, Stateful):
    """One inspection: who looked, when and where, what was found. The photos are files of this record."""

    lifecycle: ClassVar[Lifecycle] = INSPECTION

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="inspections")
    inspector_id = models.BigIntegerField(_("inspector"))
    inspector_name = models.CharField(_("inspector"), max_length=64)
    inspected_at = models.DateTimeField(_("inspected at"))
    place = models.CharField(_("place of the inspection"), max_length=200)
    result = models.CharField(
        _("result"), max_length=8, choices=[(result.value, _(label)) for result, label in RESULT_LABELS.items()]
    )
    remark = models.TextField(_("remark"), blank=True)
    photos = models.PositiveSmallIntegerField(_("photos"))
    doubts = models.JSONField(_("doubts about the photos"), default=list, db_default=Value([], models.JSONField()))

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("inspection")
        indexes = [models.Index(fields=["proposal", "-inspected_at"], name="inspection_newest")]

    @property
    def sets_mark(self) -> bool:
        """Whether the proposal counts as inspected for the automatic rules: a record whose photos are doubtful does
        not, a person looks at it."""
        return self.result != Result.REFUSED and not self.doubts

    def __str__(self) -> str:
        return f"{self.proposal.number} {localtime(self.inspected_at):%Y-%m-%d}"

    def case(self) -> str:
        return self.proposal.case()

    def work_summary(self) -> WorkSummary:
        return WorkSummary(title=self.proposal.number, line=self.proposal.line)
