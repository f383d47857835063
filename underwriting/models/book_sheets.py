"""Sheets that are drawn from the business, looked at by a second person and kept as they were."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models import Stateful, WorkSummary
from core.workflow.spec import Lifecycle
from organisation.models import Scoped, ScopedQuerySet
from underwriting.models.vehicle import money
from underwriting.rules import book_reconciliation
from underwriting.rules.reinsurance import treaty_report


class TreatyReport(Scoped, Stateful):
    """The treaty business of one line in a period, as the cession post reports it upward (REI-08)."""

    lifecycle: ClassVar[Lifecycle] = treaty_report.REPORT

    number = models.CharField(_("report"), max_length=32, unique=True)
    line = models.CharField(_("line"), max_length=8)
    since = models.DateField(_("from"))
    until = models.DateField(_("until"))
    rows = models.JSONField(_("figures"), default=list)
    policies = models.PositiveIntegerField(_("policies"), default=0)
    premium = money(_("ceded premium"), default=0)
    commission = money(_("commission"), default=0)
    recovery = money(_("recovery"), default=0)
    remark = models.TextField(_("remark"), blank=True)
    filled_by_id = models.BigIntegerField(_("filled in by"), null=True)
    filled_by = models.CharField(_("filled in by"), max_length=120)
    filled_at = models.DateTimeField(_("filled in at"))
    confirmed_by_id = models.BigIntegerField(_("confirmed by"), null=True)
    confirmed_by = models.CharField(_("confirmed by"), max_length=120, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True)
    sent_to = models.CharField(_("sent to"), max_length=120, blank=True)
    sent_on = models.DateField(_("sent on"), null=True)

    objects: ClassVar[ScopedQuerySet[TreatyReport]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("treaty business report")
        constraints = [
            models.UniqueConstraint(fields=["branch", "line", "since", "until"], name="treatyreport_once"),
            models.CheckConstraint(name="treatyreport_period", condition=Q(until__gte=F("since"))),
            models.CheckConstraint(
                name="treatyreport_two_people",
                condition=Q(confirmed_by_id=None) | ~Q(confirmed_by_id=F("filled_by_id")),
            ),
        ]
        indexes = [models.Index(fields=["branch_id", "-until", "-id"], name="treatyreport_branch_new")]

    def __str__(self) -> str:
        return self.number

    def work_summary(self) -> WorkSummary:
        return WorkSummary(title=self.number, line=self.line, amount=self.premium)


class BookReconciliation(Scoped, Stateful):
    """One month of one branch: underwriting and reinsurance beside the books (PRO-21)."""

    lifecycle: ClassVar[Lifecycle] = book_reconciliation.RECONCILIATION

    number = models.CharField(_("reconciliation"), max_length=24, unique=True)
    month = models.DateField(_("month"))
    rows = models.JSONField(_("figures"), default=list)
    differing = models.PositiveIntegerField(_("differences"), default=0)
    difference = money(_("sum of the differences"), default=0)
    drawn_by_id = models.BigIntegerField(_("drawn by"), null=True)
    drawn_by = models.CharField(_("drawn by"), max_length=120)
    drawn_at = models.DateTimeField(_("drawn at"))
    note = models.TextField(_("explanation"), blank=True)
    closed_by_id = models.BigIntegerField(_("closed by"), null=True)
    closed_by = models.CharField(_("closed by"), max_length=120, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True)

    objects: ClassVar[ScopedQuerySet[BookReconciliation]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("reconciliation of the books")
        constraints = [
            models.UniqueConstraint(fields=["branch", "month"], name="bookreconciliation_once"),
            models.CheckConstraint(name="bookreconciliation_month", condition=Q(month__day=1)),
            models.CheckConstraint(
                name="bookreconciliation_two_people",
                condition=Q(closed_by_id=None) | ~Q(closed_by_id=F("drawn_by_id")),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def work_summary(self) -> WorkSummary:
        return WorkSummary(title=self.number, amount=self.difference)
