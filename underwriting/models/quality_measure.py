"""What follows from the quality of entries, one row for each matter (5.12, A6 4 and 5)."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import Stateful, WorkSummary
from core.models.stateful import Act
from core.workflow.spec import Lifecycle, State
from organisation.models import Scoped, ScopedQuerySet
from underwriting.models.policy import Policy
from underwriting.rules import quality_measure as life


class QualityMeasure(Scoped, Stateful):
    """One person to be trained again, one error that cost money, or what a unit has not read or handed over."""

    lifecycle: ClassVar[Lifecycle] = life.MEASURE

    number = models.CharField(_("number"), max_length=20, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=[(one, _(name)) for one, name in life.KINDS.items()])
    person = models.CharField(_("person"), max_length=64, blank=True)
    month = models.DateField(_("month"), null=True)
    policy = models.ForeignKey(Policy, null=True, on_delete=models.PROTECT, related_name="+")
    found = models.PositiveIntegerField(_("policies"), default=0)
    detail = models.CharField(_("what was found"), max_length=300, blank=True)
    decision = models.TextField(_("what follows"), blank=True)
    decided_by = models.CharField(_("recorded by"), max_length=120, blank=True)

    objects: ClassVar[ScopedQuerySet[QualityMeasure]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("measure of quality")
        constraints = [
            models.UniqueConstraint(
                name="qualitymeasure_retrained_once",
                fields=["unit", "person", "month"],
                condition=Q(kind=life.RETRAIN),
            ),
            models.UniqueConstraint(
                name="qualitymeasure_accounted_once", fields=["policy"], condition=Q(kind=life.ACCOUNT)
            ),
            models.UniqueConstraint(
                name="qualitymeasure_standing_once",
                fields=["unit", "kind"],
                condition=Q(kind__in=life.STANDING, state=life.OPEN),
            ),
        ]
        indexes = [
            models.Index(fields=["branch_id", "-created_at", "-id"], name="qmeasure_branch_new"),
            models.Index(fields=["sub_branch_id", "-created_at", "-id"], name="qmeasure_sub_new"),
        ]

    def __str__(self) -> str:
        return self.number

    def act(self, spec: Act) -> Act:
        """Who may act depends on the matter."""
        own = {life.DECIDE.name: life.DECIDED_WITH, life.NOTE.name: life.NOTED_WITH}.get(spec.name)
        return spec if own is None else replace(spec, permission=own.get(self.kind, life.NOT_HERE))

    def stage(self, value: str) -> State:
        state = self.lifecycle.state(value)
        if value != life.OPEN:
            return state
        return replace(state, queue=life.QUEUES_OF[self.kind], clock=life.CLOCKS_OF[self.kind])

    def work_summary(self) -> WorkSummary:
        about = self.person or self.detail
        return WorkSummary(title=self.number, detail=f"{self.get_kind_display()} · {about}"[:200])
