"""Changes of rules by four eyes: what shall change, from what, since when, who wants it and who decided."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

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
from organisation.rules import changes
from organisation.rules.lifecycles import control_change as states

DECIDED = (states.APPROVED, states.REJECTED)


class ControlChange(Scoped, Stateful):
    """One proposed change. ``before`` is the thing as it stood when the change was proposed: if it is another one when
    the change is to be approved, the approval is refused."""

    lifecycle = states.LIFECYCLE

    number = models.CharField(_("number"), max_length=20, unique=True)
    kind = models.CharField(_("kind"), max_length=60)
    subject = models.CharField(_("subject"), max_length=200)
    title = models.CharField(_("title"), max_length=200)
    proposal = models.JSONField(_("new values"))
    before = models.JSONField(_("old values"))
    effective_on = models.DateField(_("effective from"), null=True)
    reason = models.TextField(_("reason"))
    proposed_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(_("decided at"), null=True)
    answer = models.TextField(_("remark of the decision"), blank=True)
    impact = models.JSONField(_("who was affected when it was decided"), null=True)

    objects: ClassVar[models.Manager[ControlChange]] = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of rules")
        verbose_name_plural = _("changes of rules")
        indexes = [
            models.Index(fields=["branch", "-id"], name="controlchange_branch"),
            models.Index(fields=["kind", "subject", "-id"], name="controlchange_subject"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject"], condition=Q(state=states.PROPOSED), name="controlchange_one_open"
            ),
            models.CheckConstraint(
                name="controlchange_four_eyes", condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by"))
            ),
            models.CheckConstraint(
                name="controlchange_decided",
                condition=Q(state__in=DECIDED, decided_by__isnull=False, decided_at__isnull=False)
                | Q(~Q(state__in=DECIDED), decided_by=None, decided_at=None),
            ),
            models.CheckConstraint(name="controlchange_reasoned", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return self.number

    def personal_refusal(self, actor: Actor, spec: Transition) -> Refusal | None:
        """Whoever proposed it may take it back, and nobody else; another person decides."""
        own = actor.staff_id == self.proposed_by_id
        if spec.name == states.WITHDRAW.name and not own:
            text = gettext("Only %(name)s, who proposed the change, can withdraw it.")
            return Forbidden(text % {"name": self.proposed_by.name})
        if spec.name in {states.APPROVE.name, states.REJECT.name} and own:
            return Forbidden(gettext("Another person must decide on a change that you proposed yourself."))
        return None

    def act(self, spec: Act) -> Act:
        """Permission and duty are those of the kind."""
        kind = changes.change_kinds().get(self.kind)
        if kind is None:
            return spec
        proposing = spec.name in {states.PROPOSE.name, states.WITHDRAW.name}
        duty = kind.duties[0 if proposing else 1] if spec.duty else ""
        return replace(spec, permission=kind.propose if proposing else kind.approve, duty=duty)

    def stage(self, value: str) -> State:
        """It waits in the queue of its kind."""
        state = self.lifecycle.state(value)
        kind = changes.change_kinds().get(self.kind)
        return replace(state, queue=kind.queue) if state.queue and kind is not None else state

    @property
    def stage_now(self) -> State:
        """The state as badges show it."""
        return self.stage(self.state)

    def work_summary(self) -> WorkSummary:
        return WorkSummary(title=self.title[:160], detail=gettext(changes.label_of(self.kind)))
