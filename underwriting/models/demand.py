"""Material that an underwriter demanded for a proposal (PRD-03, PRO-06)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import Stateful, StoredFile, WorkSummary
from core.workflow.spec import Lifecycle
from organisation.models import Scoped, ScopedQuerySet
from underwriting.models.inspection import Inspection
from underwriting.models.proposal import Proposal
from underwriting.rules.demand import DEMAND, WHAT


class MaterialDemand(Scoped, Stateful):
    """One thing that must be there, or be waived, before the proposal is accepted."""

    lifecycle: ClassVar[Lifecycle] = DEMAND

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="demands")
    what = models.CharField(_("what"), max_length=12, choices=[(code, _(text)) for code, text in WHAT.items()])
    text = models.TextField(_("what exactly, and why"))
    due_on = models.DateField(_("wanted by"), null=True)
    asked_by = models.CharField(_("demanded by"), max_length=120)
    brought_by = models.CharField(_("brought by"), max_length=120, blank=True)
    brought_at = models.DateTimeField(_("brought at"), null=True)
    answer = models.TextField(_("answer"), blank=True)
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    inspection = models.ForeignKey(Inspection, null=True, on_delete=models.PROTECT, related_name="+")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("demanded material")
        indexes = [models.Index(fields=["proposal", "state"], name="demand_of_proposal")]

    def __str__(self) -> str:
        return f"{self.proposal.number} {self.what}"

    def case(self) -> str:
        return self.proposal.case()

    def work_summary(self) -> WorkSummary:
        return WorkSummary(
            title=self.proposal.number,
            detail=self.text[:200],
            line=self.proposal.line,
            customer=self.proposal.holder_name,
        )
