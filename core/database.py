"""Operations of migrations: tables made at once, and what the application role may not do taken away with them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import CreateModel, RunSQL
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


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


class CreateTables(Operation):
    """The tables of an app at once. Django renders every related model anew after each single ``CreateModel``, which
    makes a first migration of many tables quadratic; here the models are rendered once. A table may refer to one
    further down, for foreign keys and indexes are made after all tables.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, operations: list[CreateModel]) -> None:
        self.operations = operations

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return self.__class__.__name__, [], {"operations": self.operations}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return f"Create {len(self.operations)} tables"
