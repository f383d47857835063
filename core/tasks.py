"""The only three messages that exist: a hint that a job is due, a tick of the clock, and a canary."""

from __future__ import annotations

import os
from datetime import datetime

from celery import shared_task

from core.jobs import pulse, schedules
from core.jobs.runner import run_job
from core.models.events import SlotOrigin


@shared_task(name="core.run")
def run(job_id: int) -> None:
    """Try the job; a late or doubled hint finds nothing to do."""
    run_job(job_id)


@shared_task(name="core.tick")
def tick(name: str, slot: str) -> None:
    """The clock struck: start the slot's work unless somebody did."""
    schedules.fire(schedules.schedule(name), datetime.fromisoformat(slot), SlotOrigin.BEAT)


@shared_task(name="core.canary")
def canary(queue: str) -> None:
    """A message came through the broker: the queue is consumed."""
    pulse.canary_consumed(queue, worker=os.getppid())  # tasks run in the pool, below the worker itself
