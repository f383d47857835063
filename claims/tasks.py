"""Queued work of claims: dispatch waves, acceptance, forced registration, documents."""

from __future__ import annotations

from datetime import timedelta
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone
from django.utils.translation import gettext_noop as _

from claims.documents.papers import make_document, send_document
from claims.models import LossReport, SurveyTask
from claims.rules import lifecycle
from claims.selectors.wave import Placement
from claims.services import dispatch, events, register, share
from claims.services.progress import CLOCK, DISPATCHER
from claims.services.refusals import NoSurveyor, NotCovered
from claims.services.reports import DOCUMENTS_JOB
from core.jobs import JobRun, job
from core.workflow.command import Command
from core.workflow.refusals import NotPossible, Refusal
from organisation.public import parameter, system_actor

WAVE = 50


def _command(actor: str, unit_id: int, what: str) -> Command:
    return Command(key=uuid5(NAMESPACE_URL, what), actor=system_actor(actor, unit_id=unit_id), at=timezone.now())


@job(dispatch.DISPATCH_JOB, queue="dispatch", label=_("Dispatch surveyors"))
def dispatch_wave(run: JobRun) -> None:
    """Assign every waiting task that no other wave works on, all together as is best for the whole."""

    def effect() -> dict[str, int]:
        waiting = dispatch.waiting_tasks(WAVE)
        given = sum(_assign_wave(branch_id, tasks) for branch_id, tasks in waiting.items())
        return {"assigned": given, "left": sum(map(len, waiting.values())) - given}

    run.finish(effect)


@job("claims.dispatch_waiting", queue="dispatch", label=_("Dispatch what waits"))
def dispatch_waiting(run: JobRun) -> None:
    """Every few minutes: tasks for which nobody was on duty are tried again."""
    dispatch_wave(run)


def _assign_wave(branch_id: int | None, tasks: list[SurveyTask]) -> int:
    found = dispatch.plan_wave(branch_id, tasks, timezone.now())
    return sum(_assign(task, found[task.pk]) for task in tasks if task.pk in found)


def _assign(task: SurveyTask, placement: Placement) -> bool:
    """Tasks without a placement stay in the dispatcher's queue."""
    command = _command(DISPATCHER, task.unit_id, f"{dispatch.DISPATCH_JOB}/{task.pk}/{task.version}")
    try:
        dispatch.hand_items_to(dispatch.assign(task.pk, command, placement=placement))
    except (NoSurveyor, NotPossible):
        return False
    return True


@job(dispatch.ACCEPT_JOB, queue="dispatch", label=_("Check that a task was accepted"))
def check_acceptance(run: JobRun) -> None:
    """A task that nobody accepted in time goes to the next surveyor."""
    pk, wave = int(run.payload["task"]), int(run.payload["wave"])
    task = SurveyTask.objects.get(pk=pk)

    def effect() -> None:
        if task.state == lifecycle.ASSIGNED and task.waves == wave:
            dispatch.time_out(pk, _command(DISPATCHER, task.unit_id, f"{dispatch.ACCEPT_JOB}/{pk}/{wave}"))

    run.finish(effect)


@job("claims.force_registration", label=_("Register motor claims that are overdue"))
def force_registration(run: JobRun) -> None:
    """72 hours after the report a motor claim is registered with the usual reserve (CK-10)."""
    oldest = timezone.now() - timedelta(hours=int(parameter("claims.register_hours")))
    due = LossReport.objects.filter(state__in=lifecycle.NOTE_REGISTERED.sources, reported_at__lte=oldest)
    for pk, unit_id in list(due.order_by("pk").values_list("pk", "unit_id")):
        try:
            register.register(pk, _command(CLOCK, unit_id, f"claims.force/{pk}/{timezone.localdate()}"), forced=True)
        except (NotCovered, Refusal):
            continue  # shown to the registrar; the denial is in the audit trail
    run.finish(lambda: None)


@job(events.WATCH_JOB, label=_("Look for major events"))
def watch_events(run: JobRun) -> None:
    """A report came in whose cause can be an event."""
    pk = int(run.payload["report"])
    unit_id = LossReport.objects.values_list("unit_id", flat=True).get(pk=pk)

    def effect() -> None:
        events.consider(pk, _command(CLOCK, unit_id, f"{events.WATCH_JOB}/{pk}"))

    run.finish(effect)


@job("claims.end_shares", label=_("End shared claims whose time is over"))
def end_shares(run: JobRun) -> None:
    """The right went with the time; this takes the grant away too."""
    run.finish(lambda: {"ended": share.end_expired(timezone.now())})


@job(DOCUMENTS_JOB, queue="documents", label=_("Claim documents"), lease=120)
def documents(run: JobRun) -> None:
    """Render and keep one document."""
    what, pk = str(run.payload["what"]), int(run.payload["id"])

    def command_for(unit_id: int) -> Command:
        return _command(CLOCK, unit_id, f"{DOCUMENTS_JOB}/{run.key}")

    def effect() -> None:
        make_document(what, pk, command_for)
        send_document(what, pk, command_for)

    run.finish(effect)
