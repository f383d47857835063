"""The version of a table that was in force on the day of the accident."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q

from claims.models import ClaimTable
from claims.rules.commercial import Combination, Deductions
from claims.rules.compulsory import Category, CompulsoryLimits
from claims.rules.documents import Needed
from underwriting.public import StateLimit

LIMITS, RATIOS, TERMS = "mci.limits", "motor.fault_ratios", "motor.clause_terms"
RESERVES, DOCUMENTS = "claims.default_reserves", "claims.documents"


class NoTable(LookupError):
    """No released version of the table is in force on the day."""


@dataclass(frozen=True, slots=True)
class Table:
    """One version of a table."""

    version: str
    data: Any


Tables = Mapping[str, Table]


def tables(on: date, *codes: str) -> Tables:
    """The released versions of ``codes`` in force on ``on``, in one statement. Raises ``NoTable``."""
    released = Q(proposed_by=None) | Q(approved_by__isnull=False)
    rows = ClaimTable.objects.filter(released, code__in=codes, effective__contains=on)
    found = {row.code: Table(row.version, row.data) for row in rows}
    for code in codes:
        if code not in found:
            raise NoTable(code)
    return found


def compulsory_limits(found: Tables) -> CompulsoryLimits:
    """Limits of the day of the accident, whatever the day of calculation."""
    table = found[LIMITS]
    liable, blameless = (
        {category: Decimal(table.data[side][category.value]) for category in Category}
        for side in ("liable", "blameless")
    )
    return CompulsoryLimits(version=table.version, liable=liable, blameless=blameless)


def state_limits(on: date) -> list[StateLimit]:
    """The limits of compulsory cover in force on a day, as the policy prints them; none before the first table."""
    try:
        limits = compulsory_limits(tables(on, LIMITS))
    except NoTable:
        return []
    return [StateLimit(one.value, limits.liable[one], limits.blameless[one]) for one in Category]


def liability_ratio(found: Tables, counterpart: str, fault: str) -> tuple[Decimal, str]:
    """The insured's share of liability, and the version that says so."""
    table = found[RATIOS]
    return Decimal(table.data[counterpart][fault]), table.version


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseTerms:
    """What the clause takes off by fault, and how it writes a vehicle down."""

    version: str
    fault_rate: Decimal
    combination: Combination
    monthly_rate: Decimal
    most: Decimal

    def deductions(self, *, rate: Decimal, amount: Decimal) -> Deductions:
        """With the optional absolute deductible of the policy."""
        extra = (rate,) if rate else ()
        return Deductions(
            fault_rate=self.fault_rate,
            extra_rates=extra,
            amount=amount,
            combination=self.combination,
            clause=self.version,
        )


def clause_terms(found: Tables, fault: str, vehicle_class: str) -> ClauseTerms:
    table = found[TERMS]
    data = table.data
    return ClauseTerms(
        version=table.version,
        fault_rate=Decimal(data["fault_rates"][fault]),
        combination=Combination(data["combination"]),
        monthly_rate=Decimal(data["monthly_depreciation"].get(vehicle_class, "0")),
        most=Decimal(data["most_depreciation"]),
    )


def usual_reserve(found: Tables, coverage: str) -> Decimal:
    """What a claim of the coverage costs on average; used until something is known (domain 6.5)."""
    return Decimal(found[RESERVES].data.get(coverage, "0"))


def document_catalogue(found: Tables) -> tuple[Needed, ...]:
    return tuple(
        Needed(code=row["code"], name=row["name"], when=row.get("when", "always"), lines=tuple(row.get("lines", ())))
        for row in found[DOCUMENTS].data
    )
