"""Which sub-branches stand under same-city management (AUT-08 … AUT-12, B-11)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class SubBranchKind(StrEnum):
    """The three kinds of sub-branch that the guide distinguishes."""

    COUNTY = "county_sub_branch"
    DISTRICT = "district_sub_branch"
    BUSINESS_DEPARTMENT = "business_department"


class Ground(StrEnum):
    """Why a sub-branch may stand outside same-city management."""

    COUNTY = "county"
    FAR = "far"
    FAR_AND_SLOW = "far_and_slow"


@dataclass(frozen=True, slots=True, kw_only=True)
class DistanceRule:
    """The three figures of the guide, as effective-dated parameters."""

    far_km: Decimal
    slow_km: Decimal
    slow_minutes: int


def exemption(kind: SubBranchKind, km: Decimal, minutes: int, rule: DistanceRule) -> Ground | None:
    """On what ground a sub-branch *may* stand outside same-city management; None means that it must stand inside
    unless head office approves the branch's special report (AUT-12)."""
    if kind is SubBranchKind.COUNTY:
        return Ground.COUNTY
    if km >= rule.far_km:
        return Ground.FAR
    if km >= rule.slow_km and minutes >= rule.slow_minutes:
        return Ground.FAR_AND_SLOW
    return None


def survey_points_allowed(same_city_sub_branches: int, *, one_per: int) -> int:
    """Survey points a branch may set up: in principle not more than a third of its same-city sub-branches (AUT-13)."""
    return same_city_sub_branches // one_per
