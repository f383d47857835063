"""Rating of the non-motor lines reproduces the worked cases of the domain reference (4.2, 4.5)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from core.money import net_of_tax
from underwriting.rules import rating
from underwriting.rules.rating import cargo
from underwriting.rules.rating.basis import FactorNotFiled, NoRate, Period, Rated, RatingFault

D = Decimal
FOLDER = Path("underwriting/data")
TABLES = {
    row["code"]: row["data"]
    for name in ("tariffs.yaml", "line_tariffs.yaml")
    for row in yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
}
SR_P = {str(months): share for months, share in TABLES["short_rate.property"].items()}
YEAR = Period(start_on=date(2025, 1, 1), end_on=date(2025, 12, 31))


def tariff(product: str) -> dict[str, Any]:
    short = TABLES["short_rate.accident"] if product in {"GPA", "IPA", "STP"} else SR_P
    return {**TABLES[f"{product}.tariff"], "version": product, "short_rate": short}


def rated(product: str, module: str, content: dict[str, Any], period: Period = YEAR) -> Rated:
    found = rating.rate(module, content, tariff(product), period=period)
    assert found.explained.result == found.premium
    assert sum(one.premium for one in found.coverages) == found.premium
    return found


RT_1 = {
    "items": [
        {"category": "building", "occupancy": "industry_2", "sum_insured": "8000000"},
        {"category": "machinery", "occupancy": "industry_2", "sum_insured": "5000000"},
        {"category": "stock", "occupancy": "industry_3", "sum_insured": "3000000"},
    ],
    "factors": {"construction": "0.95", "fire_protection": "0.90", "loss_record": "0.90"},
}


@pytest.mark.req("PRD-04")
def test_three_items_and_three_factors() -> None:
    """RT-1: 17,350.00 × 0.7695 = 13,350.83."""
    found = rated("PRB", "property", RT_1)
    basic = next(step for step in found.explained.steps if step.rule == "Basic premium")
    assert (basic.result, found.premium, found.sum_insured) == (D("17350.00"), D("13350.83"), D(16000000))
    assert [step.factor for step in found.explained.steps[4:]] == ["× 0.95", "× 0.9", "× 0.9"]


@pytest.mark.req("PRD-04")
def test_five_begun_months_by_the_table() -> None:
    """RT-2: 2,755.00 a year; four months and three days are five begun months: 50 % = 1,377.50."""
    content = {
        "items": [{"category": "stock", "occupancy": "industry_3", "sum_insured": "2000000"}],
        "factors": {"construction": "0.95"},
    }
    found = rated("PRB", "property", content, Period(start_on=date(2025, 1, 1), end_on=date(2025, 5, 3)))
    assert (found.annual, found.premium) == (D("2755.00"), D("1377.50"))


@pytest.mark.req("PRD-04")
def test_the_minimum_premium_holds() -> None:
    """RT-3: 130.00 becomes 200.00."""
    content = {"items": [{"category": "building", "occupancy": "institution", "sum_insured": "200000"}]}
    found = rated("PRB", "property", content)
    assert (found.annual, found.premium) == (D("130.00"), D("200.00"))


CAR_1 = {"project": "civil", "works": "100000000", "liability_limit": "10000000"}
PROJECT = Period(start_on=date(2025, 1, 1), end_on=date(2026, 12, 31), basis="project")


@pytest.mark.req("PRD-04")
@pytest.mark.parametrize(
    ("case", "product", "module", "content", "expected"),
    [
        (
            "MB-1",
            "MBD",
            "machinery",
            {"machines": [{"kind": "press", "sum_insured": "900000"}], "factors": {"deductible": "0.9"}},
            "4860.00",
        ),
        (
            "BI-1",
            "BIL",
            "loss_of_profits",
            {"trade": "industry", "gross_profit": "4000000", "indemnity_months": "18", "base_policy": "PRB"},
            "6000.00",
        ),
        (
            "LB-1",
            "PLL",
            "liability",
            {"trade": "hotel", "limit": "5000000", "factors": {"area": "1.2", "deductible": "0.9"}},
            "9720.00",
        ),
        (
            "EL-1",
            "EML",
            "employers",
            {"groups": [{"tier": "class_3", "heads": 120, "sum_insured": "400000"}]},
            "168000.00",
        ),
        (
            "PA-1",
            "GPA",
            "group_accident",
            {
                "groups": [
                    {"tier": f"tier_{tier}", "heads": heads, "sum_insured": "100000"}
                    for tier, heads in ((1, 60), (2, 40), (3, 10))
                ]
            },
            "35000.00",
        ),
        (
            "CG-P2",
            "CGD",
            "cargo",
            {
                "goods": "general",
                "conditions": "comprehensive",
                "value": "200000",
                "freight": "5000",
                "markup": "0.10",
            },
            "338.25",
        ),
        (
            "household, theft on the contents",
            "HHP",
            "household",
            {"construction": "concrete", "house": "1000000", "contents": "200000", "riders": ["THEFT"]},
            "1400.00",
        ),
        (
            "IPA",
            "IPA",
            "individual_accident",
            {"tier": "tier_2", "sum_insured": "100000", "medical": "10000"},
            "520.00",
        ),
        ("STP", "STP", "student", {"groups": [{"tier": "", "plan": "pupil", "heads": 300}]}, "24000.00"),
        ("SCL", "SCL", "school", {"groups": [{"tier": "", "plan": "basic", "heads": 1200}]}, "6000.00"),
        (
            "generic",
            "GEN",
            "generic",
            {
                "sections": [{"code": "S1", "sum_insured": "500000", "rate": "0.0080"}],
                "pricing_basis": "as the province answered",
            },
            "4000.00",
        ),
    ],
)
def test_premium_of_a_year(case: str, product: str, module: str, content: dict[str, Any], expected: str) -> None:
    """MB-1, BI-1, LB-1, EL-1, PA-1, CG-P2, household and the plans."""
    assert rated(product, module, content).premium == D(expected), case


@pytest.mark.req("PRD-04")
def test_works_and_third_party_liability_for_the_whole_project() -> None:
    """CAR-1: 250,000 + 30,000 = 280,000.00, whatever the length of the project."""
    found = rated("CAR", "engineering", CAR_1, PROJECT)
    assert [(one.code, one.premium) for one in found.coverages] == [("WORKS", D("250000.00")), ("TPL", D("30000.00"))]
    assert found.premium == D("280000.00")


@pytest.mark.req("PRD-04")
def test_the_works_are_adjusted_at_completion() -> None:
    """CAR-2: completion at 112,000,000 costs 30,000.00 more."""
    completed = rated("CAR", "engineering", CAR_1 | {"works": "112000000"}, PROJECT)
    assert completed.premium - rated("CAR", "engineering", CAR_1, PROJECT).premium == D("30000.00")


@pytest.mark.req("PRD-04")
def test_plant_of_less_than_a_year_goes_by_begun_months() -> None:
    """Six months of plant at an annual rate: 1,000,000 × 6 ‰ × 60 % (4.5)."""
    period = Period(start_on=date(2025, 1, 1), end_on=date(2025, 6, 30), basis="project")
    found = rated("CAR", "engineering", {"project": "civil", "works": "1000000", "plant": "1000000"}, period)
    assert [one.premium for one in found.coverages] == [D("2500.00"), D("3600.00")]


@pytest.mark.req("PRD-04")
@pytest.mark.parametrize(("erection", "premium"), [("20000000", "250000.00"), ("40000000", "330000.00")])
def test_a_larger_erection_part_goes_at_the_erection_rate(erection: str, premium: str) -> None:
    """Up to 20 % at the construction rate, 20–50 % at the erection rate (4.1)."""
    content = {"project": "civil", "works": "100000000", "erection": erection}
    assert rated("CAR", "engineering", content, PROJECT).premium == D(premium)


@pytest.mark.req("PRD-04")
def test_cif_follows_from_cfr() -> None:
    """CG-P1: CIF 100,887.81, premium 887.81."""
    content = {"goods": "fragile", "conditions": "all_risks", "basis": "cfr", "value": "100000", "markup": "0.10"}
    assert rated("CGO", "cargo", content).premium == D("887.81")
    cif = cargo.cif_value(D(100000), marked=D("1.1"), charged=D("0.008"))
    assert cif.quantize(D("0.01")) == D("100887.81")


@pytest.mark.req("PRD-04")
@pytest.mark.parametrize(
    ("last", "premium"),
    [(date(2025, 3, 31), "7200.00"), (date(2025, 1, 10), "2500.00"), (date(2025, 1, 15), "3600.00")],
)
def test_accident_cover_of_less_than_a_year(last: date, premium: str) -> None:
    """PR-7: 100 × 180 for three months at 40 % = 7,200.00; under 15 days each day costs annual ÷ 360 × 5."""
    content = {"groups": [{"tier": "", "plan": "standard", "heads": 100}]}
    assert rated("GPA", "group_accident", content, Period(start_on=date(2025, 1, 1), end_on=last)).premium == D(premium)


@pytest.mark.req("PRD-04")
@pytest.mark.parametrize(
    ("product", "module", "content", "field", "kind"),
    [
        ("PRB", "property", {**RT_1, "factors": {"construction": "0.84"}}, "factors.construction", FactorNotFiled),
        ("PRB", "property", {**RT_1, "factors": {"weather": "1"}}, "factors.weather", FactorNotFiled),
        (
            "BIL",
            "loss_of_profits",
            {"trade": "industry", "gross_profit": "1", "indemnity_months": "7", "base_policy": "x"},
            "factors.indemnity_period",
            FactorNotFiled,
        ),
        ("PRC", "property", {**RT_1, "zone": "moon"}, "zone", NoRate),
        ("PRA", "property", {**RT_1, "zone": "east"}, "deductible_amount", RatingFault),
        ("PRB", "property", {"items": []}, "items", RatingFault),
        ("PRB", "property", {}, "items", RatingFault),
        (
            "PRB",
            "property",
            {"items": [{"category": "stock", "occupancy": "industry_1", "sum_insured": "much"}]},
            "items.0.sum_insured",
            RatingFault,
        ),
        (
            "CAR",
            "engineering",
            {"project": "civil", "works": "100000000", "erection": "50000001"},
            "erection",
            RatingFault,
        ),
        ("CAR", "engineering", {"project": "civil", "works": "99999999", "debris": "10000000"}, "debris", RatingFault),
        (
            "BIL",
            "loss_of_profits",
            {"trade": "industry", "gross_profit": "1", "indemnity_months": "12", "base_policy": " "},
            "base_policy",
            RatingFault,
        ),
        (
            "GEN",
            "generic",
            {"sections": [{"code": "S", "sum_insured": "1", "rate": "0.06"}], "pricing_basis": "x"},
            "sections.0.rate",
            RatingFault,
        ),
    ],
)
def test_what_is_not_filed_stops_the_entry_at_its_field(
    product: str, module: str, content: dict[str, Any], field: str, kind: type[RatingFault]
) -> None:
    with pytest.raises(kind) as caught:
        rated(product, module, content)
    assert caught.value.field == field


@pytest.mark.req("PRD-04")
@pytest.mark.parametrize(
    ("gross", "net"),
    [
        ("10600.00", "10000.00"),
        ("950.00", "896.23"),
        ("1020.00", "962.26"),
        ("629.86", "594.21"),
        ("13350.83", "12595.12"),
    ],
)
def test_premium_contains_its_tax(gross: str, net: str) -> None:
    """Premium tax split of 4.8."""
    assert net_of_tax(D(gross), D("0.06")) == (D(net), D(gross) - D(net))


@pytest.mark.req("PRD-04")
@pytest.mark.parametrize(
    ("product", "module", "content", "field"),
    [
        ("GPA", "group_accident", {"groups": [{"tier": "tier_3", "plan": "standard", "heads": 10}]}, "groups.0.tier"),
        (
            "GPA",
            "group_accident",
            {"groups": [{"tier": "tier_1", "plan": "standard", "heads": 10, "sum_insured": "5000000"}]},
            "groups.0.sum_insured",
        ),
        ("HHP", "household", {"construction": "brick", "house": "1200000", "house_value": "1000000"}, "house"),
        ("HHP", "household", {"construction": "brick", "house": "1200000", "riders": ["THEFT"]}, "riders"),
    ],
)
def test_plans_are_sold_as_filed_and_nothing_above_its_value(
    product: str, module: str, content: dict[str, Any], field: str
) -> None:
    """A plan has its own sum and classes; a house is insured to its value; a rider extends a cover that is there."""
    with pytest.raises(RatingFault) as caught:
        rated(product, module, content)
    assert caught.value.field == field


@pytest.mark.req("PRD-04")
def test_a_plan_insures_its_own_sum() -> None:
    """10 persons of class 1 in the standard plan: 1,800.00 for 1,000,000.00."""
    found = rated("GPA", "group_accident", {"groups": [{"tier": "tier_1", "plan": "standard", "heads": 10}]})
    assert (found.premium, found.sum_insured) == (D("1800.00"), D(1000000))
