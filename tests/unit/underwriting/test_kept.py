"""How long papers of a contract are kept (LAW-87)."""

from __future__ import annotations

from datetime import date

import pytest

from underwriting.rules.kept import retention


@pytest.mark.req("ARC-01")
@pytest.mark.parametrize(
    ("end", "period"),
    [(date(2026, 2, 28), "business_short"), (date(2026, 3, 1), "business_long"), (date(2027, 2, 28), "business_long")],
)
def test_contracts_of_more_than_a_year_are_kept_longer(end: date, period: str) -> None:
    assert retention(date(2025, 3, 1), end) == (period, "customer_identity")
