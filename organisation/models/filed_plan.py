"""Plans on how a branch is set up, with the figures on which they rest and what was answered from above."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import ClassVar, cast

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.models import Stateful, WorkSummary
from core.models.stateful import Act
from core.workflow.command import Actor
from core.workflow.refusals import Forbidden, Refusal
from core.workflow.spec import State, Transition
from organisation.models.scoped import Scoped, ScopedQuerySet
from organisation.models.staff import Staff
from organisation.rules import filed_plans
from organisation.rules.lifecycles import filed_plan as states

_ABOVE = {states.ENDORSE_RIGHT, states.ANSWER_RIGHT}


class FiledPlan(Scoped, Stateful):
    """One plan for the branch or the sub-branch in ``unit``; ``previous`` is the plan that it takes the place of."""

    lifecycle = states.LIFECYCLE

    number = models.CharField(_("number"), max_length=20, unique=True)
    matter = models.CharField(_("matter"), max_length=24)
    choice = models.CharField(_("decision"), max_length=24, blank=True)
    posts = models.JSONField(_("posts"), default=list)
    plan = models.TextField(_("plan"))
    cause = models.TextField(_("reason for the plan"))
    figures = models.JSONField(_("figures"), default=dict)
    approval = models.BooleanField(_("needs the approval of head office"), default=False)
    effective = DateRangeField(_("effective"))
    previous = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    drafted_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    endorsed_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    endorsed_at = models.DateTimeField(_("decided by the province at"), null=True)
    answered_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(_("answered by head office at"), null=True)
    answer_number = models.CharField(_("number of the answer"), max_length=60, blank=True)
    answer = models.TextField(_("answer"), blank=True)

    objects: ClassVar[models.Manager[FiledPlan]] = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("filed plan")
        verbose_name_plural = _("filed plans")
        indexes = [models.Index(fields=["branch", "-id"], name="filedplan_branch")]
        constraints = [
            models.CheckConstraint(
                name="filedplan_four_eyes", condition=Q(endorsed_by=None) | ~Q(endorsed_by=F("drafted_by"))
            ),
            models.CheckConstraint(
                name="filedplan_answered_above", condition=Q(answered_by=None) | ~Q(answered_by=F("endorsed_by"))
            ),
            models.CheckConstraint(
                name="filedplan_endorsed",
                condition=Q(endorsed_by__isnull=False) | ~Q(state__in=sorted(states.STANDING)),
            ),
            models.CheckConstraint(name="filedplan_reasoned", condition=~Q(cause="")),
            ExclusionConstraint(
                name="filedplan_one_a_day",
                expressions=[
                    ("unit", RangeOperators.EQUAL),
                    ("matter", RangeOperators.EQUAL),
                    ("effective", RangeOperators.OVERLAPS),
                ],
                condition=Q(state__in=sorted(states.STANDING)),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def about(self) -> filed_plans.Matter:
        return filed_plans.MATTERS[self.matter]

    @property
    def starts_on(self) -> date:
        """The first day; a plan without one cannot be written."""
        return cast("date", self.effective.lower)

    def act(self, spec: Act) -> Act:
        """Above the branch, the people of the matter's area decide."""
        return replace(spec, permission=f"{spec.permission}.{self.about.area}") if spec.permission in _ABOVE else spec

    def stage(self, value: str) -> State:
        """It waits with the people of the area."""
        state = self.lifecycle.state(value)
        above = state.queue in {states.PROVINCE_QUEUE, states.HEAD_OFFICE_QUEUE}
        return replace(state, queue=f"{state.queue}.{self.about.area}") if above else state

    def personal_refusal(self, actor: Actor, spec: Transition) -> Refusal | None:
        """Another person decides than the one who drafted it."""
        if spec.permission != states.DRAFT_RIGHT and actor.staff_id == self.drafted_by_id:
            return Forbidden(gettext("Another person must decide on a plan that you drafted yourself."))
        return None

    def work_summary(self) -> WorkSummary:
        return WorkSummary(title=f"{gettext(self.about.label)} · {self.unit.name}"[:160], detail=self.cause[:200])
