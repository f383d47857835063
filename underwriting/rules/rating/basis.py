"""What every rating module speaks of: the period, the result with its coverages, and faults that name a field (4.2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from core.explain import Explained
from underwriting.rules import periods
from underwriting.rules.words import gettext_noop as _

ZERO, ONE = Decimal(0), Decimal(1)
Tariff = Mapping[str, Any]


class RatingFault(ValueError):
    """The entry cannot be rated. ``field`` says where; ``message`` is an English text to be translated and filled with
    ``values``."""

    def __init__(self, field: str, message: str, **values: str) -> None:
        super().__init__(message % values if values else message)
        self.field = field
        self.message = message
        self.values = values


class FactorNotFiled(RatingFault):
    """A factor outside its filed range, or one that is not filed at all, is a hard stop."""


class NoRate(RatingFault):
    """The tariff has no rate for what was entered."""


class PeriodBasis(StrEnum):
    """How a period other than a year is charged: by table of begun months, by day, or once for the whole project."""

    SHORT_RATE = "short_rate"
    PRO_RATA = "pro_rata"
    PROJECT = "project"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From 00:00 of the first to 24:00 of the last day."""

    start_on: date
    end_on: date
    basis: str = PeriodBasis.SHORT_RATE

    @property
    def days(self) -> int:
        return periods.total_days(self.start_on, self.end_on)

    @property
    def year_days(self) -> int:
        return periods.total_days(self.start_on, periods.year_end(self.start_on))

    @property
    def begun_months(self) -> int:
        return periods.begun_months(self.start_on, self.end_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """One cover of the policy: what it insures, its rate and premium; ``limit`` is what one accident can cost where
    that is not the sum insured."""

    code: str
    sum_insured: Decimal
    annual: Decimal
    premium: Decimal
    rate: Decimal | None = None
    limit: Decimal | None = None
    deductible_amount: Decimal = ZERO
    deductible_rate: Decimal = ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """The premium of a proposal with its coverages, which add up to it, and every step; ``technical`` is what the
    filed rates give for a year where ``charged`` is taken."""

    premium: Decimal
    annual: Decimal
    sum_insured: Decimal
    coverages: tuple[Coverage, ...]
    explained: Explained
    charged: Decimal = ZERO
    technical: Decimal = ZERO

    @property
    def deviation(self) -> Decimal:
        return percent_below(self.charged, self.technical)


def percent_below(charged: Decimal, technical: Decimal) -> Decimal:
    """By how many percent a charge lies below what the filed rates give; never less than nothing."""
    if charged >= technical:
        return ZERO
    return ((1 - charged / technical) * 100).quantize(Decimal("0.01"))


def figure(value: Any, field: str) -> Decimal:
    """A figure of a tariff or an entry; refuses what is not a finite number."""
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        raise RatingFault(field, _("Enter a number.")) from None
    if not found.is_finite():
        raise RatingFault(field, _("Enter a number."))
    return found


def rate_in(tariff: Tariff, table: str, *keys: str, field: str) -> Decimal:
    """The rate under ``keys`` in a table of the tariff. Raises ``NoRate`` with the field that chose it."""
    found: Any = tariff.get(table, {})
    for key in keys:
        if not isinstance(found, Mapping) or key not in found:
            raise NoRate(field, _("The tariff has no rate for “%(key)s”."), key=key)
        found = found[key]
    return figure(found, field)


def per_mille(rate: Decimal) -> str:
    """A rate as people type it."""
    return f"{(rate * 1000).normalize():f}"


def positive(amount: Decimal, field: str) -> Decimal:
    """An amount above zero, or the fault that asks for one."""
    if amount <= ZERO:
        raise RatingFault(field, _("Enter an amount above zero."))
    return amount
