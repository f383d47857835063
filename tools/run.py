"""``make run``: servers, database, processes; then the address; Ctrl-C stops everything in order."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

from tools import supervision
from tools.console import Problem, report, say, step
from tools.paths import LOGS, PYTHON, ROOT, RUN, VAR
from tools.programs import PRODUCT, SERVERS, Program, product_programs, write_configuration
from tools.servers import postgres, valkey

FIRST_PORT, LAST_PORT = 8000, 8099
PATIENCE = 120

Wait = Callable[[Callable[[], bool]], None]


def main() -> int:
    for wish in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(wish, _interrupt)
    try:
        _refuse_second_run()
        _run()
    except Problem as problem:
        return report(problem)
    except KeyboardInterrupt:
        say("\nstopped; the data is kept in var/")
    return 0


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def _refuse_second_run() -> None:
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(str(RUN / "supervisor.sock"))
        except OSError:
            return
    raise Problem("The product is already running in this directory. Stop it with Ctrl-C there first.")


def _run() -> None:
    servers, environment, waits = _servers()
    environment |= {"PORT": str(_port()), "HOST": os.environ.get("HOST", "127.0.0.1")}
    environment.setdefault("PUBLIC_ADDRESS", f"http://localhost:{environment['PORT']}")
    programs = [*servers, *product_programs()]
    write_configuration(programs)
    with supervision.supervisor(environment) as (process, calls):
        for name, wait in waits.items():
            with step(name):
                wait(lambda: bool(supervision.failed(calls)))
        _prepare(environment)
        supervision.start(calls, PRODUCT)
        with step("waiting until every service answers"):
            _wait_until_healthy(calls, environment)
        _welcome(calls, environment)
        _watch(process, calls)


def _servers() -> tuple[list[Program], dict[str, str], dict[str, Wait]]:
    """What has to be started because it was not given, the environment of the product, and what to wait for."""
    environment = dict(os.environ)
    environment.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")
    programs: list[Program] = []
    waits: dict[str, Wait] = {}
    if "DATABASE_URL" in environment:
        waits["reaching the database of DATABASE_URL"] = lambda _: postgres.reach(environment["DATABASE_URL"])
    else:
        program, urls, wait = _own_postgres()
        programs.append(program)
        environment |= urls
        waits["starting PostgreSQL"] = wait
    if "REDIS_URL" in environment:
        waits["reaching the Redis of REDIS_URL"] = lambda _: valkey.reach(environment["REDIS_URL"])
    else:
        server = valkey.server(VAR / "redis")
        programs.append(Program(name="redis", command=server.command(), group=SERVERS))
        environment["REDIS_URL"] = server.url
        waits["starting Redis"] = lambda has_failed: valkey.wait(server.url, has_failed=has_failed)
    return programs, environment, waits


def _own_postgres() -> tuple[Program, dict[str, str], Wait]:
    with step("preparing PostgreSQL"):
        cluster = postgres.cluster(VAR / "postgres")
    program = Program(
        name="postgres", command=cluster.command(), group=SERVERS, user=cluster.user, stop="INT", patience=60
    )
    urls = {
        "DATABASE_URL": cluster.url("tc_app", "three_centres"),
        "DATABASE_OWNER_URL": cluster.url("tc_owner", "three_centres"),
    }

    def wait(has_failed: Callable[[], bool]) -> None:
        postgres.wait(cluster, has_failed=has_failed)
        superuser = [cluster.url(postgres.SUPERUSER, name) for name in ("postgres", "three_centres")]
        postgres.ensure_database(superuser[0], "three_centres", superuser[1])

    return program, urls, wait


def _port() -> int:
    """The wanted port, or the next free one, which is then said."""
    wanted = int(os.environ.get("PORT", FIRST_PORT))
    for port in range(wanted, wanted + LAST_PORT - FIRST_PORT):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((os.environ.get("HOST", "127.0.0.1"), port))
            except OSError:
                continue
        if port != wanted:
            say(f"  port {wanted} is taken; using {port}")
        return port
    raise Problem(f"No free port from {wanted} on. Choose one: PORT=9000 make run")


def _prepare(environment: dict[str, str]) -> None:
    """In a process of its own: it needs the settings of the product."""
    done = subprocess.run([PYTHON, "-m", "tools.prepare"], cwd=ROOT, env=environment, check=False)
    if done.returncode:
        raise Problem(f"The database could not be prepared; the reason stands above. Logs: {LOGS}")


def _wait_until_healthy(calls: supervision.Calls, environment: dict[str, str]) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        missing = _not_healthy(calls, environment["PORT"])
        if not missing:
            return
        broken = supervision.failed(calls)
        if broken or time.monotonic() > deadline:
            names = broken or missing
            raise Problem(f"Not healthy: {', '.join(names)}.\n\n{_tails(broken)}\nLogs: {LOGS}")
        time.sleep(0.3)


def _not_healthy(calls: supervision.Calls, port: str) -> list[str]:
    waiting = [name for name, state in supervision.states(calls).items() if state != supervision.RUNNING]
    return waiting or _not_ready(f"http://127.0.0.1:{port}/readyz")


def _not_ready(url: str) -> list[str]:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 - our own address
            content = answer.read()
    except urllib.error.HTTPError as refusal:
        content = refusal.read()
    except OSError:
        return ["web"]
    return [f"{name} ({said})" for name, said in _checks(content).items() if said != "ok"]


def _checks(content: bytes) -> dict[str, str]:
    try:
        found: dict[str, str] = json.loads(content)["checks"]
    except (ValueError, KeyError):
        return {"web": "does not answer as expected"}
    return found


def _tails(names: list[str]) -> str:
    tails = []
    for name in names:
        path = Path(LOGS / f"{name}.log")
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()[-15:] if path.exists() else []
        tails.append(f"{name}:\n" + "\n".join(f"    {line}" for line in lines))
    return "\n".join(tails)


def _welcome(calls: supervision.Calls, environment: dict[str, str]) -> None:
    say("")
    for name in sorted(supervision.states(calls)):
        say(f"  ✓ {name:<20} var/log/{name}.log")
    say(f"\n  Open http://{_shown(environment['HOST'])}:{environment['PORT']}/   (Ctrl-C stops everything)\n")


def _shown(host: str) -> str:
    return "localhost" if host in {"127.0.0.1", "0.0.0.0"} else host  # noqa: S104 - compared, not bound


def _watch(process: subprocess.Popen[bytes], calls: supervision.Calls) -> None:
    """Say when a service had to be given up; everything else is in the logs."""
    told: set[str] = set()
    while process.poll() is None:
        for name in set(_given_up(calls)) - told:
            told.add(name)
            say(f"  ! {name} ended again and again and was given up. Its log: var/log/{name}.log")
        time.sleep(2)
    raise Problem(f"The supervisor ended. Its log: {LOGS / 'supervisor.log'}")


def _given_up(calls: supervision.Calls) -> list[str]:
    try:
        return [name for name, state in supervision.states(calls).items() if state == "FATAL"]
    except supervision.GONE:
        return []


if __name__ == "__main__":
    sys.exit(main())
