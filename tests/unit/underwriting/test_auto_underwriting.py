"""Automatic underwriting: compiled rules, every verdict explained (domain 5.10)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from underwriting.rules.auto_underwriting import Element, Operator, RuleSet, compile_rules, decide

D = Decimal
ELEMENTS = (
    Element(name="vehicle_class", label="Vehicle class", operator=Operator.ONE_OF),
    Element(name="vehicle_age", label="Age of the vehicle", operator=Operator.AT_MOST),
    Element(name="new_price", label="New price", operator=Operator.AT_MOST),
    Element(name="claims_last_year", label="Claims in the last year", operator=Operator.AT_MOST),
    Element(name="lapse_days", label="Days without cover", operator=Operator.EQUAL),
    Element(name="list_hits", label="Grey or black list", operator=Operator.NONE),
    Element(name="issuer_grade", label="Credit grade", operator=Operator.AT_LEAST),
)
VALUES = {
    "vehicle_class": ["private_car"],
    "vehicle_age": 8,
    "new_price": D(500000),
    "claims_last_year": 2,
    "lapse_days": 0,
    "list_hits": None,
    "issuer_grade": 1,
}
RULES = RuleSet(product="MOTOR", version="1", elements=ELEMENTS, values=VALUES)
GOOD = {
    "vehicle_class": "private_car",
    "vehicle_age": 8,
    "new_price": D(500000),
    "claims_last_year": 0,
    "lapse_days": 0,
    "list_hits": (),
    "issuer_grade": 3,
}


def failed(facts: dict[str, Any]) -> list[tuple[str, str]]:
    passed, verdicts = decide(RULES, compile_rules(RULES), facts)
    found = [(v.element, v.reason) for v in verdicts if not v.passed]
    assert passed is (not found)
    return found


@pytest.mark.req("AUW-04", "AUW-10")
def test_a_car_of_eight_years_passes() -> None:
    assert failed(GOOD) == []


@pytest.mark.req("AUW-10")
@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"vehicle_age": 9}, [("vehicle_age", "outside the range")]),
        ({"list_hits": ("black",)}, [("list_hits", "outside the range")]),
        ({"claims_last_year": None}, [("claims_last_year", "not known")]),
        ({"vehicle_class": "truck"}, [("vehicle_class", "outside the range")]),
        ({"vehicle_class": None}, [("vehicle_class", "not known")]),
        ({"lapse_days": 1}, [("lapse_days", "outside the range")]),
        ({"new_price": D("500000.01")}, [("new_price", "outside the range")]),
        (
            {"issuer_grade": 0, "vehicle_age": None},
            [("vehicle_age", "not known"), ("issuer_grade", "outside the range")],
        ),
    ],
)
def test_what_fails_goes_to_a_person_with_the_element(change: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert failed(GOOD | change) == expected


def test_nothing_known_fails_everywhere() -> None:
    assert {reason for _element, reason in failed({})} == {"not known"}
    assert len(failed({})) == len(ELEMENTS)


def test_nothing_of_a_value_is_ever_run() -> None:
    hostile = RuleSet(product="X", version="1", elements=ELEMENTS[:1], values={"vehicle_class": ["'); import os; ('"]})
    assert compile_rules(hostile)({"vehicle_class": "private_car"}) == (False,)


@pytest.mark.req("AUW-05")
@pytest.mark.parametrize(
    ("element", "value", "expected"),
    [
        (Element(name="a", label="", operator=Operator.AT_MOST, bound="12"), 12, False),
        (Element(name="a", label="", operator=Operator.AT_MOST, bound="12"), "12.5", True),
        (Element(name="a", label="", operator=Operator.AT_LEAST, bound="75"), "70", True),
        (Element(name="a", label="", operator=Operator.ONE_OF, allowed=("A", "B")), ["A"], False),
        (Element(name="a", label="", operator=Operator.WITHIN, allowed=("A", "B")), ["A", "C"], True),
        (Element(name="a", label="", operator=Operator.NONE, bound="1"), "", False),
    ],
)
def test_a_value_beyond_the_scope_of_head_office_is_known(element: Element, value: Any, expected: bool) -> None:
    assert element.beyond(value) is expected


@given(st.integers(0, 20), st.integers(0, 6))
def test_compiled_rules_agree_with_plain_comparison(age: int, claims: int) -> None:
    passed, _verdicts = decide(RULES, compile_rules(RULES), GOOD | {"vehicle_age": age, "claims_last_year": claims})
    assert passed == (age <= 8 and claims <= 2)


def test_a_verdict_can_be_stored_as_it_is() -> None:
    _passed, verdicts = decide(RULES, compile_rules(RULES), GOOD)
    assert verdicts[2].as_json()["value"] == "500000"
    assert verdicts[1].as_json() == {
        "element": "vehicle_age",
        "label": "Age of the vehicle",
        "value": 8,
        "operator": "≤",
        "threshold": 8,
        "passed": True,
        "reason": "within the range",
        "unit": "",
        "basis": "",
    }
