"""The suite's databases: two templates, one of each per worker, restored after each test. One template is migrated and
holds the reference data; the other holds the demo branch too, which most tests of business would build anew.

Connections of the suite run as the application role, so that a missing grant fails a test. Setting up, restoring and
tampering on purpose use connections of their own.
"""

from __future__ import annotations

import hashlib
import importlib
import io
import json
import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg2
import psycopg2.extensions
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.utils import timezone
from psycopg2.extensions import make_dsn

ROOT = Path(settings.BASE_DIR)
INGREDIENTS = (
    "*/migrations/*.py", "*/models/**/*.py", "*/reference*/**/*", "*/reference*.py", "*/data/**/*", "data/**/*",
    "*/permissions.py", "*/clocks.py", "*/parameters.py", "*/rules/**/*.py", "core/management/**/*.py",
    "tests/sample/*.py", "tools/sql/*.sql", "tests/support/sql/*.sql", "tests/support/databases.py",
)  # fmt: skip
CODE = (*INGREDIENTS, "[a-z]*/**/*.py")
KEPT_OUT = {"__pycache__", ".venv", "node_modules", "var", "integration", "unit", "browser", "concurrency", "matrix"}
TEMPLATE_LOCK = 7303015
MIGRATED, MOST_KEPT = "migrated_", 8  # databases with every migration of a state of the code and no data


def server(database: str, role: str | None = None) -> psycopg2.extensions.connection:
    """A connection of its own, outside Django, in autocommit; without a role it is the server's superuser."""
    given = connections["default"].settings_dict
    wanted = {
        "dbname": database,
        "user": given["USER"],
        "password": given["PASSWORD"],
        "host": given["HOST"],
        "port": given["PORT"],
    }
    wanted |= {key: value for key, value in given["OPTIONS"].items() if key in {"host", "port"}}
    opened = psycopg2.connect(make_dsn(**{key: value for key, value in wanted.items() if value}))
    opened.autocommit = True
    if role:
        with opened.cursor() as cursor:
            cursor.execute(f"SET SESSION ROLE {role}")
    return opened


def run(database: str, *statements: str) -> None:
    with closing(server(database)) as opened, opened.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def point_django_at(database: str, role: str) -> None:
    """Django's connections from now on use ``database`` as ``role``."""
    default = connections["default"]
    default.close()
    default.settings_dict["NAME"] = database
    default.settings_dict["OPTIONS"]["options"] = f"{settings.SESSION} -c role={role}"


def fingerprint() -> str:
    """Changes whenever migrations, models, reference data or this file change."""
    return _digest(INGREDIENTS)


def branch_fingerprint() -> str:
    """Changes with any code that may have a hand in building the branch, and with the day: it begins today."""
    return f"{_digest(CODE)} {timezone.localdate()}"


def _digest(patterns: tuple[str, ...]) -> str:
    digest = hashlib.sha256()
    for pattern in patterns:
        for path in sorted(ROOT.glob(pattern)):
            if path.is_file() and not KEPT_OUT & set(path.parts):
                digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()


def template_database(base: str) -> str:
    """The template with the reference data."""
    return _template(f"{base}_template", fingerprint(), _make_template)


def branch_template_database(base: str) -> str:
    """The template with the demo branch, made from the other one."""
    source = template_database(base)
    return _template(f"{base}_branch_template", branch_fingerprint(), lambda name: _make_branch_template(name, source))


def _template(name: str, wanted: str, make: Callable[[str], None]) -> str:
    """The template, made anew if its ingredients changed. Workers that come together wait for the first."""
    with closing(server("postgres")) as opened, opened.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, hashtext(%s))", [TEMPLATE_LOCK, name])
        cursor.execute("SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [name])
        found = cursor.fetchone()
        if found is None or found[0] != wanted:
            make(name)
            cursor.execute(f'COMMENT ON DATABASE "{name}" IS %s', [wanted])
    return name


def _make_branch_template(name: str, source: str) -> None:
    _copy(source, name)
    point_django_at(name, settings.APPLICATION_ROLE)
    build: Callable[[], None] = importlib.import_module("tests.factories.organisation").make_working_branch
    build()
    connections["default"].close()
    run(name, "DROP SCHEMA snapshot CASCADE", (ROOT / "tests/support/sql/snapshot.sql").read_text(encoding="utf-8"))


def _copy(source: str, name: str) -> None:
    run(
        "postgres",
        f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)',
        f'CREATE DATABASE "{name}" TEMPLATE "{source}" STRATEGY FILE_COPY',
    )
    # Grants on the database itself are not part of a template's copy.
    run(name, (ROOT / "tools/sql/roles.sql").read_text(encoding="utf-8"))


def _make_template(name: str) -> None:
    """From the nearest migrated database of this server: only what it lacks is migrated, and kept for the next time."""
    wanted = migrations()
    nearest, known = _nearest(wanted)
    source = f'"{nearest}" STRATEGY FILE_COPY' if nearest else "template0 ENCODING 'UTF8' LC_COLLATE 'C.UTF-8'"
    run(
        "postgres",
        f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)',
        f'CREATE DATABASE "{name}" TEMPLATE {source}' + ("" if nearest else " LC_CTYPE 'C.UTF-8'"),
    )
    run(name, (ROOT / "tools/sql/roles.sql").read_text(encoding="utf-8"))
    point_django_at(name, settings.OWNER_ROLE)
    if known != wanted:
        call_command("migrate", verbosity=0)
        connections["default"].close()
        _keep(name, wanted)
        point_django_at(name, settings.OWNER_ROLE)
    call_command("migrate", run_syncdb=True, verbosity=0)
    point_django_at(name, settings.APPLICATION_ROLE)
    load_reference()
    connections["default"].close()
    run(name, (ROOT / "tests/support/sql/snapshot.sql").read_text(encoding="utf-8"))


def migrations() -> dict[str, str]:
    """The content of every migration, and of the roles they grant to."""
    paths = [*ROOT.glob("*/migrations/[0-9]*.py"), *ROOT.glob("tools/sql/*.sql")]
    return {str(path.relative_to(ROOT)): hashlib.sha1(path.read_bytes()).hexdigest()[:12] for path in sorted(paths)}


def _nearest(wanted: dict[str, str]) -> tuple[str, dict[str, str]]:
    """The migrated database that has the most of what is wanted and nothing else."""
    with closing(server("postgres")) as opened, opened.cursor() as cursor:
        cursor.execute(
            "SELECT datname, shobj_description(oid, 'pg_database') FROM pg_database WHERE datname LIKE %s",
            [f"{MIGRATED}%"],
        )
        kept = [(name, json.loads(said)) for name, said in cursor.fetchall() if said]
    fitting = [(name, known) for name, known in kept if known.items() <= wanted.items()]
    return max(fitting, key=lambda one: len(one[1]), default=("", {}))


def _keep(name: str, wanted: dict[str, str]) -> None:
    """A copy for the next template; the ones that nobody needs any more make room."""
    said = json.dumps(wanted)
    copy = MIGRATED + hashlib.sha256(said.encode()).hexdigest()[:12]
    with closing(server("postgres")) as opened, opened.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, 0)", [TEMPLATE_LOCK])
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s ORDER BY oid", [f"{MIGRATED}%"])
        kept = [row[0] for row in cursor.fetchall()]
        if copy in kept:
            return
        for old in kept[: max(len(kept) + 1 - MOST_KEPT, 0)]:
            cursor.execute(f'DROP DATABASE IF EXISTS "{old}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{name}" STRATEGY FILE_COPY')
        cursor.execute(f'COMMENT ON DATABASE "{copy}" IS %s', [said])


def load_reference() -> None:
    call_command("load_reference", stdout=io.StringIO())


class WorkerDatabases:
    """The databases of one worker, each made when a test first wants it; Django is pointed at the one in use."""

    def __init__(self, given: str) -> None:
        self.base = given if given.startswith("test_") else f"test_{given}"
        self.made: dict[bool, str] = {}
        self.with_branch: bool | None = None

    def use(self, *, with_branch: bool) -> None:
        if with_branch is self.with_branch:
            return
        if with_branch not in self.made:
            self.made[with_branch] = self._make(with_branch=with_branch)
        point_django_at(self.made[with_branch], settings.APPLICATION_ROLE)
        self.with_branch = with_branch

    def _make(self, *, with_branch: bool) -> str:
        source = (branch_template_database if with_branch else template_database)(self.base)
        name = f"{self.base}_{worker_name()}" + ("_branch" if with_branch else "")
        _copy(source, name)
        return name

    def drop(self) -> None:
        for name in self.made.values():
            drop_database(name)


def drop_database(name: str) -> None:
    connections["default"].close()
    run("postgres", f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def restore() -> None:
    """Every table as the template had it, sequences included; triggers and foreign keys do not fire."""
    run(connections["default"].settings_dict["NAME"], "SELECT snapshot.restore()")


def sweep(most_dead: int = 500) -> None:
    """Clear away rows that tests rolled back: they stay in the files, and every later test would read past them. A test
    leaves hundreds of units, people and grants behind; after a thousand tests they took most of its time."""
    with closing(server(connections["default"].settings_dict["NAME"])) as opened, opened.cursor() as cursor:
        cursor.execute(
            "SELECT format('%%I.%%I', schemaname, relname) FROM pg_stat_user_tables WHERE n_dead_tup > %s", [most_dead]
        )
        if crowded := ", ".join(row[0] for row in cursor.fetchall()):
            cursor.execute(f"VACUUM (SKIP_DATABASE_STATS, SKIP_LOCKED) {crowded}")


@contextmanager
def connected_as(role: str | None) -> Iterator[Any]:
    """A cursor of another role on the worker's database: the owner, or the superuser for ``None``."""
    with closing(server(connections["default"].settings_dict["NAME"], role)) as opened, opened.cursor() as cursor:
        yield cursor


@contextmanager
def signed_in_as(role: str) -> Iterator[Any]:
    """A cursor of a session that never was anybody else, as after signing in with the role's password."""
    with connected_as(None) as cursor:
        cursor.execute(f"SET SESSION AUTHORIZATION {role}")
        yield cursor


def worker_name() -> str:
    return os.environ.get("PYTEST_XDIST_WORKER", "main")
