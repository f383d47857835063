"""The daily report: published by the clock, answered by the sub-branch, differences cleared (B-37, UWR-04, UWR-05)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core.numbering import business_number
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from core.workflow.refusals import RuleRefusal
from organisation.models import Unit
from underwriting.models.desk import DailyReport, Discrepancy
from underwriting.rules import daily_report as life
from underwriting.rules import discrepancy as ticket
from underwriting.rules.daily_report import AMOUNTS, COUNTS, Row
from underwriting.services.refusals import InvalidEntry


class DifferencesOpen(RuleRefusal):
    """A report agrees only when the differences found in it are closed."""

    code = "differences_open"


@creation(DailyReport, life.PUBLISH)
def publish(
    command: Command,
    /,
    *,
    unit_id: int,
    day: date,
    rows: Sequence[dict[str, object]],
    answer_by: datetime,
    cases: Mapping[str, Any] | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> DailyReport:
    """Keep the figures of one sub-branch, which cases they counted, and from when until when: the next report goes on
    from there."""
    report = DailyReport(
        day=day,
        rows=list(rows),
        cases=dict(cases or {}),
        since=since,
        until=until or command.at,
        published_at=command.at,
        answer_by=answer_by,
    )
    report.set_unit(Unit.objects.get(pk=unit_id))
    return report


@transition(DailyReport, life.AGREE)
def agree(report: DailyReport, command: Command, /) -> None:
    """The sub-branch finds the same figures in its own books."""
    if report.discrepancies.exclude(state=ticket.CLOSED).exists():
        raise DifferencesOpen(_("Differences of this report are not closed yet."))
    _answered(report, command)


@transition(DailyReport, life.DIFFER)
def differ(report: DailyReport, command: Command, /, *, line: str, figure: str, expected: Decimal) -> None:
    """A figure differs: a ticket goes to the information post at once."""
    _answered(report, command)
    raise_discrepancy(
        command.then("ticket"), report_id=report.pk, line=line, figure=figure, expected=expected, text=command.reason
    )


@transition(DailyReport, life.ESCALATE)
def escalate(report: DailyReport, command: Command, /) -> None:
    """Nobody answered by the time given; the director sees it (5.4)."""


def _answered(report: DailyReport, command: Command) -> None:
    report.answered_by = command.signature
    report.answered_at, report.remark = command.at, command.reason


@creation(Discrepancy, ticket.RAISE)
def raise_discrepancy(
    command: Command, /, *, report_id: int, line: str, figure: str, expected: Decimal, text: str
) -> Discrepancy:
    """What the sub-branch knows otherwise, beside what was published."""
    report = DailyReport.objects.select_related("unit").get(pk=report_id)
    if figure not in COUNTS | AMOUNTS:
        raise InvalidEntry(_("Choose the figure that differs."), field="figure")
    published = _published(report, line, figure)
    if expected == published:
        raise InvalidEntry(_("The report says the same figure."), field="expected")
    found = Discrepancy(
        report=report,
        line=line,
        figure=figure,
        reported=published,
        expected=expected,
        text=text,
        raised_by=command.signature,
    )
    found.set_unit(report.unit)
    found.number = business_number("D", "DIF", localdate(command.at).year, report.unit.code, gap_free=False)
    return found


def _published(report: DailyReport, line: str, figure: str) -> Decimal:
    row = next((one for one in report.figures() if one.line == line), Row(line=line))
    return Decimal(getattr(row, figure))


@transition(Discrepancy, ticket.RESOLVE)
def resolve(found: Discrepancy, command: Command, /, *, cause: str) -> None:
    """The information post explains the difference; data are put right by the way they must be, never in the report."""
    if cause not in ticket.CAUSES:
        raise InvalidEntry(_("Choose the cause."), field="cause")
    found.cause, found.answer = cause, command.reason
    found.resolved_by = command.signature


@transition(Discrepancy, ticket.CLOSE)
def close(found: Discrepancy, command: Command, /) -> None:
    """The sub-branch is satisfied; a report whose differences are all closed agrees."""
    report = found.report
    others = report.discrepancies.exclude(pk=found.pk).exclude(state=ticket.CLOSED)
    if report.state == life.DIFFERING and not others.exists():
        settle(report.pk, command.then("report"))


@transition(Discrepancy, ticket.REOPEN)
def reopen(found: Discrepancy, command: Command, /) -> None:
    """Still different."""
    found.text = f"{found.text}\n{command.reason}"


@transition(DailyReport, life.SETTLE)
def settle(report: DailyReport, command: Command, /) -> None:
    """All differences are closed."""
