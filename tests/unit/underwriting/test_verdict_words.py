"""Verdicts and conditions are read in words, not in signs and codes (AUW-10)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from underwriting.rules.auto_underwriting import Element, Operator
from underwriting.rules.element_choices import choices_of
from underwriting.rules.rule_file import falls_far, fingerprint
from underwriting.rules.tariff_words import named
from underwriting.views.verdicts import verdict_row


def row(value: Any, operator: str, threshold: Any, unit: str = "") -> tuple[str, str, str]:
    with translation.override("zh-hans"):
        found = verdict_row({"value": value, "operator": operator, "threshold": threshold, "unit": unit})
    return found["shown"], found["operator"], found["limit"]


@pytest.mark.req("AUW-10")
@pytest.mark.parametrize(
    ("given", "read"),
    [
        ((["tier_3"], "⊆", ["tier_1", "tier_2"]), ("三类：重体力或危险", "仅限", "一类：内勤、二类：轻体力")),
        (("private_car", "∈", ["private_car", "truck"]), ("家庭自用车", "属于", "家庭自用车、非营业货车")),
        ((["grey"], "∅", ""), ("灰名单", "", "无")),
        (("35", "≤", "50", "percent"), ("35%", "≤", "50%")),
        ((17, "≥", 16, "age"), ("17周岁", "≥", "16周岁")),
        (([], "∅", ""), ("无", "", "无")),
        ((["high_risk"], "∅", ""), ("高风险", "", "无")),
        ((True, "✓", ""), ("是", "", "是")),
        ((None, "≤", 3, "claims"), ("不详", "≤", "3次")),
    ],
)
def test_a_verdict_is_read_in_words(given: tuple[Any, ...], read: tuple[str, str, str]) -> None:
    assert row(*given) == read


@pytest.mark.req("AUW-04")
@pytest.mark.parametrize(
    ("element", "value", "before", "outside"),
    [
        ({"operator": Operator.EQUAL}, 10, 0, True),
        ({"operator": Operator.EQUAL}, 0, 0, False),
        ({"operator": Operator.AT_MOST, "bound": "12"}, 12, 8, False),
        ({"operator": Operator.AT_MOST, "bound": "12"}, 13, 8, True),
        ({"operator": Operator.AT_MOST}, 13, 8, True),
        ({"operator": Operator.ONE_OF, "allowed": ("A", "B")}, ["A", "C"], ["A"], True),
        ({"operator": Operator.ONE_OF, "allowed": ("A", "B")}, ["B"], ["A"], False),
    ],
)
def test_where_no_range_is_left_every_other_value_is_outside(
    element: dict[str, Any], value: Any, before: Any, outside: bool
) -> None:
    assert Element(name="x", label="x", **element).outside(value, before) is outside


@pytest.mark.req("AUW-04")
def test_choices_are_the_codes_of_the_system() -> None:
    tiers = Element(name="tiers", label="x", operator=Operator.WITHIN, allowed=("tier_1", "tier_2"))
    assert choices_of(tiers) == ("tier_1", "tier_2", "tier_3")
    grades = Element(name="issuer_grade", label="x", operator=Operator.ONE_OF, allowed=("A", "B"))
    assert choices_of(grades) == ("A", "B", "C", "D")


@pytest.mark.req("AUW-08")
def test_a_back_test_names_exactly_its_values() -> None:
    one = fingerprint({"age": 8, "sum": "500000"}, "HO-1")
    assert one == fingerprint({"sum": "500000", "age": 8}, "HO-1")
    assert one not in {
        fingerprint({"age": 9, "sum": "500000"}, "HO-1"),
        fingerprint({"age": 8, "sum": "500000"}, "HO-2"),
    }


@pytest.mark.req("AUW-08")
@pytest.mark.parametrize(
    ("then", "now", "replayed", "falls"),
    [("90.0", "80.0", 5, False), ("90.0", "79.9", 5, True), ("0.0", "0.0", 0, True)],
)
def test_a_far_lower_pass_rate_wants_a_reason(then: str, now: str, replayed: int, falls: bool) -> None:
    assert falls_far({"replayed": replayed, "rate_then": then, "rate_now": now}, Decimal(10)) is falls


@pytest.mark.req("PRD-06")
def test_a_word_means_in_a_table_of_rules_what_it_means_there() -> None:
    assert named("groups", str, "refund.rules") == "Group of each line"
    assert named("groups", str) != "Group of each line"
    assert named("Insurance Law, article 50", lambda text: text.upper()) == "INSURANCE LAW, ARTICLE 50"
