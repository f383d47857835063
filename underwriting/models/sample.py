"""An automatic acceptance that a person looks at again."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import Stateful, WorkSummary
from core.workflow.spec import Lifecycle
from organisation.models import Scoped, ScopedQuerySet
from underwriting.models.proposal import Decision, Proposal
from underwriting.rules.sampling import SAMPLE

FINDINGS = {
    "element": _("an element is missing in the rules"),
    "value": _("a value is too wide"),
    "entry": _("the entry was wrong"),
    "other": _("other"),
}


class SampledAcceptance(Scoped, Stateful):
    """Drawn by the nightly run; the finding feeds back into the values of the rules."""

    lifecycle: ClassVar[Lifecycle] = SAMPLE

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="+")
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="+")
    decided_on = models.DateField(_("accepted on"))
    finding = models.CharField(_("finding"), max_length=12, blank=True, choices=list(FINDINGS.items()))
    opinion = models.TextField(_("opinion"), blank=True)
    reviewed_by_id = models.BigIntegerField(null=True)
    reviewed_by = models.CharField(_("reviewed by"), max_length=80, blank=True)
    reviewed_at = models.DateTimeField(_("reviewed at"), null=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("sampled acceptance")
        indexes = [models.Index(fields=["branch_id", "-decided_on"], name="sample_branch_day")]

    def __str__(self) -> str:
        return self.proposal.number

    @property
    def number(self) -> str:
        return self.proposal.number

    def work_summary(self) -> WorkSummary:
        return WorkSummary(
            title=self.proposal.number,
            detail=f"{self.proposal.shown_plate} · {self.proposal.model}"[:200],
            line="MOTOR",
            amount=self.proposal.amount_due,
            customer=self.proposal.holder_name,
        )
