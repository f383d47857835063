"""Ending a worker that is alive but consumes nothing. Its supervisor starts a new one; leases keep its work safe."""

from __future__ import annotations

import socket

import psutil
import structlog

from core.jobs.pulse import Silence, mark_restarted

log = structlog.get_logger(__name__)


def end_silent_worker(silence: Silence) -> bool:
    """Kill the whole process tree of the worker. A warm stop would wait for the very loop that hangs."""
    worker = _worker_process(silence)
    if worker is None:
        return False
    log.error("worker_silent", queue=silence.queue, pid=worker.pid)
    mark_restarted(silence.queue)
    for process in [*worker.children(recursive=True), worker]:
        _kill(process)
    return True


def _worker_process(silence: Silence) -> psutil.Process | None:
    """The process only if it runs on this host and really is a Celery worker: process numbers are used again."""
    if silence.pid is None or silence.host != socket.gethostname():
        return None
    try:
        process = psutil.Process(silence.pid)
        command = " ".join(process.cmdline())
    except psutil.NoSuchProcess:
        return None
    return process if "celery" in command and "worker" in command else None


def _kill(process: psutil.Process) -> None:
    try:
        process.kill()
    except psutil.NoSuchProcess:
        return
