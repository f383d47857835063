"""Doing one job: claim, work, and one answer for every way in which it can end."""

from __future__ import annotations

import json
import os
import socket
import traceback
from collections.abc import Sequence

import structlog
from django.db import DatabaseError, InterfaceError, connection

from core.jobs import lease
from core.jobs.killpoints import reached
from core.jobs.lease import Lease
from core.jobs.registry import spec_of
from core.jobs.run import GiveUp, JobCancelled, JobRun, LeaseLost, RetryLater
from core.models.jobs import JobState
from core.rules.backoff import wait_after

log = structlog.get_logger(__name__)
FRAMES = 20
DRAIN = "drain:"
_role = ""


def run_job(job_id: int, *, reraise: bool = False) -> bool:
    """Do this job if it is due and free. False when there was nothing to do: the hint was late, early or doubled."""
    reached("before_claim")
    return _claim_and_work(lease.CLAIM_ONE, [job_id], reraise=reraise)


def run_next(queues: Sequence[str], *, reraise: bool = False) -> bool:
    """Do the next due job of these queues, straight from the table. False when none is due."""
    return any(_claim_and_work(lease.CLAIM_NEXT, [queue, queue], reraise=reraise) for queue in queues)


def _claim_and_work(sql: str, which: Sequence[object], *, reraise: bool) -> bool:
    row = lease.fetch(sql, [worker_name(), *which])
    if row is None:
        return False
    job_id, token, kind, key, payload, attempts, max_attempts, requested_by = row
    run = JobRun(Lease(job_id, token), kind, key, json.loads(payload), attempts, max_attempts, requested_by)
    reached("after_claim")
    with structlog.contextvars.bound_contextvars(job_id=job_id, job_kind=kind, attempt=attempts):
        _work(run, reraise=reraise)
    reached("after_commit")
    return True


def worker_name() -> str:
    return f"{_role}{socket.gethostname()}:{os.getpid()}"


def work_as_drain() -> None:
    """Sign claims of this process as made past the broker, so that they do not count as its being consumed."""
    global _role  # noqa: PLW0603 - one role per process
    _role = DRAIN


def _work(run: JobRun, *, reraise: bool) -> None:
    try:
        spec_of(run.kind).handler(run)
        if not run.finished:
            run.finish(lambda: None)
    except LeaseLost:
        log.warning("job_lease_lost")
    except JobCancelled:
        lease.end(run.lease, state=JobState.CANCELLED, error="")
        log.info("job_cancelled")
    except RetryLater as early:
        lease.release(run.lease, error=str(early), after=early.seconds, refund=True)
    except Exception as error:
        _failed(run, error)
        if reraise:
            raise


def _failed(run: JobRun, error: Exception) -> None:
    """Try again later, or give up. If the database itself is away, the lease runs out and the sweeper tries again."""
    text = _described(error)
    log.warning("job_failed", error=text)
    try:
        if isinstance(error, GiveUp) or run.attempt >= run.max_attempts:
            lease.end(run.lease, state=JobState.DEAD, error=text)
        else:
            lease.release(run.lease, error=text, after=wait_after(run.attempt))
    except (DatabaseError, InterfaceError):
        log.warning("job_failure_not_recorded")
        connection.close()


def _described(error: Exception) -> str:
    """Where and what, without values: the database's DETAIL lines and the code's literals may hold personal data."""
    places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)]
    first_line = str(error).partition("\n")[0]
    return "\n".join([*places[-FRAMES:], f"{type(error).__name__}: {first_line}"])
