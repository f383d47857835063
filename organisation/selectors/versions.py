"""Effective-dated rows: which version holds when, and how a new one joins the others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange


def text_of(period: Any) -> str:
    """A period as it is compared: both ends, open ends empty."""
    return f"{period.lower or ''}/{period.upper or ''}"


def in_force(rows: Iterable[Any], on: date) -> Any | None:
    """The version that holds on a day."""
    return next((row for row in rows if _holds(row.effective, on)), None)


def _holds(period: Any, on: date) -> bool:
    if period.isempty:
        return False
    return (period.lower is None or period.lower <= on) and (period.upper is None or on < period.upper)


def following(rows: Iterable[Any], on: date) -> Any | None:
    """The next version that begins after a day."""
    later = [row for row in rows if not row.effective.isempty and row.effective.lower and row.effective.lower > on]
    return min(later, key=lambda row: row.effective.lower, default=None)


def cut(row: Any, on: date) -> None:
    """Let a version end before ``on``, its only change. One that begins on the day will never have held."""
    row.effective = DateRange(row.effective.lower, on)
    row.save(update_fields=["effective"])


def period_from(rows: Sequence[Any], on: date) -> DateRange:
    """From ``on`` until the end that was approved before: that of the version in force, or the start of the next."""
    held, after = in_force(rows, on), following(rows, on)
    if held is not None:
        return DateRange(on, held.effective.upper)
    return DateRange(on, after.effective.lower if after is not None else None)
