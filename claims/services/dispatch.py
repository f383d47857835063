"""Dispatch: the nearest suitable surveyor on duty, within the load limit; by hand with a reason (6.1, HOT-02)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction as database
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from claims.models import LossReport, SurveyTask
from claims.rules import lifecycle
from claims.selectors.duty import OPEN_TASKS, Candidate, candidates
from claims.selectors.wave import Placement, plan
from claims.services.progress import by_clock, by_dispatcher, note_dispatched
from claims.services.refusals import InvalidEntry, NoSurveyor, NotYourTask
from core import jobs, locks, notify
from core.models import WorkItem
from core.numbering import business_number
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from organisation.public import parameter

SHOWN = 6
DISPATCH_JOB, ACCEPT_JOB = "claims.dispatch_wave", "claims.check_acceptance"


@creation(SurveyTask, lifecycle.CREATE_TASK)
def create_task(command: Command, /, *, report_id: int, speciality: str) -> SurveyTask:
    """A task for one speciality; each object may get its own (SUR-09)."""
    report = LossReport.objects.select_related("unit").get(pk=report_id)
    task = SurveyTask(report=report, speciality=speciality)
    task.set_unit(report.unit)
    task.number = business_number("S", "MOT", localdate(command.at).year, report.unit.code, gap_free=False)
    return task


def create_tasks(command: Command, report: LossReport, specialities: Iterable[str]) -> list[SurveyTask]:
    """The tasks of a report, each queued for dispatch at once."""
    made = []
    for speciality in specialities:
        step = by_dispatcher(command, f"task:{speciality}")
        task = create_task(step, report_id=report.pk, speciality=str(speciality))
        _ask_for_dispatch(task)
        made.append(task)
    return made


def _ask_for_dispatch(task: SurveyTask) -> None:
    jobs.enqueue(DISPATCH_JOB, key=f"{task.pk}/{task.waves}", payload={"task": task.pk}, priority=1)


@transition(SurveyTask, lifecycle.ASSIGN)
def assign(task: SurveyTask, command: Command, /, *, placement: Placement | None = None) -> None:
    """Give the task to whom the plan of its wave names, else to the best for it alone; nobody suitable leaves it with
    the dispatcher. A wave holds the roster until it is through."""
    if placement is None:
        hold_roster(task.branch_id)
        placement = plan([task], command.at).get(task.pk)
    if placement is None:
        raise NoSurveyor(_("Nobody suitable is on duty. Dispatch by hand."))
    task.weighed = [one.as_json() for one in placement.weighed[:SHOWN]]
    _give(task, placement.chosen, command, placement.note)


def hold_roster(branch_id: int | None) -> None:
    """Who is on duty with how much to do stands still until the transaction ends."""
    locks.hold(f"claims.dispatch:{branch_id}")


@transition(SurveyTask, lifecycle.REDISPATCH)
def redispatch(task: SurveyTask, command: Command, /, *, surveyor_id: int) -> None:
    """The dispatcher chooses among those on duty: second site, heavy loss, nobody accepted."""
    hold_roster(task.branch_id)
    ranked = candidates(task, command.at)
    found = [one for one in ranked if one.shift.staff_id == surveyor_id]
    if not found:
        raise InvalidEntry(_("This person is not on duty now."), field="surveyor_id")
    if surveyor_id == task.surveyor_id:
        raise InvalidEntry(_("The task is with this person already."), field="surveyor_id")
    task.accepted_at = None
    task.weighed = [one.as_json() for one in ranked[:SHOWN]]
    _give(task, found[0], command, command.reason.strip()[:200])


def _give(task: SurveyTask, chosen: Candidate, command: Command, note: str) -> None:
    shift = chosen.shift
    task.surveyor, task.surveyor_name = shift.staff, shift.staff.name
    task.distance_km, task.dispatch_note, task.assigned_at = chosen.distance, note, command.at
    task.waves += 1
    task.set_unit(shift.unit)
    if task.report.state in {lifecycle.OPEN, lifecycle.DISPATCHED}:
        note_dispatched(task.report_id, by_clock(command, "dispatched"))
    wait = timedelta(minutes=int(parameter("claims.accept_minutes")))
    jobs.enqueue(
        ACCEPT_JOB,
        key=f"{task.pk}/{task.waves}",
        payload={"task": task.pk, "wave": task.waves},
        queue="dispatch",
        run_after=command.at + wait,
    )
    notify.notify(
        [shift.staff_id],
        key=f"claims.task/{task.pk}/{task.waves}",
        title=_("Survey task %(number)s") % {"number": task.number},
        body=f"{task.report.plate} {task.report.place}",
        subject_kind=lifecycle.TASK_KIND,
        subject_id=task.pk,
    )


def refuse_other_hands(task: SurveyTask, command: Command) -> None:
    """Only the surveyor to whom the task was given works on it."""
    if task.surveyor_id != command.actor.staff_id:
        raise NotYourTask(_("This task belongs to %(name)s.") % {"name": task.surveyor_name or "—"})


@transition(SurveyTask, lifecycle.ACCEPT)
def accept(task: SurveyTask, command: Command, /) -> None:
    """The surveyor goes, and calls the customer."""
    refuse_other_hands(task, command)
    task.accepted_at = command.at


@transition(SurveyTask, lifecycle.REFUSE)
def refuse(task: SurveyTask, command: Command, /) -> None:
    """Back to dispatch with the reason; the same person is not asked again."""
    refuse_other_hands(task, command)
    _take_back(task)


@transition(SurveyTask, lifecycle.TIME_OUT)
def time_out(task: SurveyTask, command: Command, /) -> None:
    """Not accepted in time: the next one is asked."""
    _take_back(task)


def _take_back(task: SurveyTask) -> None:
    task.refused_by = [*task.refused_by, task.surveyor_id]
    task.surveyor, task.surveyor_name = None, ""
    task.set_unit(task.report.unit)
    _ask_for_dispatch(task)


@transition(SurveyTask, lifecycle.ARRIVE)
def arrive(task: SurveyTask, command: Command, /) -> None:
    """The surveyor is at the place."""
    refuse_other_hands(task, command)
    task.arrived_at = command.at


@transition(SurveyTask, lifecycle.CANCEL_TASK)
def cancel_task(task: SurveyTask, command: Command, /) -> None:
    """The task is not needed."""


def cancel_open_tasks(report: LossReport, command: Command) -> None:
    """With a cancelled report its tasks end."""
    open_states = [lifecycle.NEW, *OPEN_TASKS]
    for pk in report.tasks.filter(state__in=open_states).order_by("pk").values_list("pk", flat=True):
        cancel_task(pk, by_dispatcher(command, f"cancel-task:{pk}"))


def waiting_tasks(limit: int) -> dict[int | None, list[SurveyTask]]:
    """Tasks to dispatch by branch; those that another wave works on are skipped."""
    rows = SurveyTask.objects.filter(state=lifecycle.NEW).select_related("report__unit").order_by("created_at", "pk")
    found: dict[int | None, list[SurveyTask]] = {}
    for task in rows.select_for_update(of=("self",), skip_locked=True, no_key=True)[:limit]:
        found.setdefault(task.branch_id, []).append(task)
    return found


def plan_wave(branch_id: int | None, tasks: list[SurveyTask], at: datetime) -> dict[int, Placement]:
    """The cheapest way to give all these tasks away; the roster stands still until they are given."""
    hold_roster(branch_id)
    return plan(tasks, at)


def hand_items_to(task: SurveyTask) -> None:
    """The open work item of an assigned task belongs to the surveyor."""
    items = WorkItem.objects.filter(subject_kind=lifecycle.TASK_KIND, subject_id=task.pk, done_at=None)
    items.update(assignee_id=task.surveyor_id)


@database.atomic
def send(pk: int, command: Command, *, surveyor_id: int) -> SurveyTask:
    """``redispatch``; the work item goes to the new surveyor."""
    return _handed(redispatch(pk, command, surveyor_id=surveyor_id))


@database.atomic
def take(pk: int, command: Command) -> SurveyTask:
    """``accept``; the work stays with the surveyor."""
    return _handed(accept(pk, command))


@database.atomic
def reach(pk: int, command: Command) -> SurveyTask:
    """``arrive``; the work stays with the surveyor."""
    return _handed(arrive(pk, command))


def _handed(task: SurveyTask) -> SurveyTask:
    hand_items_to(task)
    return task
