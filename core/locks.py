"""Named locks of the running transaction, for what has no row to lock yet."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection


def hold(name: str) -> None:
    """Wait for the lock ``name`` and keep it until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def hold_all(names: Iterable[str]) -> None:
    """Several locks in one statement, taken in the order of their names, so that nobody waits in a circle."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(name, 0)) FROM unnest(%s::text[]) AS name",
            [sorted(set(names))],
        )
