"""Work that leaves one mark each time its effect is committed. No unique key hides a second one."""

from __future__ import annotations

import os
import signal
import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import connection

from core.jobs import JobRun, job
from core.jobs.schedules import Schedule

MARK = "CREATE TABLE IF NOT EXISTS chaos_effect (key text NOT NULL, at timestamptz NOT NULL DEFAULT clock_timestamp())"


@job("chaos.mark", lease=3, max_attempts=50)
def mark(run: JobRun) -> None:
    time.sleep(0.03)
    run.finish(lambda: leave_mark(run.key))


@job("chaos.slow", lease=1, max_attempts=50)
def slow(run: JobRun) -> None:
    """Works longer than its lease: another worker takes it over, and only one may commit."""
    time.sleep(4.0 if run.attempt == 1 else 0.1)
    run.finish(lambda: leave_mark(run.key))


@job("chaos.poison", lease=1, max_attempts=3)
def poison(run: JobRun) -> None:
    """Kills its process every time."""
    os.kill(os.getpid(), signal.SIGKILL)


@job("chaos.tick", lease=3)
def tick(run: JobRun) -> None:
    run.finish(lambda: leave_mark(run.key))


class EveryTwoSeconds:
    """Closer than any schedule of the product, so that a test sees many slots."""

    def latest(self, at: datetime, zone: ZoneInfo) -> datetime:
        moment = at.astimezone(UTC).replace(microsecond=0)
        return moment - timedelta(seconds=moment.second % 2)


SCHEDULE = (Schedule(name="chaos.tick", label="Tick", when=EveryTwoSeconds(), kind="chaos.tick"),)


def leave_mark(key: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO chaos_effect (key) VALUES (%s)", [key])
