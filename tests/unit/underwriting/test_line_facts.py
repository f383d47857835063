"""Automatic underwriting of property, accident and the other lines by what their entry says (domain 5.10)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from underwriting.rules.auto_underwriting import Element, Operator, RuleSet, compile_rules, decide
from underwriting.rules.line_facts import Ages, line_facts, whole_years, with_ages
from underwriting.selectors.tables import threshold

D = Decimal
FILE = Path(__file__).parents[3] / "underwriting" / "data" / "line_rule_sets.yaml"
CLEAR = {
    "high_risk": (),
    "list_hits": (),
    "disclosures": (),
    "moratorium": (),
    "reported": (),
    "manuscript": "",
    "loss_ratio": D(0),
    "issuer_grade": "A",
    "inspected": True,
    "discount": D(0),
    "rate_ratio": D(100),
    "flood_zone": (),
}


def _rules(product: str) -> RuleSet:
    row = next(one for one in yaml.safe_load(FILE.read_text("utf-8"))["sets"] if product in one["products"])
    elements = [Element(**{**one, "operator": Operator(one["operator"])}) for one in row["elements"]]
    values = {e.name: threshold(e, row["values"].get(e.name, "")) for e in elements}
    return RuleSet(product=product, version="1", elements=elements, values=values)


def _failed(product: str, content: dict[str, Any], total: str, **over: Any) -> list[str]:
    rules = _rules(product)
    facts = line_facts(content, D(total)) | CLEAR | over
    _passed, verdicts = decide(rules, compile_rules(rules), facts)
    return [verdict.element for verdict in verdicts if not verdict.passed]


FACTORY = {
    "items": [{"occupancy": "industry_2"}, {"occupancy": "institution"}],
    "deductible_amount": "1000",
    "factors": {"construction": "0.90", "loss_record": "1.00"},
}


@pytest.mark.req("AUW-04", "AUW-10")
@pytest.mark.parametrize(
    ("change", "total", "over", "expected"),
    [
        ({}, "5000000", {}, []),
        ({}, "5000000.01", {}, ["sum_insured"]),
        ({"items": [{"occupancy": "industry_4"}]}, "100", {}, ["occupancies"]),
        ({"items": []}, "100", {}, ["occupancies"]),
        ({"deductible_amount": "500"}, "100", {}, ["deductible"]),
        ({"deductible_amount": ""}, "100", {}, ["deductible"]),
        ({}, "100", {"inspected": False}, ["inspected"]),
        ({}, "100", {"disclosures": ("flood",)}, ["disclosures"]),
        ({}, "100", {"loss_ratio": None}, ["loss_ratio"]),
        ({}, "100", {"high_risk": ("high_risk",)}, ["high_risk"]),
        ({}, "100", {"manuscript": "见特别约定"}, ["manuscript"]),
        ({}, "100", {"list_hits": ("black",)}, ["list_hits"]),
        ({}, "100", {"rate_ratio": D("99.99")}, ["rate_ratio"]),
        ({}, "100", {"flood_zone": ("围头",)}, ["flood_zone"]),
        ({}, "100", {"flood_zone": None}, ["flood_zone"]),
    ],
)
def test_property(change: dict[str, Any], total: str, over: dict[str, Any], expected: list[str]) -> None:
    assert _failed("PRC", FACTORY | change, total, **over) == expected


STAFF = {
    "groups": [
        {"tier": "tier_1", "heads": "40", "sum_insured": "300000"},
        {"tier": "tier_2", "heads": "35", "sum_insured": "200000"},
    ],
    "eligible": "100",
    "youngest": "16",
    "oldest": "65",
}


@pytest.mark.req("AUW-04", "AUW-10")
@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"eligible": "101"}, ["participation"]),
        ({"eligible": ""}, ["participation"]),
        ({"youngest": "15"}, ["age_least"]),
        ({"oldest": "66"}, ["age_most"]),
        ({"groups": [{"tier": "tier_3", "heads": "80", "sum_insured": "100000"}]}, ["tiers"]),
        ({"groups": [{"tier": "tier_1", "heads": "80", "sum_insured": "300001"}]}, ["person_sum"]),
        ({"groups": [{"tier": "tier_1", "heads": "4", "sum_insured": "1"}], "eligible": "4"}, ["persons_least"]),
        ({"groups": [{"tier": "tier_1", "heads": "501", "sum_insured": "1"}], "eligible": "501"}, ["persons_most"]),
    ],
)
def test_group_accident(change: dict[str, Any], expected: list[str]) -> None:
    assert _failed("GPA", STAFF | change, "100") == expected


@pytest.mark.req("AUW-04")
@pytest.mark.parametrize(
    ("typed", "ages", "expected"),
    [
        ((20, 50), None, (20, 50)),
        ((20, 50), Ages(5, 86), (5, 86)),
        ((None, None), Ages(18, 60), (18, 60)),
        ((16, 65), Ages(30, 40), (16, 65)),
        ((20, 50), Ages(None, None), (None, None)),
    ],
)
def test_what_is_typed_of_ages_is_no_more_favourable_than_the_list(typed: Any, ages: Any, expected: Any) -> None:
    facts = with_ages({"age_least": typed[0], "age_most": typed[1], "tiers": ("tier_1",)}, ages)
    assert (facts["age_least"], facts["age_most"], facts["tiers"]) == (*expected, ("tier_1",))


@pytest.mark.req("AUW-04")
def test_age_is_counted_in_completed_years() -> None:
    born = date(2010, 11, 24)
    assert [whole_years(born, date(2026, 11, day)) for day in (23, 24)] == [15, 16]
