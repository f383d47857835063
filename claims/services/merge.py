"""Two reports of one accident become one: one accident, one report (B-06, HOT-04)."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _

from claims.models import LossReport
from claims.rules import lifecycle
from claims.selectors.reports import live_items
from claims.services.dispatch import cancel_open_tasks
from claims.services.indexing import index_report
from claims.services.refusals import InvalidEntry
from claims.services.reports import add_missing_covers, add_remark, desk_of, refuse_elsewhere
from core.workflow.command import Command
from core.workflow.engine import transition
from core.workflow.refusals import NotPossible
from organisation.public import parameter


@transition(LossReport, lifecycle.MERGE)
def merge_report(report: LossReport, command: Command, /, *, number: str) -> None:
    """This report ends; its policies and what was told go to the report ``number``, which goes on."""
    refuse_elsewhere(desk_of(command))
    other = _other(report, command, number)
    if live_items(report.pk):
        raise NotPossible(_("Objects of loss were recorded for this report already. Merge the other one into it."))
    cancel_open_tasks(report, command)
    report.merged_into = other
    add_remark(report, command, _("Merged into %(number)s: %(why)s") % {"number": other.number, "why": command.reason})
    index_report(report, state=lifecycle.MERGED)
    take_in(other.pk, command.then("take-in"), merged_id=report.pk)


@transition(LossReport, lifecycle.TAKE_IN)
def take_in(report: LossReport, command: Command, /, *, merged_id: int) -> None:
    """What was told twice stands once, in the report that goes on."""
    merged = LossReport.objects.get(pk=merged_id)
    add_missing_covers(report, tuple(merged.covers.order_by("pk").values_list("policy_id", flat=True)))
    told = f"{merged.number} · {merged.reporter_name}: {merged.course}"
    add_remark(report, command, _("Taken in: %(told)s") % {"told": told})
    report.third_vehicles = max(report.third_vehicles, merged.third_vehicles)
    report.injured = max(report.injured, merged.injured)
    report.police = report.police or merged.police


def _other(report: LossReport, command: Command, number: str) -> LossReport:
    """The report that goes on: another one, open, of the same time."""
    found = LossReport.objects.filter(number=number.strip().upper()).first()
    if found is None or command.actor.refusal_for(lifecycle.MERGE.permission, found) is not None:
        raise InvalidEntry(_("There is no report with this number."), field="number")
    if found.pk == report.pk:
        raise InvalidEntry(_("This is the report itself. Give the number of the other one."), field="number")
    if found.state not in lifecycle.TAKE_IN.sources:
        raise InvalidEntry(_("The other report is closed already."), field="number")
    apart = timedelta(hours=int(parameter("claims.duplicate_hours", report.unit)))
    if abs(found.occurred_at - report.occurred_at) > apart:
        raise InvalidEntry(_("The times of loss are too far apart for one accident."), field="number")
    return found
