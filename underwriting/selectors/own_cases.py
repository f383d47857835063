"""Regression cases of a tariff by itself, before a product uses it: an entry with what a product would say of it – kind
of business, short rates, how a period is charged (PRD-06)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from underwriting.models import RatingCase
from underwriting.rules import rating
from underwriting.rules.rating import Period
from underwriting.rules.table_kinds import can_be_copied
from underwriting.selectors import catalogue
from underwriting.selectors.tables import table


def is_own(case: RatingCase) -> bool:
    """Whether the case tests its tariff without a product."""
    return can_be_copied(case.product)


def premium_of(case: RatingCase) -> Decimal:
    """What the tariff gives for the entry. Raises ``RatingFault`` or ``NoTable``."""
    said: Mapping[str, Any] = case.content
    tariff = table(case.product, case.start_on)
    short = table(said["short_rate"], case.start_on) if said["short_rate"] else None
    period = Period(start_on=case.start_on, end_on=case.end_on, basis=said["basis"])
    return rating.rate(said["module"], said["entry"], catalogue.combined(tariff, short), period=period).premium


def own_content(case: RatingCase, on: date) -> dict[str, Any]:
    """A case of a product, said so that it stands without the product."""
    if is_own(case):
        return dict(case.content)
    fact = catalogue.product(case.product, on)
    basis = fact.period(case.start_on, case.end_on).basis
    return {"module": fact.module, "short_rate": fact.short_rate, "basis": str(basis), "entry": case.content}
