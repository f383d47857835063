"""Daily reports with their differences, and questions of the sub-branches."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import Stateful, WorkSummary
from core.workflow.spec import Lifecycle
from organisation.models import Scoped, ScopedQuerySet
from underwriting.models.proposal import Proposal
from underwriting.rules import discrepancy, question
from underwriting.rules.daily_report import AMOUNTS, COUNTS, REPORT, Row, row_of, total


class DailyReport(Scoped, Stateful):
    """What the centre did for one sub-branch on one day, by line. The figures are kept as they were published."""

    lifecycle: ClassVar[Lifecycle] = REPORT
    audit_excluded = frozenset({"cases"})

    day = models.DateField(_("day"))
    rows = models.JSONField(_("figures"), default=list)
    cases = models.JSONField(_("cases behind the figures"), default=dict, db_default={})
    since = models.DateTimeField(_("counted from"), null=True)
    until = models.DateTimeField(_("counted until"), null=True)
    published_at = models.DateTimeField(_("published at"))
    answer_by = models.DateTimeField(_("to be answered by"))
    answered_by = models.CharField(_("answered by"), max_length=120, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True)
    remark = models.TextField(_("remark"), blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("daily underwriting report")
        indexes = [
            models.Index(fields=["branch_id", "-day", "-id"], name="dailyreport_branch_day"),
            models.Index(fields=["sub_branch_id", "-day", "-id"], name="dailyreport_sub_day"),
        ]
        constraints = [models.UniqueConstraint(fields=["unit", "day"], name="dailyreport_once")]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        return f"{self.day} {self.unit.name}"

    def figures(self) -> list[Row]:
        return [row_of(one) for one in self.rows]

    @property
    def sum(self) -> Row:
        return total(self.figures())

    def work_summary(self) -> WorkSummary:
        until = _("answer by %(time)s") % {"time": f"{self.answer_by:%m-%d %H:%M}"}
        return WorkSummary(title=f"{self.day}", detail=str(until), customer=self.unit.name, amount=self.sum.premium)


class Discrepancy(Scoped, Stateful):
    """One figure of a daily report that a sub-branch knows otherwise."""

    lifecycle: ClassVar[Lifecycle] = discrepancy.DISCREPANCY

    number = models.CharField(_("difference"), max_length=24, unique=True)
    report = models.ForeignKey(DailyReport, on_delete=models.PROTECT, related_name="discrepancies")
    line = models.CharField(_("line"), max_length=8, blank=True)
    figure = models.CharField(
        _("figure of the report"), max_length=12, choices=[(name, label) for name, label in (COUNTS | AMOUNTS).items()]
    )
    reported = models.DecimalField(_("in the report"), max_digits=18, decimal_places=2)
    expected = models.DecimalField(_("in the sub-branch"), max_digits=18, decimal_places=2)
    text = models.TextField(_("what differs"))
    cause = models.CharField(
        _("cause"), max_length=8, blank=True, choices=[(code, label) for code, label in discrepancy.CAUSES.items()]
    )
    answer = models.TextField(_("explanation"), blank=True)
    raised_by = models.CharField(_("raised by"), max_length=120)
    resolved_by = models.CharField(_("cleared by"), max_length=120, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("difference in the daily report")
        indexes = [models.Index(fields=["branch_id", "-created_at", "-id"], name="discrepancy_branch_new")]

    def __str__(self) -> str:
        return self.number

    def work_summary(self) -> WorkSummary:
        return WorkSummary(title=self.number, detail=self.text[:200], line=self.line, customer=self.unit.name)


class Question(Scoped, Stateful):
    """A question with everything that was said to it."""

    lifecycle: ClassVar[Lifecycle] = question.QUESTION

    number = models.CharField(_("question"), max_length=24, unique=True)
    topic = models.CharField(
        _("topic"), max_length=12, choices=[(code, label) for code, label in question.TOPICS.items()]
    )
    title = models.CharField(_("subject"), max_length=120)
    proposal = models.ForeignKey(Proposal, null=True, on_delete=models.PROTECT, related_name="+")
    thread = models.JSONField(_("said"), default=list)
    asked_by_id = models.BigIntegerField(null=True)
    asked_by = models.CharField(_("asked by"), max_length=120)
    answered_by = models.CharField(_("answered by"), max_length=120, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("question to the underwriting centre")
        indexes = [
            models.Index(fields=["branch_id", "-created_at", "-id"], name="question_branch_new"),
            models.Index(fields=["sub_branch_id", "-created_at", "-id"], name="question_sub_new"),
        ]

    def __str__(self) -> str:
        return self.number

    def work_summary(self) -> WorkSummary:
        return WorkSummary(title=self.number, detail=self.title, customer=self.unit.name)
