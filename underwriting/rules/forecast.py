"""What the next months will bring: the line through the months before, and the season of last year (DUT-17, DUT-36).

The line is that of least squares through the months known. Where two whole years are known, each month is weighed with
its season: what the same month had a year ago against the mean of that year.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.money import to_cents

FEWEST_MONTHS, YEAR = 3, 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """Amounts of the months to come, with the line they lie on; ``seasonal`` when last year's season was weighed in."""

    months: tuple[Decimal, ...]
    start: Decimal
    slope: Decimal
    seasonal: bool


def forecast(known: Sequence[Decimal], ahead: int) -> Forecast | None:
    """``ahead`` months after the last of ``known`` (oldest first, whole months); None while too few are known.

    Amounts never fall below zero and are rounded to the cent.
    """
    if len(known) < FEWEST_MONTHS:
        return None
    start, slope = _line(known)
    places = range(len(known), len(known) + ahead)
    seasonal = len(known) >= 2 * YEAR and sum(known[-YEAR:]) > 0
    weights = [_season(known, place) if seasonal else Decimal(1) for place in places]
    months = tuple(
        max(to_cents((start + slope * place) * weight), Decimal("0.00"))
        for place, weight in zip(places, weights, strict=True)
    )
    return Forecast(months=months, start=to_cents(start), slope=to_cents(slope), seasonal=seasonal)


def _line(known: Sequence[Decimal]) -> tuple[Decimal, Decimal]:
    """Start and slope of the line of least squares."""
    count = len(known)
    places = sum(range(count))
    squares = sum(place * place for place in range(count))
    total = sum(known, Decimal(0))
    products = sum((place * amount for place, amount in enumerate(known)), Decimal(0))
    slope = (count * products - places * total) / (count * squares - places * places)
    return (total - slope * places) / count, slope


def _season(known: Sequence[Decimal], place: int) -> Decimal:
    """The month a year before against the mean of the last year."""
    last = known[-YEAR:]
    return last[(place - len(known)) % YEAR] * YEAR / sum(last)
