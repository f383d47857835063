"""Web server. Behind a proxy in production; directly on loopback with `make run`."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = int(os.environ.get("WEB_THREADS", "4"))
timeout = 60
graceful_timeout = 20
keepalive = 5
max_requests = 20_000
max_requests_jitter = 2_000
preload_app = True
control_socket_disable = True
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1")
accesslog = None  # the application logs each request as JSON

_metrics = os.environ.get("PROMETHEUS_MULTIPROC_DIR")


def on_starting(server: Any) -> None:  # noqa: ARG001 - gunicorn's signature
    """Figures of earlier processes must not be counted again."""
    if _metrics:
        shutil.rmtree(_metrics, ignore_errors=True)
        Path(_metrics).mkdir(parents=True)


def post_fork(server: Any, worker: Any) -> None:  # noqa: ARG001 - gunicorn's signature
    """A connection opened before the fork must not be shared."""
    from django.db import connections  # noqa: PLC0415 - after the application is loaded

    connections.close_all()


def child_exit(server: Any, worker: Any) -> None:  # noqa: ARG001 - gunicorn's signature
    if _metrics:
        from prometheus_client import multiprocess  # noqa: PLC0415

        multiprocess.mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]
