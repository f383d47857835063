"""Which sub-branches stand under same-city management (AUT-08 … AUT-12, B-11)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from organisation.rules.words import gettext_noop as _


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


class Condition(NamedTuple):
    """One condition of the guide under which a sub-branch may stand outside: what is asked, what is there, and
    whether it holds (None while road or time are not measured)."""

    label: str
    asked: str
    found: str
    holds: bool | None
    basis: str


def conditions(kind: SubBranchKind, km: Decimal | None, minutes: int | None, rule: DistanceRule) -> list[Condition]:
    """The three conditions side by side, as the page shows them; any one suffices."""
    county = kind is SubBranchKind.COUNTY
    road = "–" if km is None else f"{km} km"
    drive = "–" if minutes is None else f"{minutes} min"
    far = None if km is None else not county and km >= rule.far_km
    slow = None if km is None or minutes is None else not county and km >= rule.slow_km and minutes >= rule.slow_minutes
    return [
        Condition(_("County or county-level city sub-branch"), "", "", county, "AUT-09"),
        Condition(_("Office far from the centre"), f"≥ {rule.far_km} km", road, far, "AUT-10"),
        Condition(
            _("Distance together with a long drive"),
            f"≥ {rule.slow_km} km, ≥ {rule.slow_minutes} min",
            f"{road}, {drive}",
            slow,
            "AUT-11",
        ),
    ]


GROUND_LABELS = {
    Ground.COUNTY: _("County or county-level city sub-branch"),
    Ground.FAR: _("Office far from the centre"),
    Ground.FAR_AND_SLOW: _("Distance together with a long drive"),
}


def survey_points_allowed(same_city_sub_branches: int, *, one_per: int) -> int:
    """Survey points a branch may set up: in principle not more than a third of its same-city sub-branches (AUT-13)."""
    return same_city_sub_branches // one_per
