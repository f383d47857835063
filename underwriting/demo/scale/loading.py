"""Bulk loading: indexes and foreign keys are set aside for it and made anew afterwards, all in one transaction."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from django.db import connection

# What is dropped and built again. Unique constraints stay: rows are checked by them while they come in.
_SET_ASIDE = """
SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', c.conrelid::regclass, c.conname),
       format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', c.conrelid::regclass, c.conname, pg_get_constraintdef(c.oid))
  FROM pg_constraint c
 WHERE c.contype IN ('f', 'x') AND c.conrelid = ANY (%(tables)s::regclass[])
UNION ALL
SELECT format('DROP INDEX %%s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid)
  FROM pg_index i
 WHERE NOT i.indisunique AND i.indrelid = ANY (%(tables)s::regclass[])
   AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid)
"""
_OWNED = """
SELECT bool_and(pg_has_role(current_user, relowner, 'USAGE')) FROM pg_class WHERE oid = ANY (%s::regclass[])
"""


def owns(tables: Sequence[str]) -> bool:
    """Whether the present role may take the indexes of these tables away."""
    with connection.cursor() as cursor:
        cursor.execute(_OWNED, [list(tables)])
        return bool(cursor.fetchone()[0])


@contextmanager
def without_indexes(tables: Sequence[str]) -> Iterator[None]:
    """Inside, rows go in without secondary indexes and foreign keys; at the end all are built and checked at once."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
        cursor.execute("SET LOCAL work_mem = '128MB'")
        cursor.execute(_SET_ASIDE, {"tables": list(tables)})
        found = cursor.fetchall()
        for drop, _make in found:
            cursor.execute(drop)
        yield
        for _drop, make in found:
            cursor.execute(make)


def copy_in(table: str, columns: Iterable[str], rows: Iterable[Sequence[object]]) -> None:
    """COPY rows into a table; None is NULL."""
    text = io.StringIO()
    csv.writer(text).writerows([["\\N" if value is None else value for value in row] for row in rows])
    text.seek(0)
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {table} ({', '.join(columns)}) FROM STDIN (FORMAT csv, NULL '\\N')", text)


def analyse(tables: Sequence[str]) -> None:
    """Fresh statistics and a visibility map, outside a transaction."""
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"VACUUM (ANALYZE) {table}")
