"""The central register of business written outside the system."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.models import AuthoritySubject, Stateful, WorkSummary
from core.workflow.command import Actor
from core.workflow.refusals import NotPossible, Refusal
from core.workflow.spec import Lifecycle, Transition
from organisation.models import Scoped, ScopedQuerySet
from underwriting.models.proposal import Proposal
from underwriting.models.vehicle import money
from underwriting.rules import off_system as life
from underwriting.rules.periods import year_end


class OffSystemBusiness(Scoped, Stateful):
    """One contract: underwritten on paper, or reported after acceptance; later bound to what was entered."""

    lifecycle: ClassVar[Lifecycle] = life.OFF_SYSTEM

    number = models.CharField(_("register number"), max_length=24, unique=True)
    kind = models.CharField(_("kind"), max_length=8, choices=[(code, label) for code, label in life.KINDS.items()])
    product = models.CharField(_("product or clause"), max_length=120)
    holder_name = models.CharField(_("policyholder"), max_length=120)
    holder_id = models.BigIntegerField(_("policyholder"), null=True)
    listed = models.JSONField(_("On lists"), default=list, db_default=[])
    subject = models.CharField(_("what is insured"), max_length=200)
    sum_insured = money(_("sum insured"))
    premium = money(_("premium"))
    start_on = models.DateField(_("cover begins"))
    accepted_on = models.DateField(_("day of acceptance"), null=True)
    days_late = models.PositiveSmallIntegerField(_("working days late"), default=0)
    text = models.TextField(_("why outside the system, and the terms"))
    opinion = models.TextField(_("opinion of the centre"), blank=True)
    reported_by = models.CharField(_("reported by"), max_length=120)
    decided_by = models.CharField(_("decided by"), max_length=120, blank=True)
    differing = models.CharField(_("differs from what was reported"), max_length=200, blank=True, db_default="")
    why_differing = models.CharField(_("why it differs"), max_length=200, blank=True, db_default="")
    proposal = models.ForeignKey(Proposal, null=True, on_delete=models.PROTECT, related_name="+")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("business outside the system")
        indexes = [
            models.Index(fields=["branch_id", "-created_at", "-id"], name="offsystem_branch_new"),
            models.Index(fields=["sub_branch_id", "-created_at", "-id"], name="offsystem_sub_new"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def end_on(self) -> date:
        """The end of a year's cover, from which its papers are kept while no policy says otherwise."""
        return year_end(self.start_on)

    def personal_refusal(self, actor: Actor, spec: Transition) -> Refusal | None:  # noqa: ARG002 - asked of everybody
        """Paper underwriting decides; a report after acceptance is only noted."""
        wrong = life.NOTE.name if self.kind == life.CENTRAL else life.APPROVE.name
        return NotPossible(gettext("This step does not belong to this kind.")) if spec.name == wrong else None

    def authority_subject(self) -> AuthoritySubject:
        return AuthoritySubject(line="", unit_id=self.unit_id)

    def work_summary(self) -> WorkSummary:
        return WorkSummary(
            title=self.number, detail=self.subject, amount=self.premium, customer=self.holder_name, line=""
        )
