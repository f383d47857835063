"""Many losses of one cause in a short time become one event: noticed, told, marked (domain 6.1 step 6, 6.4)."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from claims.models import LossReport, MajorEvent
from claims.rules import event_lifecycle as states
from claims.rules import lifecycle
from core import jobs, locks, notify
from core.numbering import business_number
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from organisation.public import Unit, holders_in_scope, parameter

WATCH_JOB = "claims.watch_events"


def watch(report: LossReport) -> None:
    """Look whether the report belongs to an event, if its cause can be one."""
    if report.cause in parameter("claims.event_causes", report.unit):
        jobs.enqueue(WATCH_JOB, key=str(report.pk), payload={"report": report.pk})


def consider(report_id: int, command: Command) -> MajorEvent | None:
    """The running event of the report's cause takes it in; enough of them declare one."""
    report = LossReport.objects.select_related("unit").get(pk=report_id)
    locks.hold(f"claims.event:{report.branch_id}:{report.cause}")
    near = _near(report)
    running = MajorEvent.objects.filter(branch_id=report.branch_id, cause=report.cause, state=states.RUNNING).first()
    if running is None:
        if near.count() < int(parameter("claims.event_reports", report.unit)):
            return None
        running = declare(command.then("declare"), report_id=report.pk)
        tell(running)
    waiting = near.filter(event=None, state__in=lifecycle.JOIN_EVENT.sources).order_by("pk")
    for pk in list(waiting.values_list("pk", flat=True)):
        join_event(pk, command.then(f"join:{pk}"), event_id=running.pk)
    return running


def _near(report: LossReport) -> QuerySet[LossReport]:
    """Reports of the same cause in the branch within the window, cancelled and merged ones left out."""
    window = timedelta(hours=int(parameter("claims.event_hours", report.unit)))
    around = (report.occurred_at - window, report.occurred_at + window)
    found = LossReport.objects.filter(branch_id=report.branch_id, cause=report.cause, occurred_at__range=around)
    return found.exclude(state__in=(lifecycle.CANCELLED, lifecycle.MERGED))


@creation(MajorEvent, states.DECLARE)
def declare(command: Command, /, *, report_id: int) -> MajorEvent:
    """The event of a branch, named by the report that made it one."""
    report = LossReport.objects.select_related("unit").get(pk=report_id)
    near = _near(report)
    branch = Unit.objects.get(pk=report.branch_id or report.unit_id)
    event = MajorEvent(
        cause=report.cause,
        first_at=near.order_by("occurred_at").values_list("occurred_at", flat=True)[0],
        declared_with=near.count(),
    )
    event.set_unit(branch)
    event.number = business_number("E", "CAT", localdate(command.at).year, branch.code, gap_free=False)
    return event


@transition(LossReport, lifecycle.JOIN_EVENT)
def join_event(report: LossReport, command: Command, /, *, event_id: int) -> None:
    """The mark under which the report is handled."""
    report.event_id = event_id


@transition(MajorEvent, states.END_EVENT)
def end_event(event: MajorEvent, command: Command, /) -> None:
    """Later reports stand for themselves again."""


def tell(event: MajorEvent) -> None:
    """Those who manage events hear of it at once."""
    notify.notify(
        holders_in_scope("claims.manage_event", event, localdate(event.created_at)),
        key=f"claims.event/{event.pk}",
        title=_("Major event %(number)s") % {"number": event.number},
        body=_("%(n)s reports of one cause within a short time") % {"n": event.declared_with},
        subject_kind=states.EVENT_KIND,
        subject_id=event.pk,
    )
