"""Brings the database and the files of the product up to date. Run before its processes start.

Migrations run as the owner role (``DATABASE_OWNER_URL``); everything else as the application role.
"""

from __future__ import annotations

import os
import sys
from contextlib import closing
from pathlib import Path

import psycopg2

from tools import catalogue
from tools.console import Problem, quietly, report, step
from tools.paths import LOGS, PYTHON, ROOT
from tools.stamps import digest, once_for

ROLES = Path("tools") / "sql" / "roles.sql"


def main(asked: list[str]) -> int:
    try:
        if not asked or "files" in asked:
            prepare_files()
        if not asked or "database" in asked:
            prepare_database()
    except Problem as problem:
        return report(problem)
    return 0


def prepare_files() -> None:
    words = list((ROOT / "locale").glob("**/*.po"))
    with once_for("translations", digest(words), made=catalogue.CATALOGUE.with_suffix(".mo")) as needed:
        if needed:
            with step("compiling translations"):
                catalogue.compile_catalogue()
    with once_for("static", digest((ROOT / "static").rglob("*")), made=_static_root()) as needed:
        if needed:
            with step("collecting static files"):
                manage("collectstatic", "--noinput", "--clear", advice="See the log above.")


def _static_root() -> Path:
    return Path(os.environ.get("STATIC_ROOT", ROOT / "staticfiles"))


def prepare_database() -> None:
    import django  # noqa: PLC0415

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")
    django.setup()
    if _has_unapplied_migrations():
        with step("migrating the database"):
            _migrate()
    with step("loading reference data"):
        _in_process("load_reference")
    if _wants_demo():
        with step("making the demo branch"):
            _in_process("seed_demo")


def _has_unapplied_migrations() -> bool:
    from django.db import connection  # noqa: PLC0415
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415

    executor = MigrationExecutor(connection)
    pending = bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    connection.close()
    return pending


def _migrate() -> None:
    owner = {"DATABASE_URL": os.environ.get("DATABASE_OWNER_URL", os.environ["DATABASE_URL"])}
    _ensure_roles(owner["DATABASE_URL"])
    advice = (
        "The migrations run as the role of DATABASE_OWNER_URL, which owns the tables (README.md, “Configuration”). "
        "A database of before the migrations were folded: docs/adr/0008-folded-migrations.md."
    )
    manage("migrate", "--noinput", advice=advice, environment=owner)


def _ensure_roles(owner_url: str) -> None:
    """Migrations give and take rights by the roles' names and index with two extensions: both roles and both extensions
    must be there in a database that was given to us."""
    with closing(psycopg2.connect(owner_url)) as server, server, server.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM pg_roles WHERE rolname IN ('tc_owner', 'tc_app')),"
            " (SELECT count(*) FROM pg_extension WHERE extname IN ('btree_gist', 'pg_trgm'))"
        )
        if cursor.fetchone() == (2, 2):
            return
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if cursor.fetchone() != (True,):
            raise Problem(f"Roles (tc_owner, tc_app) or extensions are missing. Run as a superuser: psql -f {ROLES}")
        cursor.execute((ROOT / ROLES).read_text(encoding="utf-8"))


def _wants_demo() -> bool:
    from django.conf import settings  # noqa: PLC0415
    from django.contrib.auth import get_user_model  # noqa: PLC0415

    return bool(settings.DEMO) and not get_user_model()._default_manager.exists()


def _in_process(command: str) -> None:
    from django.core.management import call_command  # noqa: PLC0415

    LOGS.mkdir(parents=True, exist_ok=True)
    with (LOGS / f"manage-{command}.log").open("w", encoding="utf-8") as log:
        call_command(command, stdout=log)


def manage(*words: str, advice: str, environment: dict[str, str] | None = None) -> None:
    command: list[str | Path] = [PYTHON, "manage.py", *words]
    quietly(command, log=f"manage-{words[0]}", advice=advice, environment=os.environ | (environment or {}))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
