"""Named locks of the running transaction, for what has no row to lock yet."""

from __future__ import annotations

from django.db import connection


def hold(name: str) -> None:
    """Wait for the lock ``name`` and keep it until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
