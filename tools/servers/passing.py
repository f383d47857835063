"""Servers for one command (tests, bench): started for it, dying with it. The tests' data is gone afterwards."""

from __future__ import annotations

import shutil
import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

from tools.paths import LOGS
from tools.servers import postgres, valkey
from tools.system import dies_with_its_parent

# A branch of a million policies has a server with memory for it; what is slow on purpose is not logged.
ROOMY = {"shared_buffers": "1GB", "log_min_duration_statement": "-1"}
DATABASE, SMALL = "three_centres", "three_centres_small"


@contextmanager
def for_tests(home: Path) -> Iterator[dict[str, str]]:
    """Empty, fast, without durability. DATABASE_URL is the superuser's: the suite makes its databases itself."""
    cluster = postgres.cluster(home / "postgres", durable=False)
    with _running_both(cluster, valkey.server(home / "redis", durable=False)) as environment:
        yield environment | {"DATABASE_URL": cluster.url(postgres.SUPERUSER, DATABASE)}
    shutil.rmtree(cluster.data, ignore_errors=True)


@contextmanager
def for_measuring(home: Path) -> Iterator[dict[str, str]]:
    """As durable as in production, with both roles: a large database that is kept, a small new one."""
    small = postgres.cluster(home / "postgres")
    cluster = replace(small, options=tuple((dict(small.options) | ROOMY).items()))
    with _running_both(cluster, valkey.server(home / "redis")) as environment:
        superuser = [cluster.url(postgres.SUPERUSER, name) for name in ("postgres", SMALL)]
        postgres.forget_database(superuser[0], SMALL)
        postgres.ensure_database(superuser[0], SMALL, superuser[1])
        yield environment | {
            "DATABASE_URL": cluster.url("tc_app", DATABASE),
            "DATABASE_OWNER_URL": cluster.url("tc_owner", DATABASE),
            "SMALL_DATABASE_URL": cluster.url("tc_app", SMALL),
            "SMALL_DATABASE_OWNER_URL": cluster.url("tc_owner", SMALL),
        }


@contextmanager
def _running_both(cluster: postgres.Cluster, redis: valkey.Valkey) -> Iterator[dict[str, str]]:
    with ExitStack() as running:
        command = cluster.command()
        running.enter_context(_running("own-postgres", command, stop=signal.SIGINT, user=cluster.user))
        running.enter_context(_running("own-redis", redis.command(), stop=signal.SIGTERM))
        postgres.wait(cluster)
        superuser = [cluster.url(postgres.SUPERUSER, name) for name in ("postgres", DATABASE)]
        postgres.ensure_database(superuser[0], DATABASE, superuser[1])
        valkey.wait(redis.url)
        yield {"REDIS_URL": redis.url}


@contextmanager
def _running(name: str, command: Sequence[str], *, stop: signal.Signals, user: str | None = None) -> Iterator[None]:
    LOGS.mkdir(parents=True, exist_ok=True)
    with (LOGS / f"{name}.log").open("wb") as log:
        process = subprocess.Popen(
            command, stdout=log, stderr=log, cwd="/", user=user, group=user, extra_groups=[] if user else None,
            preexec_fn=dies_with_its_parent(stop),  # noqa: PLW1509 - one system call
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
