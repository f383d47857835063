"""Risk units and the retention of each (REI-14)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from core.rules.working_time import WorkingCalendar
from underwriting.rules.reinsurance import account, advice, agreement, facultative
from underwriting.rules.reinsurance.units import NoRetention, retention_for, units_of

ROWS = (
    {"occupancy": "", "pml_up_to": "1", "retention": "5000000"},
    {"occupancy": "", "pml_up_to": "0.5", "retention": "8000000"},
    {"occupancy": "chemical", "pml_up_to": "1", "retention": "2000000"},
    {"occupancy": "timber", "pml_up_to": "0.4", "retention": "1000000"},
)


@pytest.mark.req("REI-14")
@pytest.mark.parametrize(
    ("occupancy", "pml", "kept"),
    [("", "1", 5_000_000), ("", "0.5", 8_000_000), ("", "0.51", 5_000_000), ("chemical", "0.3", 2_000_000)],
)
def test_the_retention_follows_occupancy_and_probable_maximum_loss(occupancy: str, pml: str, kept: int) -> None:
    assert retention_for(ROWS, occupancy=occupancy, pml=Decimal(pml)) == kept


def test_a_class_with_rows_of_its_own_never_falls_back_to_the_general_ones() -> None:
    with pytest.raises(NoRetention):
        retention_for(ROWS, occupancy="timber", pml=Decimal("0.5"))


@pytest.mark.req("REI-14")
def test_items_at_one_place_are_one_risk_unit_and_the_premium_follows_the_sums() -> None:
    content = {
        "items": [
            {"sum_insured": "6000000", "address": "东海路1号", "occupancy": "textile"},
            {"sum_insured": "2000000", "address": "东海路1号", "occupancy": "warehouse"},
            {"sum_insured": "1000000", "risk_unit": "B", "address": "晋江仓库"},
        ]
    }
    found = units_of(content, total=Decimal(10_000_000), premium=Decimal("1000.01"), name="本部", area="350503")
    assert [(one.name, one.sum_insured, one.premium, one.occupancy) for one in found] == [
        ("东海路1号", Decimal(8_000_000), Decimal("800.01"), "textile"),
        ("B", Decimal(1_000_000), Decimal("100.00"), ""),
        ("本部", Decimal(1_000_000), Decimal("100.00"), ""),
    ]
    assert found[0].area == "350503"


@pytest.mark.parametrize("content", [{}, {"items": "none"}, {"items": [{"sum_insured": "99", "address": "A"}]}])
def test_what_cannot_be_taken_apart_is_one_risk_unit(content: dict[str, object]) -> None:
    (only,) = units_of(content, total=Decimal(50), premium=Decimal(5), name="厂房")
    assert (only.name, only.sum_insured, only.premium) == ("厂房", Decimal(50), Decimal(5))


@pytest.mark.req("REI-04")
def test_material_is_due_ten_working_days_before_cover_begins() -> None:
    """2026-12-21 less ten working days, with the weekends left out."""
    calendar = WorkingCalendar()
    assert facultative.submit_by(date(2026, 12, 21), 10, calendar) == date(2026, 12, 7)


def test_quarters_begin_on_their_first_day() -> None:
    assert [account.quarter_of(date(2026, month, 30)) for month in (1, 6, 9, 12)] == [
        date(2026, 1, 1),
        date(2026, 4, 1),
        date(2026, 7, 1),
        date(2026, 10, 1),
    ]
    assert account.next_quarter(date(2026, 10, 1)) == date(2027, 1, 1)
    assert account.next_quarter(date(2026, 1, 1)) == date(2026, 4, 1)


@pytest.mark.parametrize("lifecycle", [facultative.FACULTATIVE, agreement.AGREEMENT, advice.ADVICE, account.ACCOUNT])
def test_the_lifecycles_are_sound(lifecycle: facultative.Lifecycle) -> None:
    assert lifecycle.faults() == []
