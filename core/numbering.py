"""Business numbers. Gap-free series are counter rows, taken last in a transaction; ordinary ones are sequences."""

from __future__ import annotations

from datetime import datetime

from django.db import connection
from django.db.models import Model
from django.utils.timezone import localdate


def next_number(series: str, *, gap_free: bool) -> int:
    """The next number of ``series``. A gap-free number comes back when the transaction rolls back and makes
    concurrent takers of the same series wait for its end, so take it as late as possible."""
    function = "core_next_number" if gap_free else "core_next_ordinary"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [series])
        return int(cursor.fetchone()[0])


def number_of_year(prefix: str, at: datetime) -> str:
    """``EO2026000123``: what it is, the year of the calendar here at that moment, the sequence of the year."""
    series = f"{prefix}{localdate(at).year}"
    return f"{series}{next_number(series, gap_free=False):06d}"


def business_number(kind: str, line: str, year: int, institution: str, *, gap_free: bool) -> str:
    """``<kind><line 3><year 4><institution 6><sequence 7>``, such as ``PMOD20253705020000123`` (own scheme)."""
    prefix = f"{kind}{line}{year:04d}{institution}"
    return _written(prefix, next_number(prefix, gap_free=gap_free))


def number_and_id(model: type[Model], kind: str, line: str, year: int, institution: str) -> tuple[str, int]:
    """A gap-free ``business_number`` and the ``reserved_id`` of its row, in one statement."""
    prefix = f"{kind}{line}{year:04d}{institution}"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT core_next_number(%s), nextval(pg_get_serial_sequence(%s, 'id'))", [prefix, model._meta.db_table]
        )
        number, pk = cursor.fetchone()
        return _written(prefix, number), pk


def _written(prefix: str, number: int) -> str:
    return f"{prefix}{number:07d}"


def reserved_id(model: type[Model]) -> int:
    """The primary key that a row will have, so that what belongs to it can be written before it."""
    return reserved_ids(model, 1)[0]


def reserved_ids(model: type[Model], count: int) -> list[int]:
    """The primary keys that so many rows will have, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [pk for (pk,) in cursor.fetchall()]
