"""The credit file of a customer: grade, warning, watch list, limit, and every rating (CUS-03, domain 10.3)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.models import Stateful, WorkSummary
from core.workflow.command import Actor
from core.workflow.refusals import Forbidden, NotPossible, Refusal
from core.workflow.spec import State, Transition
from organisation.models import Scoped, ScopedQuerySet
from parties.models.party import Party
from parties.rules.credit import CREDIT, DECIDED_LIMIT, LIMIT_QUEUE, Finances


class CreditFile(Scoped, Stateful):
    """One per customer, in the unit that registered him. The limit is proposed by one person and approved by another;
    the database refuses one person in both places."""

    lifecycle = CREDIT

    party = models.OneToOneField(Party, on_delete=models.PROTECT, related_name="credit_file")
    score = models.DecimalField(_("score"), max_digits=5, decimal_places=1, null=True)
    grade = models.CharField(_("grade"), max_length=1, blank=True, default="")
    rated_on = models.DateField(_("rated on"), null=True)
    finances = models.CharField(_("business and financial state"), max_length=10, blank=True, default="")
    conditions = models.CharField(_("special conditions"), max_length=300, blank=True, default="")
    credit_limit = models.DecimalField(_("credit limit"), max_digits=16, decimal_places=2, null=True)
    limit_until = models.DateField(_("limit until"), null=True)
    proposed_limit = models.DecimalField(_("proposed limit"), max_digits=16, decimal_places=2, null=True)
    proposed_until = models.DateField(_("proposed until"), null=True)
    proposed_by_id = models.BigIntegerField(null=True)
    approved_by_id = models.BigIntegerField(null=True)

    objects: ClassVar[Any] = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("credit file")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(approved_by_id__isnull=True) | ~Q(approved_by_id=F("proposed_by_id")),
                name="credit_limit_four_eyes",
            ),
            models.CheckConstraint(condition=Q(finances__in=[f.value for f in Finances]), name="credit_finances_known"),
        ]
        indexes: ClassVar = [models.Index(fields=["-updated_at", "-id"], name="credit_newest")]

    def __str__(self) -> str:
        return f"{self.party.name} {self.grade}"

    def audit_number(self) -> str:
        return self.party.number

    def stage(self, value: str) -> State:
        """A proposed limit waits for who decides on it, unless a warning must be answered first."""
        declared = self.lifecycle.state(value)
        if declared.queue or self.proposed_limit is None:
            return declared
        return replace(declared, queue=LIMIT_QUEUE)

    def personal_refusal(self, actor: Actor, spec: Transition) -> Refusal | None:
        """A limit is decided on where one is proposed, and by another person."""
        if spec.name not in DECIDED_LIMIT:
            return None
        if self.proposed_limit is None:
            return NotPossible(gettext("No credit limit is proposed."))
        if self.proposed_by_id == actor.staff_id:
            return Forbidden(gettext("You proposed this. Another person must decide."))
        return None

    def work_summary(self) -> WorkSummary:
        limit = f" · ¥{self.proposed_limit:,.2f}" if self.proposed_limit is not None else ""
        detail = f"{self.grade} {self.score or ''}{limit}".strip()
        return WorkSummary(title=self.party.name, detail=detail, customer=self.party.name)


class CreditRating(models.Model):
    """One rating with the steps by which it came about; never changed."""

    file = models.ForeignKey(CreditFile, on_delete=models.PROTECT, related_name="ratings")
    rated_at = models.DateTimeField(_("rated at"))
    score = models.DecimalField(_("score"), max_digits=5, decimal_places=1)
    grade = models.CharField(_("grade"), max_length=1)
    steps = models.JSONField(default=list)

    class Meta:
        verbose_name = _("credit rating")
        indexes: ClassVar = [models.Index(fields=["file", "-rated_at"], name="rating_latest")]

    def __str__(self) -> str:
        return f"{self.grade} {self.score}"
