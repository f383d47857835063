"""Ended jobs and old slots are removed after the keeping time; dead letters stay until somebody decides."""

from __future__ import annotations

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext_noop

from core.jobs.registry import job
from core.jobs.run import JobRun

BATCH = 5000

# Slots first: each is older than the end of its job, so no job that is removed is still named by a slot.
_REMOVE_SLOTS = """
DELETE FROM core_scheduleslot WHERE id IN (
  SELECT id FROM core_scheduleslot WHERE fired_at < statement_timestamp() - make_interval(days => %s) LIMIT %s)"""

_REMOVE_JOBS = """
DELETE FROM core_job WHERE id IN (
  SELECT id FROM core_job WHERE state IN ('done', 'cancelled')
     AND done_at < statement_timestamp() - make_interval(days => %s) LIMIT %s)"""


@job("core.remove_ended_jobs", label=gettext_noop("Remove finished jobs after the keeping time"), lease=300)
def remove_ended_jobs(run: JobRun) -> None:
    """In batches, each its own transaction, so that nobody waits for the clean-up."""
    removed = {"slots": _remove(_REMOVE_SLOTS, run), "jobs": _remove(_REMOVE_JOBS, run)}
    run.finish(lambda: removed)


def _remove(statement: str, run: JobRun) -> int:
    removed = 0
    while batch := _remove_batch(statement):
        removed += batch
        run.progress(removed)
    return removed


def _remove_batch(statement: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, [settings.JOBS_KEPT_DAYS, BATCH])
        return int(cursor.rowcount)
