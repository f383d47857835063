"""Scored guides and the largest loss (domain 5.15 … 5.17)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from underwriting.rules.risk_guide import (
    Choice,
    Guide,
    Question,
    Section,
    grade_of,
    guide_faults,
    guide_of,
    score,
    unanswered,
    weighed,
)
from underwriting.rules.risk_people import GroupFacts, GroupLimits, event_accumulation, group_faults
from underwriting.rules.risk_pml import ValueAt, largest_loss, risk_units

DATA = Path("underwriting/data/risk_guides.yaml")
GUIDES = {row["code"]: guide_of(row["code"], row["version"], row["data"]) for row in yaml.safe_load(DATA.read_text())}
SMALL = Guide(
    code="t",
    version="1",
    sections=(
        Section(
            key="a",
            text={"en": "a"},
            weight=Decimal(100),
            questions=(
                Question(
                    key="one",
                    text={"en": "one"},
                    choices=(
                        Choice(value="good", text={}, percent=Decimal(100)),
                        Choice(value="bad", text={}, percent=Decimal(80), fatal=True),
                    ),
                ),
            ),
        ),
    ),
    grades=((Decimal(80), "excellent"), (Decimal(65), "good"), (Decimal(50), "fair"), (Decimal(0), "poor")),
    fatal_cap="fair",
)


@pytest.mark.req("RSK-20")
def test_the_worked_case_of_the_property_guide_is_a_good_risk() -> None:
    """5.15: A 90, B 80, C 70, D 60, E 75, F 80, G 70 → 74.5 → good."""
    percents = dict(zip("ABCDEFG", map(Decimal, (90, 80, 70, 60, 75, 80, 70)), strict=True))
    found = weighed(GUIDES["PROPERTY"], percents)
    assert found.total == Decimal("74.50")
    assert found.grade == "good"
    assert [step.result for step in found.explained.steps] == list(
        map(Decimal, ("9.00", "21.00", "35.00", "41.00", "56.00", "64.00", "74.50"))
    )


@pytest.mark.parametrize("code", sorted(GUIDES))
@pytest.mark.req("RSK-20", "RSK-21", "RSK-22", "RSK-23")
def test_every_guide_of_the_branch_is_sound(code: str) -> None:
    assert guide_faults(GUIDES[code]) == []


@pytest.mark.req("RSK-21", "RSK-22")
def test_weights_are_those_of_the_guides() -> None:
    weights = {code: [int(section.weight) for section in guide.sections] for code, guide in GUIDES.items()}
    assert weights["PROPERTY"] == [10, 15, 20, 10, 20, 10, 15]
    assert weights["ENGINEERING"] == [20, 15, 10, 20, 15, 10, 10]
    assert weights["ACCIDENT"] == [30, 25, 20, 15, 10]
    assert GUIDES["ENGINEERING"].committee_below == 50


@pytest.mark.parametrize(
    ("total", "grade"), [("80", "excellent"), ("79.99", "good"), ("65", "good"), ("64.99", "fair"), ("49.99", "poor")]
)
def test_grades_begin_at_their_least_score(total: str, grade: str) -> None:
    assert grade_of(SMALL, Decimal(total), fatal=False) == grade


@pytest.mark.req("RSK-20")
def test_a_fatal_answer_caps_the_grade_but_does_not_lift_it() -> None:
    assert (score(SMALL, {"one": "bad"}).total, score(SMALL, {"one": "bad"}).grade) == (Decimal("80.00"), "fair")
    assert grade_of(SMALL, Decimal(40), fatal=True) == "poor"
    assert score(SMALL, {"one": "good"}).grade == "excellent"


def test_open_and_unknown_answers_are_named_and_not_scored() -> None:
    assert unanswered(SMALL, {}) == ["one"]
    assert unanswered(SMALL, {"one": "perhaps"}) == ["one"]
    with pytest.raises(LookupError):
        score(SMALL, {})


def test_a_guide_whose_weights_do_not_add_up_is_faulty() -> None:
    lighter = replace(SMALL, sections=(replace(SMALL.sections[0], weight=Decimal(99)),))
    assert guide_faults(lighter) == ["weights"]
    assert guide_faults(replace(SMALL, grades=((Decimal(50), "fair"),))) == ["grades"]


@pytest.mark.req("RSK-07", "REI-14")
def test_pml_is_taken_over_the_largest_fire_area_only() -> None:
    values = [
        ValueAt(area="1", subject="building", value=Decimal(8000000), damage=Decimal(40)),
        ValueAt(area="1", subject="stock", value=Decimal(2000000), damage=Decimal(80)),
        ValueAt(area="2", subject="stock", value=Decimal(9000000), damage=Decimal(100)),
    ]
    found = largest_loss(values)
    assert found is not None
    assert (found.area, found.pml, found.mfl) == ("1", Decimal("4800000.00"), Decimal(10000000))
    assert (found.pml_percent, found.mfl_percent) == (Decimal("25.26"), Decimal("52.63"))
    assert risk_units(values) == {"1": Decimal(10000000), "2": Decimal(9000000)}
    assert largest_loss([]) is None


@pytest.mark.req("RSK-22")
def test_group_accident_business_is_checked_against_its_limits() -> None:
    limits = GroupLimits(least_persons=5, participation="3/4", highest_age=70, declined=frozenset({"quarry"}))
    sound = GroupFacts(persons=75, employees=100, oldest=70)
    assert group_faults(sound, limits) == ()
    assert group_faults(replace(sound, persons=74), limits) == ("participation",)
    assert group_faults(GroupFacts(persons=4, employees=4, oldest=71), limits) == ("persons", "age")
    assert group_faults(replace(sound, occupations=frozenset({"quarry"})), limits) == ("occupation",)


@pytest.mark.req("RSK-22")
def test_what_persons_at_one_place_are_insured_for_above_the_retention_is_ceded() -> None:
    sums = [("dormitory", Decimal(60)), ("dormitory", Decimal(50)), ("office", Decimal(100))]
    assert event_accumulation(sums, Decimal(100)) == {"dormitory": Decimal(10)}
