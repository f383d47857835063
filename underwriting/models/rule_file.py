"""One set of values for the elements of a product, from the draft to its retirement."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.models import Stateful, WorkSummary
from core.workflow.command import Actor
from core.workflow.refusals import Forbidden, Refusal
from core.workflow.spec import Lifecycle, State, Transition
from organisation.models import Scoped, ScopedQuerySet, Unit, UnitKind
from underwriting.models.tables import RuleValues
from underwriting.rules import rule_file as life


class RuleFile(Scoped, Stateful):
    """Belongs to the branch; ``scope`` says who approves, ``released`` is the version that decisions name."""

    lifecycle: ClassVar[Lifecycle] = life.RULE_FILE
    audit_excluded = frozenset({"tested", "tested_at"})

    number = models.CharField(_("file"), max_length=24, unique=True)
    product = models.CharField(_("product"), max_length=20)
    elements_version = models.CharField(_("elements"), max_length=40)
    values = models.JSONField(_("values"))
    before = models.JSONField(_("values before"), default=dict)
    outside = models.JSONField(_("beyond the scope"), default=list)
    scope = models.CharField(_("scope"), max_length=8, choices=[(code, label) for code, label in life.SCOPES.items()])
    effective_on = models.DateField(_("in force from"))
    grounds = models.TextField(_("grounds"), blank=True)
    filing = models.CharField(_("filing number"), max_length=80, blank=True)
    proposed_by_id = models.BigIntegerField(null=True)
    proposed_by = models.CharField(_("proposed by"), max_length=120)
    approved_by_id = models.BigIntegerField(null=True)
    approved_by = models.CharField(_("approved by"), max_length=120, blank=True)
    filed_by = models.CharField(_("filed upward by"), max_length=120, blank=True)
    tested = models.JSONField(_("back-test"), default=dict)
    tested_at = models.DateTimeField(_("tested at"), null=True)
    released = models.OneToOneField(RuleValues, null=True, on_delete=models.PROTECT, related_name="+")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("values of automatic underwriting")
        indexes = [models.Index(fields=["branch_id", "-created_at", "-id"], name="rulefile_branch_new")]
        constraints = [
            models.UniqueConstraint(
                fields=["product", "unit"], condition=models.Q(state__in=life.OPEN), name="rulefile_one_open"
            )
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_tested(self) -> bool:
        """Whether the back-test that is kept is one of exactly these values."""
        return bool(self.tested.get("of") == life.fingerprint(self.values, self.elements_version))

    def act(self, spec: Any) -> Any:
        """What lies beyond the scope is decided by the level that it belongs to."""
        if spec.name in life.BY_LEVEL_ABOVE and self.scope in life.ABOVE:
            return replace(spec, permission=life.ABOVE[self.scope][0])
        return spec

    def stage(self, value: str) -> State:
        """It waits with that level."""
        state = self.lifecycle.state(value)
        return replace(state, queue=life.ABOVE[self.scope][1]) if value == life.AWAITING else state

    def personal_refusal(self, actor: Actor, spec: Transition) -> Refusal | None:
        """Who proposed neither approves nor puts into force (segregation of duties, line 29)."""
        own = actor.staff_id is not None and actor.staff_id == self.proposed_by_id
        if own and spec.name in {life.APPROVE.name, life.FILE.name, life.GRANT.name, life.ACTIVATE.name}:
            return Forbidden(gettext("Another person decides on values that you proposed."))
        if spec.name == life.ACTIVATE.name and actor.staff_id is not None and actor.staff_id == self.approved_by_id:
            return Forbidden(gettext("You released these values; another person puts them into force."))
        return None

    def work_unit_id(self, queue: str) -> int:
        if queue == life.PROVINCE_QUEUE:
            return self.province_id or self.unit_id
        if queue == life.HEAD_QUEUE:
            return Unit.objects.values_list("pk", flat=True).get(kind=UnitKind.HEAD_OFFICE)
        return self.unit_id

    def work_summary(self) -> WorkSummary:
        return WorkSummary(title=self.number, detail=self.grounds[:200], line=self.product, customer=self.unit.name)
