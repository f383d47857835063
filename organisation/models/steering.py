"""How a centre is led: work and targets, meetings, appraisals."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.clocks import at_midnight
from core.models import Stateful, WorkSummary
from core.workflow.command import Actor
from core.workflow.refusals import Forbidden, Refusal
from core.workflow.spec import Transition
from organisation.models.scoped import Scoped, ScopedQuerySet
from organisation.models.staff import Staff
from organisation.rules.lifecycles import appraisal, assignment, meeting


class Meeting(Scoped, Stateful):
    """``attendees`` are names, ``decisions`` rows of text, owner, due day and the number of the work made of it."""

    lifecycle = meeting.LIFECYCLE

    number = models.CharField(_("number"), max_length=20, unique=True)
    sort = models.CharField(_("kind of meeting"), max_length=16)
    title = models.CharField(_("title"), max_length=160)
    held_at = models.DateTimeField(_("time"))
    place = models.CharField(_("place"), max_length=120, blank=True)
    chair = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    agenda = models.TextField(_("agenda"))
    attendees = models.JSONField(_("present"), default=list)
    minutes = models.TextField(_("minutes"), blank=True)
    decisions = models.JSONField(_("decisions"), default=list)
    lessons = models.TextField(_("lessons"), blank=True)

    objects: ClassVar[models.Manager[Meeting]] = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        indexes = [models.Index(fields=["branch", "-held_at"], name="meeting_branch")]

    def __str__(self) -> str:
        return self.number

    def personal_refusal(self, actor: Actor, spec: Transition) -> Refusal | None:
        """Only the chair signs."""
        if spec.name == meeting.SIGN.name and actor.staff_id != self.chair_id:
            return Forbidden(gettext("Only %(name)s, who chaired the meeting, signs.") % {"name": self.chair.name})
        return None

    def work_summary(self) -> WorkSummary:
        return WorkSummary(title=self.title, detail=gettext(meeting.SORTS[self.sort]), assignee_id=self.chair_id)


class Assignment(Scoped, Stateful):
    """One piece of work or one target of a person. ``measures`` name registered figures with what shall be reached,
    ``progress`` is what the person reported."""

    lifecycle = assignment.LIFECYCLE

    number = models.CharField(_("number"), max_length=20, unique=True)
    sort = models.CharField(_("kind of work"), max_length=16)
    title = models.CharField(_("title"), max_length=160)
    text = models.TextField(_("what is to be done"))
    owner = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    set_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    first_on = models.DateField(_("first day"))
    due_on = models.DateField(_("due day"))
    percent = models.PositiveSmallIntegerField(_("progress"), default=0)
    measures = models.JSONField(_("targets"), default=list)
    progress = models.JSONField(_("reports"), default=list)
    meeting = models.ForeignKey(Meeting, null=True, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[models.Manager[Assignment]] = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("work and targets")
        verbose_name_plural = _("work and targets")
        indexes = [
            models.Index(fields=["branch", "-id"], name="assignment_branch"),
            models.Index(fields=["owner", "state"], name="assignment_owner"),
        ]
        constraints = [
            models.CheckConstraint(name="assignment_days", condition=Q(due_on__gte=F("first_on"))),
            models.CheckConstraint(name="assignment_percent", condition=Q(percent__lte=100)),
        ]

    def __str__(self) -> str:
        return self.number

    def personal_refusal(self, actor: Actor, spec: Transition) -> Refusal | None:
        """The owner does the work; somebody else confirms it."""
        own = actor.staff_id == self.owner_id
        if spec.permission == assignment.DO_RIGHT and not own:
            return Forbidden(gettext("This is the work of %(name)s.") % {"name": self.owner.name})
        if spec.name in {assignment.CONFIRM.name, assignment.SEND_BACK.name} and own:
            return Forbidden(gettext("Another person confirms the result."))
        return None

    def work_summary(self) -> WorkSummary:
        waits = self.set_by_id if self.state == assignment.REPORTED else self.owner_id
        return WorkSummary(
            title=self.title,
            detail=gettext(assignment.SORTS[self.sort]),
            assignee_id=waits,
            due_at=at_midnight(self.due_on + timedelta(days=1)),
        )


class Appraisal(Scoped, Stateful):
    """What a superior holds of a person's work in a period. What is written is confidential and stays out of the audit
    trail; the trail keeps who did what when."""

    lifecycle = appraisal.LIFECYCLE
    audit_excluded: ClassVar[frozenset[str]] = frozenset({"marks", "score", "text", "advice", "advice_text"})

    number = models.CharField(_("number"), max_length=20, unique=True)
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    period = models.CharField(_("period"), max_length=20)
    marks: Any = models.JSONField(_("marks"), default=dict)
    score = models.DecimalField(_("score"), max_digits=5, decimal_places=1)
    text = models.TextField(_("appraisal"))
    advice = models.CharField(_("advice"), max_length=12)
    advice_text = models.TextField(_("reason for the advice"), blank=True)
    written_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True)

    objects: ClassVar[models.Manager[Appraisal]] = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("appraisal")
        verbose_name_plural = _("appraisals")
        constraints = [
            models.UniqueConstraint(fields=["staff", "period"], name="appraisal_once"),
            models.CheckConstraint(name="appraisal_of_another", condition=~Q(staff=F("written_by"))),
            models.CheckConstraint(
                name="appraisal_four_eyes",
                condition=Q(confirmed_by=None) | ~(Q(confirmed_by=F("written_by")) | Q(confirmed_by=F("staff"))),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def personal_refusal(self, actor: Actor, spec: Transition) -> Refusal | None:
        """The writer sends it, another confirms it, and the person appraised says that it was read."""
        if spec.name == appraisal.READ.name and actor.staff_id != self.staff_id:
            return Forbidden(gettext("Only %(name)s says so.") % {"name": self.staff.name})
        if spec.permission == appraisal.WRITE_RIGHT and actor.staff_id != self.written_by_id:
            return Forbidden(
                gettext("Only %(name)s, who wrote it, changes and sends it.") % {"name": self.written_by.name}
            )
        if spec.permission == appraisal.CONFIRM_RIGHT and actor.staff_id in {self.written_by_id, self.staff_id}:
            return Forbidden(gettext("Another person confirms an appraisal."))
        return None

    def work_summary(self) -> WorkSummary:
        """Nothing of its content: the work list is read by others."""
        waits = {appraisal.WRITTEN: self.written_by_id, appraisal.CONFIRMED: self.staff_id}.get(self.state)
        return WorkSummary(title=gettext("Appraisal %(period)s") % {"period": self.period}, assignee_id=waits)
