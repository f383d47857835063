"""Servers for one command (tests, checks, lock): started on empty data, gone afterwards, dying with the caller."""

from __future__ import annotations

import ctypes
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tools.paths import LOGS
from tools.servers import postgres, valkey

PR_SET_PDEATHSIG = 1


@contextmanager
def both(home: Path) -> Iterator[dict[str, str]]:
    """PostgreSQL and Redis of their own; yields DATABASE_URL and REDIS_URL."""
    with ExitStack() as running:
        database = running.enter_context(losable_postgres(home / "postgres"))
        redis = running.enter_context(losable_redis(home / "redis"))
        yield {"DATABASE_URL": database, "REDIS_URL": redis}


@contextmanager
def losable_postgres(home: Path) -> Iterator[str]:
    cluster = postgres.cluster(home, durable=False)
    with _running("test-postgres", cluster.command(), stop=signal.SIGINT, user=cluster.user):
        postgres.wait(cluster)
        postgres.ensure_database(
            cluster.url(postgres.SUPERUSER, "postgres"),
            "three_centres",
            cluster.url(postgres.SUPERUSER, "three_centres"),
        )
        yield cluster.url(postgres.SUPERUSER, "three_centres")
    shutil.rmtree(cluster.data, ignore_errors=True)


@contextmanager
def losable_redis(home: Path) -> Iterator[str]:
    server = valkey.server(home, durable=False)
    with _running("test-redis", server.command(), stop=signal.SIGTERM):
        valkey.wait(server.url)
        yield server.url


@contextmanager
def _running(name: str, command: Sequence[str], *, stop: signal.Signals, user: str | None = None) -> Iterator[None]:
    LOGS.mkdir(parents=True, exist_ok=True)
    with (LOGS / f"{name}.log").open("wb") as log:
        process = subprocess.Popen(
            command, stdout=log, stderr=log, cwd="/", user=user, group=user, extra_groups=[] if user else None,
            preexec_fn=_dies_with_its_parent(stop),  # noqa: PLW1509 - one system call
            start_new_session=True,
        )  # fmt: skip
        try:
            yield
        finally:
            process.send_signal(stop)
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()


def _dies_with_its_parent(stop: signal.Signals) -> Callable[[], None]:
    """Linux tells the child when its parent is gone, even after ``kill -9``."""
    library = ctypes.CDLL(None)

    def arrange() -> None:
        if hasattr(library, "prctl"):
            library.prctl(PR_SET_PDEATHSIG, stop)

    return arrange
