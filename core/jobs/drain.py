"""Doing due work straight from the table, without the broker."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Sequence

import structlog
from django.conf import settings
from django.db import connection

from core.jobs.lease import EXPIRED, READY
from core.jobs.runner import run_next

log = structlog.get_logger(__name__)

_WAITING = f"SELECT EXISTS (SELECT FROM core_job WHERE queue = ANY(%s) AND (({READY}) OR ({EXPIRED})))"  # noqa: S608


def drain(queues: Sequence[str] | None = None, *, limit: int | None = None, reraise: bool = False) -> int:
    """Do due jobs until none is left; returns how many. Tests use it as their worker (``reraise=True``)."""
    wanted = list(queues or settings.QUEUES)
    count = 0
    while (limit is None or count < limit) and run_next(wanted, reraise=reraise):
        count += 1
    return count


def drain_until_quiet(queues: Sequence[str], *, quiet: float, stopped: Callable[[], bool]) -> int:
    """Do due jobs until there was nothing to do for so many seconds, or until told to stop."""
    count = 0
    last = time.monotonic()
    while not stopped() and time.monotonic() - last < quiet:
        if drain(queues, limit=1):
            count += 1
            last = time.monotonic()
        else:
            time.sleep(0.25)
    return count


def work_waits(queues: Sequence[str]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, [list(queues)])
        row = cursor.fetchone()
    return bool(row and row[0])


class DrainCrew:
    """The processes that the relay starts while the broker moves nothing. A job that kills its process kills one of
    these and not the relay."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._crew: list[subprocess.Popen[bytes]] = []

    def work(self, queues: Sequence[str]) -> None:
        self._crew = [process for process in self._crew if process.poll() is None]
        if self._crew or not work_waits(queues):
            return
        log.warning("drain_started", queues=list(queues))
        self._crew = [_started(queues) for _ in range(self._size)]

    def rest(self) -> None:
        for process in self._crew:
            if process.poll() is None:
                process.terminate()
        self._crew = [process for process in self._crew if process.poll() is None]


def _started(queues: Sequence[str]) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "django", "drain", "--queues", ",".join(queues)]
    return subprocess.Popen(command, cwd=settings.BASE_DIR)  # noqa: S603 - our own command
