"""Database roles in migrations: what the application role may not do is taken away where the table is made."""

from __future__ import annotations

from django.conf import settings
from django.db.migrations.operations import RunSQL


def restrict_application(table: str, *privileges: str) -> RunSQL:
    """Take ``privileges`` on ``table`` away from the application role; nothing happens where the role is unknown."""
    return _if_role_exists(f"REVOKE {', '.join(privileges)} ON {table} FROM {settings.APPLICATION_ROLE}")


def allow_function(signature: str) -> RunSQL:
    """Let the application role, and nobody else but the owner, call a function that runs with the owner's rights."""
    return RunSQL(
        [
            f"REVOKE ALL ON FUNCTION {signature} FROM PUBLIC",
            _role_block(f"GRANT EXECUTE ON FUNCTION {signature} TO {settings.APPLICATION_ROLE}"),
        ],
        RunSQL.noop,
    )


def append_only(table: str, name: str) -> RunSQL:
    """Refuse UPDATE, DELETE and TRUNCATE on ``table`` for everybody, the owner included."""
    refuse = "EXECUTE FUNCTION core_refuse_change()"
    return RunSQL(
        [
            f"CREATE TRIGGER {name}_keep BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW {refuse}",
            f"CREATE TRIGGER {name}_keep_all BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {refuse}",
        ],
        [f"DROP TRIGGER {name}_keep ON {table}", f"DROP TRIGGER {name}_keep_all ON {table}"],
    )


def _if_role_exists(statement: str) -> RunSQL:
    return RunSQL(_role_block(statement), RunSQL.noop)


def _role_block(statement: str) -> str:
    known = f"SELECT 1 FROM pg_roles WHERE rolname = '{settings.APPLICATION_ROLE}'"  # noqa: S608 - from the settings
    return f"DO $$ BEGIN IF EXISTS ({known}) THEN {statement}; END IF; END $$"
