"""Motor rating reproduces the worked cases of the domain reference (4.6, 4.7)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from underwriting.rules import actual_value as values
from underwriting.rules import commercial_motor as commercial
from underwriting.rules import compulsory_motor as compulsory
from underwriting.rules import ncd, periods
from underwriting.rules.compulsory_motor import AccidentRecord, Band, CompulsoryTariff

D = Decimal
TABLES = {
    row["code"]: row["data"]
    for row in yaml.safe_load(Path("underwriting/data/tariffs.yaml").read_text(encoding="utf-8"))
}


def tariff() -> CompulsoryTariff:
    data = TABLES["mci.tariff"]
    bands = [
        Band(vehicle_class=c, at_least=D(str(a)), premium=D(str(p)))
        for c, rows in data["bands"].items()
        for a, p in rows
    ]
    floats = {region: {name: D(rate) for name, rate in row.items()} for region, row in data["floats"].items()}
    return CompulsoryTariff(version="2020", bands=bands, floats=floats)


@pytest.mark.req("PRD-04")
@pytest.mark.parametrize(
    ("region", "vehicle_class", "seats", "record", "expected"),
    [
        ("E", "private_car", 5, AccidentRecord.NONE_1, "855.00"),
        ("E", "private_car", 5, AccidentRecord.NONE_2, "760.00"),
        ("E", "private_car", 5, AccidentRecord.NONE_3, "665.00"),
        ("A", "private_car", 5, AccidentRecord.NONE_3, "475.00"),
        ("B", "private_car", 5, AccidentRecord.NONE_3, "522.50"),
        ("C", "private_car", 5, AccidentRecord.NONE_3, "570.00"),
        ("D", "private_car", 5, AccidentRecord.NONE_3, "617.50"),
        ("A", "private_car", 5, AccidentRecord.NONE_1, "665.00"),
        ("E", "private_car", 5, AccidentRecord.TWO_OR_MORE, "1045.00"),
        ("E", "private_car", 5, AccidentRecord.DEATH, "1235.00"),
        ("E", "private_car", 5, AccidentRecord.ONE, "950.00"),
        ("E", "private_car", 5, AccidentRecord.NEW, "950.00"),
        ("E", "enterprise_bus", 7, AccidentRecord.NONE_2, "904.00"),
        ("E", "private_car", 7, AccidentRecord.NONE_1, "990.00"),
    ],
)
def test_compulsory_premium(region: str, vehicle_class: str, seats: int, record: AccidentRecord, expected: str) -> None:
    premium = compulsory.compulsory_premium(
        tariff(), vehicle_class=vehicle_class, capacity=D(seats), region=region, record=record
    )
    assert premium.result == D(expected)
    assert [step.rule for step in premium.steps] == ["Base premium", "Floating with accidents"]


@pytest.mark.parametrize(
    ("vehicle_class", "capacity", "base"),
    [
        ("private_car", 6, 1100),
        ("truck", "1.9", 1200),
        ("truck", 2, 1470),
        ("taxi", 36, 3530),
        ("motorcycle", 50, 80),
        ("motorcycle", 125, 120),
    ],
)
def test_the_band_is_the_highest_that_the_capacity_reaches(vehicle_class: str, capacity: Any, base: int) -> None:
    assert compulsory.base_premium(tariff(), vehicle_class, D(str(capacity))) == base


def test_a_class_without_a_band_has_no_tariff() -> None:
    with pytest.raises(compulsory.NoTariff):
        compulsory.base_premium(tariff(), "city_bus", D(5))


@pytest.mark.parametrize(
    ("years", "accidents", "death", "record"),
    [
        (None, 0, False, "new"),
        (0, 0, False, "new"),
        (1, 0, False, "none_1"),
        (7, 0, False, "none_3"),
        (3, 1, False, "one"),
        (3, 2, False, "two_or_more"),
        (3, 0, True, "death"),
    ],
)
def test_the_accident_record(years: int | None, accidents: int, death: bool, record: str) -> None:
    found = compulsory.record_of(accident_free_years=years, at_fault_accidents=accidents, at_fault_death=death)
    assert found.value == record


NCD = {int(level): D(factor) for level, factor in TABLES["motor.commercial"]["ncd"].items()}


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        ({"consecutive_years": 3, "claims_in_3_years": 0, "claim_free_years": 3}, "0.6"),
        ({"consecutive_years": 3, "claims_in_3_years": 1}, "0.7"),
        ({"consecutive_years": 1, "claims_in_3_years": 2}, "1.2"),
        ({"consecutive_years": 2, "claims_in_3_years": 8}, "2.0"),
        ({"consecutive_years": 5, "claims_in_3_years": 0, "claim_free_years": 4}, "0.5"),
        ({"new_or_transferred": True, "claims_in_3_years": 4}, "1.0"),
        ({"consecutive_years": 3, "claim_free_years": 3, "lapsed_months": 4}, "1.0"),
        ({"consecutive_years": 1, "claims_in_3_years": 3, "lapsed_months": 4}, "1.4"),
        ({"consecutive_years": 1, "claims_in_3_years": 3, "lapsed_months": 7}, "1.0"),
    ],
)
def test_no_claim_factor(history: dict[str, Any], expected: str) -> None:
    assert ncd.factor(ncd.level(ncd.ClaimsHistory(**history)), NCD) == D(expected)


@pytest.mark.parametrize(
    ("told", "insured", "claims", "years"),
    [(None, 5, 0, 3), (None, 5, 1, 0), (None, 2, 0, 2), (4, 5, 0, 4), (6, 5, 0, 5), (0, 5, 0, 0)],
)
def test_years_without_a_claim_count_as_told(told: int | None, insured: int, claims: int, years: int) -> None:
    """Insured for five years with a claim four years ago is level −3 (0.6), not −4."""
    assert ncd.claim_free_years(told, insured=insured, claims_in_3_years=claims) == years


def factors(**over: Any) -> commercial.PricingFactors:
    given = {
        "expense_loading": D("0.25"),
        "ncd": D("0.6"),
        "autonomous": D("0.85"),
        "autonomous_low": D("0.65"),
        "autonomous_high": D("1.35"),
    }
    return commercial.PricingFactors(**(given | over))


@pytest.mark.parametrize(
    ("pure", "ncd_factor", "autonomous", "expected"),
    [("1500", "0.6", "0.85", "1020.00"), ("2250", "1.2", "1.15", "4140.00")],
)
def test_commercial_premium_2020(pure: str, ncd_factor: str, autonomous: str, expected: str) -> None:
    premium = commercial.commercial_premium(D(pure), factors(ncd=D(ncd_factor), autonomous=D(autonomous)), cover="MOD")
    assert premium.result == D(expected)


def test_a_factor_outside_its_filed_range_is_a_hard_stop() -> None:
    with pytest.raises(commercial.FactorOutOfRange):
        commercial.commercial_premium(D(1500), factors(autonomous=D("0.64")), cover="MOD")


def test_premium_of_the_time_of_the_guide() -> None:
    old = commercial.OldTariff(
        damage_base=D(539), damage_rate=D("0.0128"), third_party=D(1270), rider_rate=D("0.2"), ncd=D("0.9")
    )
    premium = commercial.old_commercial_premium(D(150000), old)
    assert [step.result for step in premium.steps] == [D("2459.00"), D("3729.00"), D("4474.80"), D("4027.32")]


@pytest.mark.parametrize(
    ("price", "months", "rate", "expected"),
    [("150000", 60, "0.006", "96000.00"), ("100000", 100, "0.011", "20000.00"), ("280000", 30, "0.009", "204400.00")],
)
def test_actual_value(price: str, months: int, rate: str, expected: str) -> None:
    depreciation = values.Depreciation(monthly_rate=D(rate), most=D("0.80"))
    assert values.actual_value(D(price), months, depreciation).result == D(expected)


@pytest.mark.parametrize(
    ("since", "until", "months"),
    [
        (date(2021, 3, 16), date(2026, 11, 22), 68),
        (date(2021, 3, 16), date(2026, 11, 15), 67),
        (date(2026, 1, 1), date(2025, 1, 1), 0),
    ],
)
def test_months_that_are_not_complete_are_ignored(since: date, until: date, months: int) -> None:
    assert values.completed_months(since, until) == months


@pytest.mark.parametrize(
    ("start", "last", "months"),
    [
        (date(2025, 1, 31), date(2025, 2, 28), 2),
        (date(2025, 3, 1), date(2025, 3, 31), 1),
        (date(2025, 3, 1), date(2025, 4, 1), 2),
        (date(2025, 3, 15), date(2025, 9, 14), 6),
        (date(2025, 3, 15), date(2025, 9, 15), 7),
    ],
)
def test_begun_months(start: date, last: date, months: int) -> None:
    assert periods.begun_months(start, last) == months


def test_a_year_ends_the_day_before_the_same_day() -> None:
    assert periods.year_end(date(2025, 3, 1)) == date(2026, 2, 28)
    assert periods.year_end(date(2024, 2, 29)) == date(2025, 2, 27)
    assert periods.total_days(date(2025, 3, 1), date(2026, 2, 28)) == 365


def test_short_rate_of_five_begun_months() -> None:
    table = {int(month): D(share) for month, share in TABLES["short_rate.property"].items()}
    assert periods.short_rate(date(2025, 1, 1), date(2025, 5, 3), table) == D("0.50")
