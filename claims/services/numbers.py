"""Primary keys that are known before the row is written."""

from __future__ import annotations

from django.db import connection
from django.db.models import Model


def reserved_id(model: type[Model]) -> int:
    """The primary key that a row will have, so that what belongs to it can be written with it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [model._meta.db_table])
        return int(cursor.fetchone()[0])
