"""The stage itself: servers and processes that die on request and are started again by a small supervisor."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import psutil
import psycopg2

from tests.support.chaos.proxy import Proxy
from tests.support.chaos.work import MARK
from tools.paths import ROOT
from tools.servers import postgres, valkey

BEAT = ["-m", "celery", "-A", "config", "beat", "--pidfile", "", "-l", "WARNING"]
DATABASE = "three_centres"
WORKER = [
    "-m",
    "celery",
    "-A",
    "config",
    "worker",
    "-Q",
    "default",
    "--without-mingle",
    "--without-gossip",
    "-l",
    "WARNING",
]


@dataclass
class Program:
    """One process and how to start it anew."""

    command: list[str]
    user: str | None = None
    process: subprocess.Popen[bytes] | None = None
    wanted: bool = True

    @property
    def pid(self) -> int:
        assert self.process is not None
        return self.process.pid

    @property
    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None


EXTRAS = ("beat-1", "beat-2")


class Stage:
    """PostgreSQL, Redis, one relay and two workers of the queue ``default``."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.markers = home / "markers"
        self.markers.mkdir()
        self.cluster = postgres.cluster(home / f"chaos-{uuid4().hex[:8]}", durable=True)
        self.redis = valkey.server(home / "redis", durable=False)
        self.proxy = Proxy(urlsplit(self.redis.url).port or 0)
        self.programs = {
            "postgres": Program(self.cluster.command(), user=self.cluster.user),
            "redis": Program(self.redis.command()),
            "worker-1": Program([sys.executable, *WORKER, "-n", "one@%h", "-c", "2"]),
            "worker-2": Program([sys.executable, *WORKER, "-n", "two@%h", "-c", "2"]),
            "beat-1": Program([sys.executable, *BEAT]),
            "beat-2": Program([sys.executable, *BEAT]),
            "relay": Program([sys.executable, "manage.py", "relay"]),
        }
        self._closing = threading.Event()
        self._lock = threading.Lock()
        self._supervisor = threading.Thread(target=self._supervise, daemon=True)

    # -- life ---------------------------------------------------------------------------------------------------------

    def open(self, names: Iterable[str] = ("worker-1", "worker-2", "relay")) -> None:
        self._start("postgres")
        postgres.wait(self.cluster)
        postgres.ensure_database(self._url("postgres", "postgres"), DATABASE, self._url("postgres", DATABASE))
        self.run_command("migrate", "core", "--verbosity", "0", role="tc_owner")
        self.sql(MARK, role="tc_owner")
        self._start("redis")
        valkey.wait(self.redis.url)
        for name, program in self.programs.items():
            program.wanted = program.alive or name in names
        self._supervisor.start()

    def close(self) -> None:
        self._closing.set()
        if self._supervisor.is_alive():
            self._supervisor.join()
        for program in reversed(self.programs.values()):
            if program.alive:
                self._kill_tree(program)
        self.proxy.close()
        for directory in (self.cluster.sockets, self.cluster.data.parent):
            shutil.rmtree(directory, ignore_errors=True)

    def run_command(self, *words: str, role: str = "tc_app") -> None:
        subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, env=self._environment(role), check=True)

    def _supervise(self) -> None:
        while not self._closing.is_set():
            for name, program in self.programs.items():
                with self._lock:  # what is taken away meanwhile is not started once more
                    if program.wanted and not program.alive:
                        self._start(name)
            time.sleep(0.1)

    def _start(self, name: str) -> None:
        program = self.programs[name]
        server = name in {"postgres", "redis"}
        self.note(f"start {name}")
        with (self.home / f"{name}.log").open("ab") as log:
            program.process = subprocess.Popen(
                program.command,
                stdout=log,
                stderr=log,
                cwd="/" if server else ROOT,
                user=program.user,
                group=program.user,
                extra_groups=[] if program.user else None,
                env=None if server else self._environment("tc_app", name),
            )

    def _redis_url(self, *, through_proxy: bool) -> str:
        """The workers' road to Redis can be made silent; the relay has its own."""
        parts = urlsplit(self.redis.url)
        return self.redis.url.replace(f":{parts.port}/", f":{self.proxy.port}/") if through_proxy else self.redis.url

    def _environment(self, role: str, name: str = "") -> dict[str, str]:
        return os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.support.chaos.settings",
            "DATABASE_URL": self._url(role, DATABASE),
            "REDIS_URL": self._redis_url(through_proxy=name.startswith("worker")),
            "CHAOS_DIRECTORY": str(self.markers),
        }

    def _url(self, role: str, database: str) -> str:
        return self.cluster.url(role, database)

    def note(self, text: str) -> None:
        """What happened when, for reading afterwards beside the logs of the processes."""
        with (self.home / "stage.log").open("a", encoding="utf-8") as log:
            log.write(f"{datetime.now(UTC):%H:%M:%S.%f} {text}\n")

    # -- harm ---------------------------------------------------------------------------------------------------------

    def kill(self, name: str) -> None:
        """Signal 9 to the process and everything below it."""
        self._kill_tree(self.programs[name])

    def kill_child_of(self, name: str) -> None:
        """Signal 9 to one process of the worker's pool."""
        with suppress(psutil.Error, IndexError):
            psutil.Process(self.programs[name].pid).children()[0].kill()

    def stop_postgres_immediately(self) -> None:
        """No checkpoint, no good-bye: what ``pg_ctl -m immediate`` does. The supervisor starts it again."""
        self.programs["postgres"].process.send_signal(signal.SIGQUIT)  # type: ignore[union-attr]

    def freeze(self, name: str) -> None:
        for process in self._tree(self.programs[name]):
            with suppress(psutil.Error):
                process.suspend()

    def thaw(self, name: str) -> None:
        for process in self._tree(self.programs[name]):
            with suppress(psutil.Error):
                process.resume()

    def remove(self, name: str) -> None:
        """Kill it and do not start it again."""
        with self._lock:
            self.programs[name].wanted = False
        self.kill(name)

    def restore(self) -> None:
        """What was taken away comes back, what was added goes."""
        for name, program in self.programs.items():
            program.wanted = name not in EXTRAS
            if name in EXTRAS and program.alive:
                self._kill_tree(program)

    def judge_silence_after(self, seconds: float) -> None:
        """A relay with less patience than the product's, so that a test need not wait."""
        relay = self.programs["relay"]
        relay.command = [sys.executable, "manage.py", "relay", "--silence-seconds", str(seconds)]
        self._kill_tree(relay)

    def add(self, *names: str) -> None:
        for name in names:
            self.programs[name].wanted = True

    def stop(self, name: str) -> None:
        """The warm stop of a deployment: finish what is in hand, take nothing new. The supervisor starts it again."""
        self.programs[name].process.terminate()  # type: ignore[union-attr]

    def clear(self) -> None:
        """No jobs, no effects, no proofs of life."""
        for table in ("core_scheduleslot", "core_job", "chaos_effect"):
            self._until_answered(lambda table=table: self.sql(f"DELETE FROM {table}"))
        for marker in self.markers.iterdir():
            marker.unlink()
        self.sql("UPDATE core_queuepulse SET seen_at = NULL, restarts = 0")

    def flush_redis(self) -> None:
        import redis  # noqa: PLC0415 - the client is needed here only

        with suppress(redis.RedisError):
            redis.Redis.from_url(self.redis.url, socket_timeout=2).flushall()

    def arm(self, point: str, whom: str) -> None:
        """The next process that reaches this point dies there."""
        (self.markers / f"{point}.{whom}").touch()

    def armed(self) -> list[str]:
        return sorted(path.name for path in self.markers.iterdir())

    def _kill_tree(self, program: Program) -> None:
        victim = program.process  # the supervisor may put a new one in its place any moment
        tree = self._tree(program)
        for process in tree:
            with suppress(psutil.Error):
                process.kill()
        psutil.wait_procs(tree[:-1], timeout=5)
        if victim is not None:
            victim.wait()

    def _tree(self, program: Program) -> list[psutil.Process]:
        try:
            root = psutil.Process(program.pid)
            return [*root.children(recursive=True), root]
        except psutil.NoSuchProcess:
            return []

    # -- work and counts ----------------------------------------------------------------------------------------------

    def post(self, *keys: str, kind: str = "chaos.mark", lease: int = 3, attempts: int = 50) -> None:
        """Commit jobs, however often the server has to be asked; the key keeps the same job from standing twice."""
        rows = [(kind, key, attempts, lease) for key in keys]
        statement = (
            "INSERT INTO core_job (kind, key, queue, max_attempts, lease_seconds) VALUES "
            + ", ".join(["(%s, %s, 'default', %s, %s)"] * len(rows))
            + " ON CONFLICT (kind, key) DO NOTHING"
        )
        self._until_answered(lambda: self.sql(statement, [value for row in rows for value in row]))

    def scalar(self, statement: str, params: Iterable[Any] = ()) -> Any:
        return self._until_answered(lambda: self.sql(statement, params))[0][0]

    def rows(self, statement: str, params: Iterable[Any] = ()) -> list[tuple[Any, ...]]:
        return self._until_answered(lambda: self.sql(statement, params))

    def sql(self, statement: str, params: Iterable[Any] = (), *, role: str = "tc_app") -> list[tuple[Any, ...]]:
        with closing(psycopg2.connect(self._url(role, DATABASE))) as opened:
            opened.autocommit = True
            with opened.cursor() as cursor:
                cursor.execute(statement, list(params))
                return cursor.fetchall() if cursor.description else []

    @staticmethod
    def _until_answered(ask: Callable[[], Any], *, seconds: float = 30) -> Any:
        deadline = time.monotonic() + seconds
        while True:
            try:
                return ask()
            except psycopg2.OperationalError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.2)

    def wait_for(self, statement: str, *, seconds: float = 60) -> bool:
        """Until the statement's one value is true."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self.scalar(statement):
                return True
            time.sleep(0.2)
        return False

    def wait_until_consumed(self) -> None:
        assert self.wait_for(
            "SELECT EXISTS (SELECT FROM core_queuepulse WHERE queue = 'default' AND seen_at IS NOT NULL)"
        )

    def wait_until_all_done(self, *, seconds: float = 60) -> bool:
        return self.wait_for(
            "SELECT NOT EXISTS (SELECT FROM core_job WHERE state IN ('ready', 'running'))", seconds=seconds
        )

    def lost(self) -> list[str]:
        """Jobs whose effect is missing."""
        found = self.rows("SELECT key FROM core_job WHERE key NOT IN (SELECT key FROM chaos_effect) ORDER BY key")
        return [key for (key,) in found]

    def doubled(self) -> list[str]:
        """Jobs whose effect was committed more than once."""
        found = self.rows("SELECT key FROM chaos_effect GROUP BY key HAVING count(*) > 1 ORDER BY key")
        return [key for (key,) in found]

    def recovery_seconds(self) -> tuple[float, float, float]:
        """Median, 99th percentile and longest time from commit to done."""
        return self.rows("""
            SELECT percentile_cont(ARRAY[0.5, 0.99, 1.0])
                   WITHIN GROUP (ORDER BY extract(epoch FROM done_at - created_at))
              FROM core_job WHERE state = 'done'""")[0][0]


@contextmanager
def opened(home: Path, *, programs: Iterable[str] = ("worker-1", "worker-2", "relay")) -> Iterator[Stage]:
    stage = Stage(home)
    try:
        stage.open(programs)
        yield stage
    finally:
        stage.close()
