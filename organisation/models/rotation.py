"""Who is posted where since when, and the exchanges of posted people."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, cast

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
from organisation.models.scoped import Scoped, ScopedQuerySet
from organisation.models.staff import Staff
from organisation.models.unit import Unit
from organisation.rules import rotation
from organisation.rules.lifecycles import exchange as states


class Exchange(Scoped, Stateful):
    """``moves`` are rows of person, place before (may be missing) and place afterwards."""

    lifecycle = states.LIFECYCLE

    number = models.CharField(_("number"), max_length=20, unique=True)
    kind = models.CharField(_("who is exchanged"), max_length=16)
    moves = models.JSONField(_("moves"))
    on_day = models.DateField(_("day of the exchange"))
    reason = models.TextField(_("reason"))
    proposed_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(_("decided at"), null=True)

    objects: ClassVar[models.Manager[Exchange]] = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("exchange of posted people")
        verbose_name_plural = _("exchanges of posted people")
        indexes = [models.Index(fields=["branch", "-id"], name="exchange_branch")]
        constraints = [
            models.CheckConstraint(
                name="exchange_four_eyes", condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by"))
            )
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def about(self) -> rotation.Kind:
        return rotation.KINDS[self.kind]

    def personal_refusal(self, actor: Actor, spec: Transition) -> Refusal | None:
        """Another person decides."""
        if spec.permission == states.APPROVE_RIGHT and actor.staff_id == self.proposed_by_id:
            return Forbidden(gettext("Another person must decide on an exchange that you proposed yourself."))
        return None

    def work_summary(self) -> WorkSummary:
        names = "、".join(str(move["name"]) for move in self.moves)
        return WorkSummary(title=f"{gettext(self.about.label)}: {names}"[:160], detail=self.reason[:200])


class Posting(Scoped):
    """One person at one place for a period. ``unit`` is the centre to which the person belongs."""

    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("place"))
    kind = models.CharField(_("who is exchanged"), max_length=16)
    period = DateRangeField(_("period"))
    exchange = models.ForeignKey(Exchange, null=True, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[models.Manager[Posting]] = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("posting")
        verbose_name_plural = _("postings")
        indexes = [models.Index(fields=["branch", "-id"], name="posting_branch")]
        constraints = [
            ExclusionConstraint(
                name="posting_one_place_a_day",
                expressions=[("staff", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
            )
        ]

    @property
    def since(self) -> date:
        """The first day at the place."""
        return cast("date", self.period.lower)

    @property
    def about(self) -> rotation.Kind:
        return rotation.KINDS[self.kind]
