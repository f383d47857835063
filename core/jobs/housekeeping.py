"""Ended jobs are removed after the keeping time; dead letters stay until somebody decides."""

from __future__ import annotations

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext_noop

from core.jobs.registry import job
from core.jobs.run import JobRun

BATCH = 5000

_REMOVE = """
DELETE FROM core_job WHERE id IN (
  SELECT id FROM core_job WHERE state IN ('done', 'cancelled')
     AND done_at < clock_timestamp() - make_interval(days => %s) LIMIT %s)"""


@job("core.remove_ended_jobs", label=gettext_noop("Remove finished jobs after the keeping time"), lease=300)
def remove_ended_jobs(run: JobRun) -> None:
    """In batches, each its own transaction, so that nobody waits for the clean-up."""
    removed = 0
    while batch := _remove_batch():
        removed += batch
        run.progress(removed)
    run.finish(lambda: {"removed": removed})


def _remove_batch() -> int:
    with connection.cursor() as cursor:
        cursor.execute(_REMOVE, [settings.JOBS_KEPT_DAYS, BATCH])
        return int(cursor.rowcount)
