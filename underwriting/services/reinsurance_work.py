"""What the cession post does each month and quarter begins by itself (C12, REI-08, REI-11, LAW-102)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core import links, notify
from core.clocks import calendar
from core.workflow.command import Command
from organisation.models import Unit
from organisation.public import holders_in_scope
from underwriting.models import Movement, ReinsuranceAccount, TreatyReport
from underwriting.rules.reinsurance.account import next_quarter, quarter_of
from underwriting.rules.reinsurance.treaty_report import REPORT_KIND
from underwriting.selectors.retained_premium import retained_premium
from underwriting.services.reinsurance_account import prepare_account
from underwriting.services.treaty_report import open_report

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """What was begun for a branch."""

    reports: int = 0
    accounts: int = 0


def begin_work(command: Command, branch: Unit) -> Begun:
    """From the first working day of a month on: the treaty reports of the month before, and after a quarter the
    accounts of all reinsurers with whom something moved. What stands already is left alone, so that a day on which
    nothing ran is made up for."""
    today = localdate(command.at)
    first = today.replace(day=1)
    if today < calendar().next_working_day(first):
        return Begun()
    reports = [_report(command, branch, line, first) for line in _lines_without_report(branch, first)]
    if reports:
        _warn(command, reports)
    return Begun(reports=len(reports), accounts=_accounts(command, branch, first))


def _lines_without_report(branch: Unit, first: date) -> list[str]:
    since, until = _month_before(first)
    moved = Movement.objects.filter(branch_id=branch.pk, booked_on__range=(since, until))
    known = TreatyReport.objects.filter(branch_id=branch.pk, since=since, until=until)
    lines = moved.exclude(line__in=known.values("line")).order_by("line").values_list("line", flat=True)
    return list(lines.distinct())


def _month_before(first: date) -> tuple[date, date]:
    until = first - DAY
    return until.replace(day=1), until


def _report(command: Command, branch: Unit, line: str, first: date) -> TreatyReport:
    since, until = _month_before(first)
    return open_report(command.then(f"report:{line}"), branch_id=branch.pk, line=line, since=since, until=until)


def _accounts(command: Command, branch: Unit, first: date) -> int:
    if quarter_of(first) != first:
        return 0
    quarter = quarter_of(first - DAY)
    waiting = Movement.objects.filter(branch_id=branch.pk, account=None, booked_on__lt=next_quarter(quarter))
    known = ReinsuranceAccount.objects.filter(branch_id=branch.pk, quarter=quarter).values("reinsurer_id")
    open_ones = waiting.exclude(reinsurer_id__in=known).order_by("reinsurer_id")
    found = list(open_ones.values_list("reinsurer_id", flat=True).distinct())
    for reinsurer in found:
        prepare_account(
            command.then(f"account:{reinsurer}"), branch_id=branch.pk, reinsurer_id=reinsurer, quarter=quarter
        )
    return len(found)


def _warn(command: Command, reports: list[TreatyReport]) -> None:
    """With the reports of the month the cession post learns that the premium kept in the year nears the bound."""
    year = retained_premium(reports[0].until)
    if not year.warns:
        return
    notify.notify(
        holders_in_scope("underwriting.propose_programme", reports[0], localdate(command.at)),
        key=f"retained:{reports[0].until}",
        title=_("Retained premium of the year: %(used)s of the bound of the law")
        % {"used": f"{year.used * 100:.2f} %"},
        body=_("Kept %(retained)s, at most %(bound)s (LAW-102).")
        % {"retained": f"{year.retained:,.2f}", "bound": f"{year.bound:,.2f}"},
        url=links.url_for(REPORT_KIND, reports[0].pk),
        subject_kind=REPORT_KIND,
        subject_id=reports[0].pk,
    )
