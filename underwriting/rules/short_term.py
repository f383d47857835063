"""Cover shorter than a year: only for the reasons of the compulsory-insurance regulation (art. 20, CT-20)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from underwriting.rules import periods
from underwriting.rules.words import gettext_noop as _


class ShortTerm(StrEnum):
    """Why compulsory cover may last less than a year."""

    TEMPORARY_ENTRY = "entry"
    TEMPORARY_ROAD = "road"
    NEAR_SCRAPPING = "scrap"
    REGULATOR = "other"


REASON_NAMES = {
    ShortTerm.TEMPORARY_ENTRY: _("foreign vehicle, temporary entry"),
    ShortTerm.TEMPORARY_ROAD: _("temporary use of the road"),
    ShortTerm.NEAR_SCRAPPING: _("less than a year to compulsory scrapping"),
    ShortTerm.REGULATOR: _("other case set by the regulator"),
}
NOT_FLOATED = frozenset({ShortTerm.TEMPORARY_ENTRY, ShortTerm.TEMPORARY_ROAD})
TAX_FREE = frozenset({ShortTerm.TEMPORARY_ENTRY})


class PeriodFault(ValueError):
    """The period cannot be agreed; ``field`` says where, the message is an English sentence to be translated."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortPeriod:
    """What a short period does to an annual premium: the share of its begun months; whether accidents float it."""

    months: int
    share: Decimal
    reason: str
    version: str

    @property
    def floats(self) -> bool:
        return self.reason not in NOT_FLOATED


def agreed_end(start: date, end: date | None, reason: str, evidence: str) -> date:
    """The last day of cover: a year, or an earlier day for a legal reason with its evidence. Raises ``PeriodFault``."""
    year_end = periods.year_end(start)
    if end is None or end == year_end:
        if reason:
            raise PeriodFault("end_on", _("Say on which day the short cover ends."))
        return year_end
    if not start <= end < year_end:
        raise PeriodFault("end_on", _("Short cover ends after its beginning and within a year."))
    if reason not in set(ShortTerm):
        raise PeriodFault("short_term", _("Cover lasts a year; a shorter period needs one of the legal reasons."))
    if not evidence.strip():
        raise PeriodFault("short_term_evidence", _("Name the paper that proves the reason."))
    return end


def short_period(
    start: date, end: date, reason: str, table: Mapping[int, Decimal], *, version: str
) -> ShortPeriod | None:
    """None for a whole year."""
    if not reason:
        return None
    share = periods.short_rate(start, end, table)
    return ShortPeriod(months=periods.begun_months(start, end), share=share, reason=reason, version=version)
