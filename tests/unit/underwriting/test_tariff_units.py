"""Rates are read and typed in per mille and percent, and nobody can mean a negative premium or 1,200 ‰ (PRD-04)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.unit.underwriting.test_tariff_words import TABLES
from underwriting.rules.tariff_tables import CellFault, cells
from underwriting.rules.tariff_units import Bounds, Measure, measure_of, shown, stored, typed, within_bounds

BOUNDS = Bounds(rate=Decimal("0.1"), factor=Decimal(10))


@pytest.mark.req("PRD-04")
@pytest.mark.parametrize("code", TABLES)
def test_what_is_typed_as_it_is_shown_is_stored_as_it_was(code: str) -> None:
    for cell in cells(TABLES[code]):
        if cell.figure:
            again = stored(code, cell.path, typed(code, cell.path, cell.value))
            assert Decimal(again) == Decimal(cell.value)


@pytest.mark.req("PRD-04")
@pytest.mark.parametrize("code", TABLES)
def test_the_tables_in_force_lie_within_their_bounds(code: str) -> None:
    within_bounds(code, TABLES[code], BOUNDS)


@pytest.mark.req("PRD-04")
@pytest.mark.parametrize(
    ("code", "path", "figure", "read"),
    [
        ("HHP.tariff", "rates|HOUSE|concrete", "0.0010", "1 ‰"),
        ("PRB.tariff", "riders|WATER|rate", "0.0002", "0.2 ‰"),
        ("PLL.tariff", "riders|FOOD|loading", "0.15", "15 %"),
        ("short_rate.accident", "1", "0.20", "20 %"),
        ("short_rate.accident", "day_multiple", "5", "5"),
        ("mci.tariff", "floats|A|none_3", "-0.50", "-50 %"),
        ("motor.commercial", "damage|private_car|1", "0.0092", "9.2 ‰"),
        ("motor.commercial", "damage|private_car|0", "380", "¥380"),
        ("CAR.tariff", "debris|large_from", "100000000", "¥100,000,000"),
        ("refund.rules", "cases|before_start|motor|share", "0.03", "3 %"),
        ("premium_tax", "rate", "0.06", "6 %"),
        ("PRB.tariff", "factors|construction|low", "0.85", "0.85"),
    ],
)
def test_a_figure_is_read_in_its_unit(code: str, path: str, figure: str, read: str) -> None:
    assert shown(code, path, figure) == read


@pytest.mark.req("PRD-04")
@pytest.mark.parametrize(
    ("code", "data", "path", "message"),
    [
        ("HHP.tariff", {"rates": {"HOUSE": "1.2"}}, "rates|HOUSE", "At most 100 ‰."),
        ("HHP.tariff", {"minimum_premium": "-5"}, "minimum_premium", "Not below zero."),
        ("HHP.tariff", {"factors": {"channel": {"low": "0"}}}, "factors|channel|low", "A factor is above zero."),
        ("HHP.tariff", {"factors": {"channel": {"high": "11"}}}, "factors|channel|high", "At most 10."),
        ("short_rate.motor", {"3": "30"}, "3", "At most 100 %."),
        ("mci.tariff", {"floats": {"A": {"one": "1.1"}}}, "floats|A|one", "Between −100 % and 100 %."),
        ("refund.rules", {"cases": {"holder": {"share": "-0.03"}}}, "cases|holder|share", "Not below zero."),
    ],
)
def test_what_nobody_can_mean_is_refused_at_its_cell(code: str, data: dict[str, Any], path: str, message: str) -> None:
    with pytest.raises(CellFault) as caught:
        within_bounds(code, data, BOUNDS)
    assert (caught.value.path, caught.value.said(str)) == (path, message)


def test_what_is_no_rate_stays_as_it_is() -> None:
    assert measure_of("risk.compulsory", "highest_ratio") is Measure.PLAIN
    assert stored("risk.compulsory", "highest_ratio", "80") == "80"
