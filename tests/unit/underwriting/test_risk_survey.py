"""What a survey must hold and an opinion must say; the risk units of a signed report (5.2, 5.15, RSK-07, RSK-08)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from underwriting.rules.reinsurance.units import AssessedUnit, assessed_units
from underwriting.rules.risk_people import GroupFacts, declined_in, group_faults, limits_are_sound, limits_of
from underwriting.rules.risk_survey import above_sum, missing_shots, opinion_fault, years_fault

D = Decimal


@pytest.mark.req("RSK-08", "RSK-20")
@pytest.mark.parametrize(
    ("grade", "opinion", "advice", "field"),
    [
        ("good", "accept", "", None),
        ("good", "cede", "", None),
        ("fair", "accept", "免赔额5000元", "opinion"),
        ("fair", "terms", "", "advice"),
        ("fair", "terms", "免赔额5000元", None),
        ("fair", "cede", " ", "advice"),
        ("fair", "decline", "", None),
        ("poor", "accept", "", "opinion"),
        ("poor", "cede", "", "advice"),
        ("excellent", "rectify", "", "advice"),
    ],
)
def test_grade_opinion_and_terms_agree(grade: str, opinion: str, advice: str, field: str | None) -> None:
    fault = opinion_fault(grade, opinion, advice)
    assert (fault.field if fault else None) == field


@pytest.mark.req("RSK-06")
@pytest.mark.parametrize(
    ("text", "sound"),
    [
        ("", True), ("0", True), ("12", True), ("12 年", True), ("2009", True), ("2009年", True), ("2026", True),
        ("-5", False), ("2027", False), ("约十年", False), ("999", True), ("1.5", False),
    ],
)  # fmt: skip
def test_years_in_business_are_not_below_zero_and_do_not_begin_in_the_future(text: str, *, sound: bool) -> None:
    assert (years_fault(text, 2026) == "") is sound


@pytest.mark.req("RSK-07")
def test_the_kinds_of_photo_that_the_guide_demands() -> None:
    assert missing_shots(("site", "protection", "plan"), {"site", "hazard"}) == ["protection", "plan"]
    assert missing_shots((), set()) == []


@pytest.mark.req("RSK-07", "REI-14")
def test_units_worth_more_than_the_sum_insured_are_seen() -> None:
    assert above_sum([D(225_000_000), D(180_000_000)], D(225_000_000)) == D(180_000_000)
    assert above_sum([D(200)], D(225)) == 0
    assert above_sum([D(200)], D(0)) == 0


@pytest.mark.req("REI-14")
def test_sum_and_premium_follow_the_units_of_the_signed_assessment_each_with_its_pml() -> None:
    """Values of 150 and 50 million on a sum of 100 million; PML of 30 and 80 percent."""
    found = [
        AssessedUnit(name="主厂房", value=D(150_000_000), loss=D(45_000_000)),
        AssessedUnit(name="仓库", value=D(50_000_000), loss=D(40_000_000)),
    ]
    units = assessed_units(found, {"address": "晋江"}, total=D("100000000"), premium=D("90000.01"))
    assert [(one.name, one.sum_insured, one.premium, one.pml) for one in units] == [
        ("主厂房", D("75000000.00"), D("67500.01"), D("0.3")),
        ("仓库", D("25000000.00"), D("22500.00"), D("0.8")),
    ]


GROUP = {"least_persons": 5, "participation": "3/4", "highest_age": 70, "declined": ["采石", "高空作业"]}


@pytest.mark.req("RSK-22")
def test_the_limits_of_a_group_stand_in_the_released_guide() -> None:
    limits = limits_of({"group": GROUP})
    assert limits is not None
    assert limits_of({"sections": []}) is None
    assert declined_in("花岗岩采石与加工", limits) == frozenset({"采石"})
    facts = GroupFacts(persons=6, employees=9, oldest=71, occupations=declined_in("花岗岩采石与加工", limits))
    assert group_faults(facts, limits) == ("participation", "age", "occupation")
    assert group_faults(GroupFacts(persons=7, employees=9, oldest=70), limits) == ()


@pytest.mark.req("RSK-22")
@pytest.mark.parametrize(
    ("over", "sound"),
    [
        ({}, True),
        ({"participation": "5/4"}, False),
        ({"participation": "three"}, False),
        ({"participation": "1/0"}, False),
        ({"least_persons": 0}, False),
        ({"highest_age": 150}, False),
    ],
)
def test_limits_that_no_group_can_be_held_to_are_not_released(over: dict[str, object], *, sound: bool) -> None:
    limits = limits_of({"group": GROUP | over})
    assert limits is not None
    assert limits_are_sound(limits) is sound
