"""Same-city management, survey points, second-level supervisors: the figures of the guide at their boundaries."""

from __future__ import annotations

from decimal import Decimal

import pytest

from organisation.rules.qualification import Asked, Brought, checks, qualified
from organisation.rules.same_city import (
    DistanceRule,
    Ground,
    SubBranchKind,
    conditions,
    exemption,
    survey_points_allowed,
)
from organisation.rules.supervisors import SupervisorRule, supervisors_allowed

GUIDE = DistanceRule(far_km=Decimal(50), slow_km=Decimal(30), slow_minutes=60)
COUNTY, DISTRICT, DEPARTMENT = SubBranchKind.COUNTY, SubBranchKind.DISTRICT, SubBranchKind.BUSINESS_DEPARTMENT


@pytest.mark.req("AUT-09", "AUT-10", "AUT-11", "ORG-04")
@pytest.mark.parametrize(
    ("kind", "km", "minutes", "ground"),
    [
        pytest.param(COUNTY, "12", 20, Ground.COUNTY, id="SC-1"),
        pytest.param(DISTRICT, "52", 40, Ground.FAR, id="SC-2"),
        pytest.param(DISTRICT, "35", 70, Ground.FAR_AND_SLOW, id="SC-3"),
        pytest.param(DISTRICT, "35", 50, None, id="SC-4"),
        pytest.param(DISTRICT, "28", 90, None, id="SC-5"),
        pytest.param(DEPARTMENT, "50", 30, Ground.FAR, id="SC-6"),
        pytest.param(DISTRICT, "30", 60, Ground.FAR_AND_SLOW, id="SC-7"),
        pytest.param(DISTRICT, "49.9", 59, None, id="just-below-both"),
        pytest.param(DISTRICT, "29.9", 60, None, id="just-too-near"),
        pytest.param(DISTRICT, "30", 59, None, id="just-too-fast"),
        pytest.param(DEPARTMENT, "50.0", 0, Ground.FAR, id="exactly-far"),
    ],
)
def test_who_may_stand_outside(kind: SubBranchKind, km: str, minutes: int, ground: Ground | None) -> None:
    assert exemption(kind, Decimal(km), minutes, GUIDE) is ground
    holding = [one.basis for one in conditions(kind, Decimal(km), minutes, GUIDE) if one.holds]
    assert bool(holding) is (ground is not None)


def test_nothing_is_said_about_what_was_not_measured() -> None:
    assert [one.holds for one in conditions(DISTRICT, None, None, GUIDE)] == [False, None, None]


@pytest.mark.req("AUT-13")
@pytest.mark.parametrize(("sub_branches", "allowed"), [(10, 3), (9, 3), (8, 2), (3, 1), (2, 0), (0, 0)])
def test_survey_points_are_a_third_at_most(sub_branches: int, allowed: int) -> None:
    assert survey_points_allowed(sub_branches, one_per=3) == allowed


@pytest.mark.req("ORG-12", "ORG-13")
@pytest.mark.parametrize(
    ("premium", "staff", "most", "allowed"),
    [
        ("100000000", 30, 5, 0),
        ("100000000", 31, 5, 0),
        ("100000000", 44, 5, 0),
        ("100000000", 45, 5, 1),
        ("100000000", 46, 5, 1),
        ("100000000", 59, 5, 1),
        ("100000000", 60, 5, 2),
        ("100000000", 105, 5, 5),
        ("100000000", 120, 5, 5),
        ("100000000", 150, 8, 8),
        ("100000000", 180, 8, 8),
        ("99999999.99", 180, 8, 0),
    ],
)
def test_second_level_supervisors(premium: str, staff: int, most: int, allowed: int) -> None:
    rule = SupervisorRule(premium_floor=Decimal(100_000_000), staff_above=30, staff_per_supervisor=15, maximum=most)
    assert supervisors_allowed(Decimal(premium), staff, rule) == allowed


def brings(education: int = 3, relevant: int = 0, management: int = 0, *, english: bool = False) -> Brought:
    return Brought(education=education, relevant_years=relevant, management_years=management, good_english=english)


@pytest.mark.req("ORG-27", "ORG-31", "ORG-35")
def test_qualification_compares_what_the_post_asks_for() -> None:
    director = Asked(education=3, years=5, experience="management")
    assert qualified(director, brings(management=5))
    assert not qualified(director, brings(relevant=20, management=4))
    assert not qualified(director, brings(education=2, management=5))
    reinsurance = Asked(education=2, years=1, experience="relevant", good_english=True)
    assert qualified(reinsurance, brings(education=2, relevant=1, english=True))
    assert [one.holds for one in checks(reinsurance, brings(education=2, relevant=1))] == [True, True, False]
