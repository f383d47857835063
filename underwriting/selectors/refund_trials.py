"""What a new version of a product says about refunds, tried on the refund cases of the product (PRD-06, domain 4.3)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from underwriting.models import ProductVersion, RatingCase
from underwriting.rules.products import ProductFact
from underwriting.rules.rating import RatingFault
from underwriting.selectors.catalogue import fact_of
from underwriting.selectors.table_cases import refund_of
from underwriting.selectors.tables import NoTable
from underwriting.selectors.tariffs import CaseRun, cases_of

REFUNDS = "refund.rules"


def refund_terms(fields: Mapping[str, Any]) -> tuple[str, Decimal, str]:
    """What decides how much of a premium goes back: the method, the fee before the start, the short-rate table."""
    rules = fields.get("rules") or {}
    return rules.get("refund", ""), Decimal(str(rules.get("cancellation_fee") or 0)), fields.get("short_rate", "")


def refund_cases(code: str, on: date) -> list[RatingCase]:
    """The refund cases in force of a product."""
    return [case for case in cases_of([REFUNDS], on) if case.content.get("line") == code]


def try_version(code: str, fields: Mapping[str, Any], on: date, expected: Mapping[str, str]) -> list[CaseRun]:
    """Each of them under the version as it is proposed; ``expected`` are the results that it means to change."""
    cases = refund_cases(code, on)
    if not cases:
        return []
    sold = fact_of(ProductVersion(code=code, version="draft", **fields), on)
    return [_run(case, sold, expected) for case in cases]


def _run(case: RatingCase, sold: ProductFact, expected: Mapping[str, str]) -> CaseRun:
    wanted = Decimal(expected.get(case.code) or case.expected)
    try:
        return CaseRun(case=case, expected=wanted, given=refund_of(case, sold))
    except (RatingFault, NoTable) as fault:
        return CaseRun(case=case, expected=wanted, given=None, fault=str(fault))
