"""How far a rated entry lies below the filed rates: what authority and automatic underwriting are measured by (4.2)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.unit.underwriting.test_line_rating import RT_1, rated
from underwriting.rules.rating import percent_below

D = Decimal
VOYAGE = {"goods": "general", "conditions": "comprehensive", "value": "200000", "freight": "5000", "markup": "0.1"}
CLAUSE = {"pricing_basis": "再保人报价", "sections": [{"code": "MAIN", "sum_insured": "1000000", "rate": "0.0015"}]}


@pytest.mark.req("UWR-06")
@pytest.mark.parametrize(
    ("product", "module", "content", "expected"),
    [
        ("PRB", "property", RT_1, "23.05"),
        ("PRB", "property", RT_1 | {"factors": {}}, "0"),
        ("PRB", "property", RT_1 | {"factors": {"construction": "1.30", "channel": "0.90"}}, "0"),
        ("PRB", "property", RT_1 | {"factors": {"channel": "0.90"}, "riders": ["THEFT"]}, "10.00"),
        ("CGD", "cargo", VOYAGE, "0"),
        ("CGD", "cargo", VOYAGE | {"agreed_rate": "0.00105"}, "30.00"),
        ("CGD", "cargo", VOYAGE | {"agreed_rate": "0.00105", "factors": {"packing": "0.80"}}, "44.00"),
        ("GEN", "generic", CLAUSE, "25.00"),
    ],
)
def test_agreed_rates_and_chosen_factors_count_as_deviation(
    product: str, module: str, content: dict[str, Any], expected: str
) -> None:
    """RT-1 lies 1 − 0.95 × 0.90 × 0.90 = 23.05 % below its rates; an agreed rate counts like a factor."""
    assert rated(product, module, content).deviation == D(expected)


def test_an_option_that_the_tariff_gives_by_a_fact_is_part_of_the_rate() -> None:
    """BI-1: an indemnity period of six months is charged 0.80 of the rate of twelve, which is no discount."""
    entry = {"base_policy": "P", "trade": "industry", "gross_profit": "4000000", "indemnity_months": "6"}
    assert rated("BIL", "loss_of_profits", entry).deviation == D(0)


def test_what_is_charged_above_the_tariff_is_no_deviation() -> None:
    assert percent_below(D(110), D(100)) == D(0)
    assert percent_below(D("62.5"), D(100)) == D("37.50")
    assert percent_below(D(0), D(0)) == D(0)
