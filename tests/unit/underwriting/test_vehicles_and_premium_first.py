"""Plates, VINs, and no policy before the premium."""

from __future__ import annotations

from datetime import date

import pytest

from underwriting.rules import premium_first, vehicle
from underwriting.rules.vehicle import VehicleFault


@pytest.mark.parametrize(
    ("typed", "plain"),
    [("闽C·12345", "闽C12345"), ("闽 c d12345", "闽CD12345"), ("", ""), ("新车", ""), ("粤B12345D", "粤B12345D")],
)
def test_plates(typed: str, plain: str) -> None:
    assert vehicle.plain_plate(typed) == plain


@pytest.mark.parametrize("typed", ["C12345", "闽I12345", "闽C1234", "闽CO2345"])
def test_impossible_plates_are_refused(typed: str) -> None:
    with pytest.raises(VehicleFault):
        vehicle.plain_plate(typed)


def test_a_vin_with_a_right_check_digit() -> None:
    assert vehicle.plain_vin("1M8GDM9AXKP042788") == "1M8GDM9AXKP042788"


@pytest.mark.parametrize("typed", ["1M8GDM9A1KP042788", "1M8GDM9AXKP04278", "IM8GDM9AXKP042788"])
def test_impossible_vins_are_refused(typed: str) -> None:
    with pytest.raises(VehicleFault):
        vehicle.plain_vin(typed)


@pytest.mark.req("ISS-03")
@pytest.mark.parametrize(
    ("line", "start", "paid", "exemption", "allowed"),
    [
        ("MCI", date(2026, 1, 1), False, "GOV_FISCAL", False),
        ("MOD", date(2026, 1, 1), True, "", True),
        ("PRC", date(2025, 11, 5), False, "", False),
        ("PRC", date(2025, 10, 20), False, "INSTALMENT_APPROVED", True),
        ("PRC", date(2025, 11, 5), False, "BANK_ACCEPTANCE", True),
        ("PRC", date(2025, 11, 5), False, "SOMETHING", False),
        ("GPA", date(2026, 1, 1), False, "", True),
    ],
)
def test_no_policy_before_the_premium(line: str, start: date, paid: bool, exemption: str, allowed: bool) -> None:
    rule_since = date(2025, 11, 1)
    assert (
        premium_first.may_issue(line=line, start=start, paid=paid, exemption=exemption, rule_since=rule_since)
        is allowed
    )
