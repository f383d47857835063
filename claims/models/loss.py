"""What was damaged and what it costs."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.models.fields import money_or_zero
from claims.models.report import LossReport
from claims.models.survey import SurveyTask
from claims.rules.compulsory import Category
from claims.rules.lifecycle import ITEM, PRICE_QUEUE
from claims.rules.motor_calculation import Kind
from core.models import AuthoritySubject, Stateful, WorkSummary
from core.workflow.spec import Lifecycle
from organisation.models import Scoped, ScopedQuerySet, Unit, UnitKind

KIND_LABELS = {
    Kind.OWN_VEHICLE: _("insured vehicle"),
    Kind.THIRD_VEHICLE: _("other vehicle"),
    Kind.PROPERTY: _("other property"),
    Kind.INJURY: _("person"),
}
CATEGORY_LABELS = {
    Category.PROPERTY: _("property"),
    Category.MEDICAL: _("medical"),
    Category.DEATH_DISABILITY: _("death and disability"),
}


class LossItem(Scoped, Stateful):
    """One vehicle, thing or person. ``lines`` are parts and labour as assessed; the sums are made of them."""

    lifecycle: ClassVar[Lifecycle] = ITEM

    report = models.ForeignKey(LossReport, on_delete=models.PROTECT, related_name="items")
    task = models.ForeignKey(SurveyTask, on_delete=models.PROTECT, related_name="items")
    kind = models.CharField(_("kind"), max_length=14, choices=[(k.value, label) for k, label in KIND_LABELS.items()])
    category = models.CharField(
        _("category"), max_length=18, choices=[(c.value, label) for c, label in CATEGORY_LABELS.items()]
    )
    name = models.CharField(_("what or who"), max_length=120)
    plate = models.CharField(_("plate"), max_length=10, blank=True)
    lines = models.JSONField(_("parts and labour"), default=list)
    parts = money_or_zero(_("parts and goods"))
    labour = money_or_zero(_("labour and services"))
    residual = money_or_zero(_("residual value"))
    total_loss = models.BooleanField(_("total loss"), default=False)
    assessed_by = models.CharField(_("assessed by"), max_length=64, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("object of loss")
        constraints = [
            models.CheckConstraint(
                name="lossitem_amounts_sane",
                condition=models.Q(parts__gte=0, labour__gte=0, residual__gte=0, parts__lt=10**12, labour__lt=10**12),
            )
        ]

    @property
    def assessed(self) -> Decimal:
        """The loss before residual: what authority is measured by."""
        total: Decimal = self.parts + self.labour
        return total

    @property
    def net(self) -> Decimal:
        left: Decimal = self.assessed - self.residual
        return max(left, Decimal("0.00"))

    def case(self) -> str:
        return self.report.case()

    def audit_number(self) -> str:
        return f"{self.report.number}/{self.pk}"

    def work_unit_id(self, queue: str) -> int:
        if queue != PRICE_QUEUE:
            return self.unit_id
        return Unit.objects.values_list("pk", flat=True).get(kind=UnitKind.CLAIMS_CENTRE, branch_id=self.branch_id)

    def work_summary(self) -> WorkSummary:
        return WorkSummary(title=f"{self.report.number} · {self.name}", detail=self.plate, amount=self.assessed)

    def authority_subject(self) -> AuthoritySubject:
        return AuthoritySubject(line="", unit_id=self.unit_id)
