"""The credit file of a customer: grade, warning, watch list, limit, and every rating (CUS-03, domain 10.3)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models import Stateful, WorkSummary
from organisation.models import Scoped, ScopedQuerySet
from parties.models.party import Party
from parties.rules.credit import CREDIT, Finances


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

    def work_summary(self) -> WorkSummary:
        return WorkSummary(title=self.party.name, detail=f"{self.grade} {self.score or ''}", customer=self.party.name)


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
