"""The share of the annual premium that a period costs: a year, begun months, days or the whole project (4.2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from underwriting.rules import periods
from underwriting.rules.rating.basis import ONE, NoRate, Period, PeriodBasis, RatingFault, Tariff
from underwriting.rules.words import gettext_noop as _

MONTHS_OF_A_YEAR = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What is applied to the annual premium, with its explanation; ``rule`` is empty for a whole year."""

    value: Decimal = ONE
    rule: str = ""
    detail: str = ""
    basis: str = ""


def share_of(period: Period, tariff: Tariff, *, annual_rate: bool = False) -> Share:
    """The period factor. ``annual_rate`` marks a rate per year within a project, as for construction plant."""
    if period.end_on < period.start_on:
        raise RatingFault("end_on", _("The last day is before the first."))
    if period.basis == PeriodBasis.PROJECT and not annual_rate:
        return Share()
    year_end = periods.year_end(period.start_on)
    if period.end_on == year_end:
        return Share()
    if period.end_on > year_end or period.basis == PeriodBasis.PRO_RATA:
        return _by_day(period)
    return _by_table(period, tariff)


def _by_day(period: Period) -> Share:
    return Share(
        value=Decimal(period.days) / period.year_days,
        rule=_("Period, by day"),
        detail=f"{period.days} / {period.year_days}",
    )


def _by_table(period: Period, tariff: Tariff) -> Share:
    """By begun months; very short accident cover by day as its table says (SR-A)."""
    table: Mapping[str, Any] = tariff.get("short_rate", {})
    basis = str(tariff.get("short_rate_version", ""))
    if period.days < int(table.get("days_below", 0)):
        value = period.days * Decimal(str(table["day_multiple"])) / Decimal(str(table["day_divisor"]))
        return Share(value=value, rule=_("Very short period, by day"), detail=str(period.days), basis=basis)
    months = min(period.begun_months, MONTHS_OF_A_YEAR)
    share = table.get(str(months))
    if share is None:
        raise NoRate("end_on", _("The product is not sold for a period shorter than a year."))
    return Share(value=Decimal(str(share)), rule=_("Short period, by begun months"), detail=str(months), basis=basis)
