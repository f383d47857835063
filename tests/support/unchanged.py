"""A refusal leaves the database as it was: every row of every table, not only the ones a test thinks of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection

# A denial is itself recorded; tests of the audit trail say what the record holds.
DENIALS = frozenset({"core_auditentry", "core_audithead"})


@contextmanager
def nothing_changed(*, but: Iterable[str] = (), ignoring: Iterable[str] = DENIALS) -> Iterator[None]:
    """Fails when a row of any table was added, removed or altered; ``but`` names further tables that may change."""
    allowed = {*but, *ignoring}
    before = _content(allowed)
    yield
    after = _content(allowed)
    changed = sorted(table for table in before.keys() | after.keys() if before.get(table) != after.get(table))
    assert not changed, f"changed although it was refused: {', '.join(changed)}"


def _content(allowed: set[str]) -> dict[str, tuple[int, int]]:
    with connection.cursor() as cursor:
        tables = [table for table in connection.introspection.table_names(cursor) if table not in allowed]
        digest = "SELECT '{0}', count(*), coalesce(sum(hashtextextended(t::text, 0)), 0) FROM \"{0}\" t"
        cursor.execute(" UNION ALL ".join(digest.format(table) for table in tables))
        return {table: (count, total) for table, count, total in cursor.fetchall()}
