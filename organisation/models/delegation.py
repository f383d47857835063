"""Delegation: a colleague acts in place of the holder of a post for a time, never beyond the holder's own authority."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.models import Stateful, WorkSummary
from core.workflow.command import Actor
from core.workflow.refusals import Forbidden, Refusal
from core.workflow.spec import Transition
from organisation.models.post import PostAssignment
from organisation.models.scoped import Scoped, ScopedQuerySet
from organisation.models.staff import Staff
from organisation.rules.lifecycles import delegation as states


class Delegation(Scoped, Stateful):
    """``powers`` are the operations that are passed on, each with caps by measure; {} passes on all as the holder has
    them. What is passed on cannot be passed on again: only one's own post is delegated."""

    lifecycle = states.LIFECYCLE

    number = models.CharField(_("number"), max_length=20, unique=True)
    from_staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+", verbose_name=_("holder"))
    from_assignment = models.ForeignKey(PostAssignment, on_delete=models.PROTECT, related_name="+")
    to_staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+", verbose_name=_("substitute"))
    powers = models.JSONField(_("operations and caps"), default=dict)
    period = DateRangeField(_("period"))
    reason = models.TextField(_("reason"))
    requested_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(_("decided at"), null=True)
    answer = models.TextField(_("remark of the decision"), blank=True)
    ended_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(_("ended at"), null=True)
    end_reason = models.TextField(_("why it ended"), blank=True)

    objects: ClassVar[models.Manager[Delegation]] = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        indexes = [
            models.Index(fields=["branch", "-id"], name="delegation_branch"),
            models.Index(fields=["to_staff", "state"], name="delegation_to"),
        ]
        constraints = [
            models.CheckConstraint(name="delegation_to_another", condition=~Q(to_staff=F("from_staff"))),
            models.CheckConstraint(
                name="delegation_four_eyes",
                condition=Q(decided_by=None)
                | ~(Q(decided_by=F("requested_by")) | Q(decided_by=F("from_staff")) | Q(decided_by=F("to_staff"))),
            ),
            models.CheckConstraint(
                name="delegation_approved", condition=Q(decided_by__isnull=False) | ~Q(state__in=sorted(states.LIVE))
            ),
            models.CheckConstraint(
                name="delegation_from_to",
                condition=Q(period__isempty=False, period__startswith__isnull=False, period__endswith__isnull=False),
            ),
            models.CheckConstraint(name="delegation_reasoned", condition=~Q(reason="")),
            ExclusionConstraint(
                name="delegation_one_at_a_time",
                expressions=[("from_assignment", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
                condition=Q(state__in=sorted(states.LIVE)),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def first_day(self) -> date:
        return self.period.lower or date.min

    @property
    def last_day(self) -> date:
        return (self.period.upper or date.max) - timedelta(days=1)

    def personal_refusal(self, actor: Actor, spec: Transition) -> Refusal | None:
        """Who is named in it takes it back or ends it; somebody else decides on it."""
        named = {self.requested_by_id, self.from_staff_id, self.to_staff_id}
        if spec.name == states.WITHDRAW.name and actor.staff_id not in {self.requested_by_id, self.from_staff_id}:
            return Forbidden(gettext("Only who asked for the delegation, or the holder of the post, can withdraw it."))
        stranger = actor.staff_id not in named
        if spec.name == states.END.name and stranger and actor.refusal_for(states.APPROVE.permission):
            return Forbidden(gettext("Only the holder, the substitute or a manager can end a delegation."))
        if spec.name in {states.APPROVE.name, states.REJECT.name} and not stranger:
            return Forbidden(gettext("Another person must decide: not the holder, the substitute or who asked."))
        return None

    def work_summary(self) -> WorkSummary:
        return WorkSummary(
            title=f"{self.from_staff.name} → {self.to_staff.name}", detail=f"{self.first_day} – {self.last_day}"
        )
