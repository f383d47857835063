"""Underwriting days in the sub-branches: what was looked at, what was found wrong (5.14)."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _

from core.models import Stateful, WorkSummary
from core.workflow.spec import Lifecycle
from organisation.models import Scoped, ScopedQuerySet
from underwriting.rules import risk_visit as life


class VisitDay(Scoped, Stateful):
    """A day that the underwriters spend in one sub-branch."""

    lifecycle: ClassVar[Lifecycle] = life.VISIT_DAY

    number = models.CharField(_("underwriting day"), max_length=24, unique=True)
    day = models.DateField(_("day"))
    published_at = models.DateTimeField(_("published at"), null=True)
    replaces = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    given_up_for = models.TextField(_("why the day was postponed or taken back"), blank=True)
    attendance = models.TextField(_("who was there"), blank=True)
    training = models.TextField(_("training given"), blank=True)
    trained = models.PositiveSmallIntegerField(_("persons trained"), default=0)
    minutes = models.TextField(_("minutes of the meeting"), blank=True)
    held_by = models.CharField(_("held by"), max_length=80, blank=True)
    held_at = models.DateTimeField(_("held at"), null=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("underwriting day")
        indexes = [models.Index(fields=["branch_id", "day", "id"], name="visitday_branch_day")]
        constraints = [
            models.UniqueConstraint(fields=["unit", "day"], name="visitday_once", condition=~Q(state__in=life.GIVEN_UP))
        ]

    def __str__(self) -> str:
        return self.number

    def work_summary(self) -> WorkSummary:
        return WorkSummary(title=self.number, detail=f"{self.unit.name} · {self.day}"[:200], due_at=self.minutes_by)

    @property
    def minutes_by(self) -> datetime | None:
        """The end of the day after: then the planned day was held and its minutes are written (A8 4)."""
        if self.state != life.PLANNED:
            return None
        return make_aware(datetime.combine(self.day + timedelta(days=1), time(23, 59)))


class EntryKind(models.TextChoices):
    """What was done on the day."""

    CASE = "case", _("case handed in")
    VISIT = "visit", _("risk visited")
    FILE = "file", _("file checked")
    PAPERS = "papers", _("documents and receivables checked")
    PROBLEM = "problem", _("problem heard")


class VisitEntry(models.Model):
    """A case, a visited risk or a checked file of the day; ``subject_*`` is the proposal, policy or endorsement that
    its number names."""

    day = models.ForeignKey(VisitDay, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(_("what"), max_length=8, choices=EntryKind.choices)
    number = models.CharField(_("number"), max_length=24, blank=True)
    subject_kind = models.CharField(max_length=60, blank=True)
    subject_id = models.BigIntegerField(null=True)
    text = models.CharField(_("what was found"), max_length=300)
    fault = models.BooleanField(_("something is wrong"), default=False)
    entered_at = models.DateTimeField(_("entered at"))
    entered_by = models.CharField(_("entered by"), max_length=80)

    class Meta:
        verbose_name = _("entry of the day")


class VisitIssue(models.Model):
    """Something that must be put right, by whom and until when."""

    day = models.ForeignKey(VisitDay, on_delete=models.PROTECT, related_name="issues")
    text = models.CharField(_("issue"), max_length=300)
    owner_id = models.BigIntegerField(null=True)
    owner = models.CharField(_("to be settled by"), max_length=80)
    due_on = models.DateField(_("due"))
    raised_at = models.DateTimeField(_("raised at"))
    settled_at = models.DateTimeField(_("settled at"), null=True)
    settled_by = models.CharField(_("settled by"), max_length=80, blank=True)
    result = models.TextField(_("how it was settled"), blank=True)

    class Meta:
        verbose_name = _("issue of the day")
        indexes = [models.Index(fields=["due_on"], name="visitissue_open", condition=Q(settled_at=None))]
