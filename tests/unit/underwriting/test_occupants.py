"""Liability towards those in the vehicle, and what goes with the class of a vehicle (4.1, 4.6, CT-42)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from underwriting.rules.commercial_motor import FactorOutOfRange, PricingFactors
from underwriting.rules.occupants import DRIVER, PASSENGERS, SeatRate, occupants_premium, passenger_seats
from underwriting.rules.vehicle_kind import faults_of_kind, usual_covers

D = Decimal


def factors(**over: Any) -> PricingFactors:
    given = {
        "expense_loading": D("0.25"),
        "ncd": D("0.6"),
        "autonomous": D("0.85"),
        "autonomous_low": D("0.50"),
        "autonomous_high": D("1.50"),
    }
    return PricingFactors(**(given | over))


@pytest.mark.req("PRD-04")
@pytest.mark.parametrize(
    ("limit", "seats", "rate", "limit_factor", "premium"),
    [
        # 20,000 × 1 × 3.0 ‰ = 60.00 ÷ 0.75 = 80.00 × 0.6 × 0.85
        ("20000", 1, "0.0030", "1", "40.80"),
        # 20,000 × 4 × 1.9 ‰ = 152.00 ÷ 0.75 = 202.67 × 0.6 × 0.85
        ("20000", 4, "0.0019", "1", "103.36"),
        # 200,000 × 4 × 1.9 ‰ × 0.9 = 1,368.00 ÷ 0.75 = 1,824.00 × 0.6 × 0.85
        ("200000", 4, "0.0019", "0.90", "930.24"),
    ],
)
def test_the_premium_is_limit_times_seats_times_rate(
    limit: str, seats: int, rate: str, limit_factor: str, premium: str
) -> None:
    tariff = SeatRate(rate=D(rate), limit_factor=D(limit_factor))
    assert occupants_premium(D(limit), seats, tariff, factors(), cover=DRIVER).result == D(premium)


@pytest.mark.req("PRD-04")
def test_every_step_is_told() -> None:
    found = occupants_premium(D(20000), 4, SeatRate(rate=D("0.0019")), factors(), cover=PASSENGERS)
    assert [(step.rule, step.factor, step.result) for step in found.steps] == [
        ("Limit of all insured seats", "", D("80000.00")),
        ("Pure rate on the limit", "× 1.9 ‰", D("152.00")),
        ("Expense loading", "÷ 0.75", D("202.67")),
        ("No-claim factor", "× 0.6", D("121.60")),
        ("Autonomous pricing factor", "× 0.85", D("103.36")),
    ]
    assert found.steps[0].detail == "20,000.00 × 4"


@pytest.mark.req("PRD-04")
def test_a_factor_outside_its_range_is_refused() -> None:
    with pytest.raises(FactorOutOfRange):
        occupants_premium(D(20000), 1, SeatRate(rate=D("0.003")), factors(autonomous=D("1.6")), cover=DRIVER)


def test_the_driver_is_no_passenger() -> None:
    assert [passenger_seats(seats) for seats in (0, 1, 2, 5, 45)] == [0, 0, 1, 4, 44]


@pytest.mark.req("PRO-08")
@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ({"vehicle_class": "trailer", "plate": "闽C1234挂", "tractor_plate": "闽C12345", "seats": 0}, set()),
        ({"vehicle_class": "trailer", "plate": "", "tractor_plate": "闽C12345"}, set()),
        ({"vehicle_class": "trailer", "plate": "闽C1234挂", "tractor_plate": ""}, {"tractor_plate"}),
        ({"vehicle_class": "trailer", "plate": "闽C12345", "tractor_plate": ""}, {"tractor_plate", "plate"}),
        ({"vehicle_class": "truck", "plate": "闽C1234挂"}, {"vehicle_class"}),
        ({"vehicle_class": "truck", "plate": "闽C12345", "tractor_plate": "闽C54321"}, {"tractor_plate"}),
        ({"vehicle_class": "truck", "plate": "闽C12345", "seats": 0}, {"seats"}),
        ({"vehicle_class": "special", "seats": 2}, {"special_kind"}),
        ({"vehicle_class": "special", "special_kind": 5}, {"special_kind"}),
        ({"vehicle_class": "special", "special_kind": 2, "seats": 2}, set()),
        ({"vehicle_class": "truck", "special_kind": 2, "seats": 2}, {"special_kind"}),
        ({"plate": "闽C1234挂"}, set()),
    ],
)
def test_class_plate_and_tractor_go_together(given: dict[str, Any], fields: set[str]) -> None:
    """CT-42; 4.6: the premium of a special vehicle goes by its kind."""
    assert set(faults_of_kind(given)) == fields


def test_an_entry_of_a_trailer_begins_without_compulsory_cover() -> None:
    """CT-42."""
    assert usual_covers("trailer") == {"compulsory": False, "own_damage": True}
    assert usual_covers("private_car") == {"compulsory": True, "own_damage": False}
