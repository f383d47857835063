"""Periods of insurance, from 00:00 of the first to 24:00 of the last day; short-rate by begun months (4.2)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortRates:
    """Shares of the annual premium by begun months. Very short accident cover is charged by day instead: below so many
    days, at a multiple of the annual premium over a divisor (SR-A: × 5 ÷ 360 below 15 days)."""

    months: Mapping[int, Decimal]
    days_below: int = 0
    day_multiple: Decimal = Decimal(0)
    day_divisor: Decimal = Decimal(1)

    def is_by_day(self, start: date, last: date) -> bool:
        return total_days(start, last) < self.days_below

    def share(self, start: date, last: date) -> Decimal:
        """The share that a period from ``start`` to the end of ``last`` costs."""
        if self.is_by_day(start, last):
            return total_days(start, last) * self.day_multiple / self.day_divisor
        return short_rate(start, last, self.months)


def short_rates(data: Mapping[str, Any]) -> ShortRates:
    """A table as it is kept: months by number, and the three entries of very short cover where there are any."""
    return ShortRates(
        months={int(key): Decimal(str(share)) for key, share in data.items() if key.isdecimal()},
        days_below=int(data.get("days_below", 0)),
        day_multiple=Decimal(str(data.get("day_multiple", 0))),
        day_divisor=Decimal(str(data.get("day_divisor", 1))),
    )


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
