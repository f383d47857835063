"""Periods of insurance, from 00:00 of the first to 24:00 of the last day; short-rate by begun months (4.2)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal


def year_end(start: date) -> date:
    """The last day of a year that begins on ``start``."""
    return add_months(start, 12) - timedelta(days=1)


def add_months(day: date, months: int) -> date:
    """The same day ``months`` later, or the last day of a shorter month."""
    index = day.month - 1 + months
    year, month = day.year + index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def total_days(start: date, end: date) -> int:
    """Days of the period, both included."""
    return (end - start).days + 1


def begun_months(start: date, last: date) -> int:
    """Calendar months from ``start`` to the end of ``last``; any remainder is one more month."""
    after, months = last + timedelta(days=1), 0
    while add_months(start, months) < after:
        months += 1
    return months


def short_rate(start: date, last: date, table: Mapping[int, Decimal]) -> Decimal:
    """The share of the annual premium for a period shorter than a year."""
    return table[min(begun_months(start, last), max(table))]
