"""What an administrator may do with jobs: try a dead letter again, cancel what is not wanted. Both are audited."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from core import audit, permissions
from core.jobs.lease import change
from core.models.jobs import Job, JobState
from core.workflow.command import Command
from core.workflow.refusals import Hidden, NotPossible

VIEW = "core.view_jobs"
OPERATE = "core.operate_jobs"

permissions.register(
    "core.jobs",
    labels={
        VIEW: gettext_noop("See queued work, events and schedules"),
        OPERATE: gettext_noop("Replay or cancel queued work"),
    },
    posts={VIEW: ("IT_ADMIN",), OPERATE: ("IT_ADMIN",)},
)

_REPLAY = """
UPDATE core_job SET state = 'ready', attempts = 0, token = token + 1, run_after = statement_timestamp(), sent_at = NULL,
       done_at = NULL, cancel_requested = false
 WHERE id = %s AND state = 'dead'"""

_CANCEL_WAITING = """
UPDATE core_job SET state = 'cancelled', done_at = coalesce(done_at, statement_timestamp()), token = token + 1
 WHERE id = %s AND state IN ('ready', 'dead')"""

_ASK_TO_STOP = "UPDATE core_job SET cancel_requested = true WHERE id = %s AND state = 'running'"


def replay(job_id: int, command: Command) -> Job:
    """Try a dead letter again, with all its tries. Its effect still happens once: the business key stays the same."""
    with transaction.atomic():
        job = _permitted(job_id, command)
        if not change(_REPLAY, [job_id]):
            raise NotPossible(_("Only work that was given up can be tried again."), details={"state": job.state})
        return _recorded(job, command, "core.job.replay")


def cancel(job_id: int, command: Command) -> Job:
    """Cancel waiting or given-up work at once; ask running work to stop, which it does before it commits anything."""
    with transaction.atomic():
        job = _permitted(job_id, command)
        if not (change(_CANCEL_WAITING, [job_id]) or change(_ASK_TO_STOP, [job_id])):
            raise NotPossible(_("This work has already ended."), details={"state": job.state})
        return _recorded(job, command, "core.job.cancel")


def replay_all(kind: str, command: Command) -> int:
    """Try all dead letters of one kind again, each audited by itself."""
    dead: Iterable[int] = Job.objects.filter(kind=kind, state=JobState.DEAD).order_by("pk").values_list("pk", flat=True)
    count = 0
    for pk in list(dead):
        replay(pk, command.then(str(pk)))
        count += 1
    return count


def _permitted(job_id: int, command: Command) -> Job:
    refusal = command.actor.refusal_for(OPERATE)
    if refusal is not None:
        raise refusal
    job = Job.objects.select_for_update().filter(pk=job_id).first()
    if job is None:
        raise Hidden(_("There is no such work."))
    return job


def _recorded(job: Job, command: Command, action: str) -> Job:
    before, attempts = job.state, job.attempts
    job.refresh_from_db()
    subject = ("core.job", job.pk, f"{job.kind} {job.key}"[:60])
    audit.record(command, action, subject=subject, states=(before, job.state), before={"attempts": attempts})
    return job
