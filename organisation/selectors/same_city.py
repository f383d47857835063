"""Same-city management: what holds on a day, and what the guide suggests (AUT-08 … AUT-13)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.core.cache import cache

from organisation.models import SUB_BRANCHES, SameCityDecision, SurveyPointApproval, Unit, UnitKind
from organisation.rules.same_city import (
    Condition,
    DistanceRule,
    Ground,
    SubBranchKind,
    conditions,
    exemption,
    survey_points_allowed,
)
from organisation.selectors.parameters import value

_KEEP_SECONDS = 60
_ROWS = "organisation.same_city"


class _Period(NamedTuple):
    """A stretch of days with what was decided for it."""

    lower: date | None
    upper: date | None
    same_city: bool

    def holds_on(self, day: date) -> bool:
        return (self.lower is None or self.lower <= day) and (self.upper is None or day < self.upper)


def is_same_city(unit: Unit, on: date) -> bool:
    """Whether losses at, and policies of, ``unit`` fall under same-city management on a day.

    A counter or survey point follows its sub-branch. What stands under no sub-branch sits at the centre itself. A
    sub-branch for which nothing was decided is inside: standing outside is what needs a decision.
    """
    owner = unit.pk if unit.kind in SUB_BRANCHES else unit.sub_branch_id
    if owner is None:
        return True
    return next((p.same_city for p in _periods().get(owner, []) if p.holds_on(on)), True)


def _periods() -> dict[int, list[_Period]]:
    known: dict[int, list[_Period]] | None = cache.get(_ROWS)
    if known is None:
        found: dict[int, list[_Period]] = defaultdict(list)
        rows = SameCityDecision.objects.values_list("unit_id", "effective", "same_city")
        for unit_id, effective, same_city in rows:
            found[unit_id].append(_Period(effective.lower, effective.upper, same_city))
        known = dict(found)
        cache.set(_ROWS, known, _KEEP_SECONDS)
    return known


def forget() -> None:
    """Read anew; called when a decision was released."""
    cache.delete(_ROWS)


def decisions_of(unit_id: int) -> list[SameCityDecision]:
    """The history of a sub-branch, the latest first."""
    rows = SameCityDecision.objects.filter(unit_id=unit_id).select_related(
        "proposed_by", "approved_by", "approval_file"
    )
    return list(rows.order_by("-effective"))


def decision_on(unit_id: int, on: date) -> SameCityDecision | None:
    """What was decided for a sub-branch and holds on a day."""
    return SameCityDecision.objects.filter(unit_id=unit_id, effective__contains=on).first()


# -- what the guide says ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Whether a sub-branch may stand outside and on what ground, with every condition that was looked at.
    ``measured`` is False while road or time are missing: then nothing can be said but for counties."""

    ground: Ground | None
    measured: bool
    conditions: list[Condition]


def distance_rule(unit: Unit, on: date) -> DistanceRule:
    """The three figures of the guide as they hold in a unit on a day."""
    return DistanceRule(
        far_km=value("organisation.same_city_far_km", unit, on),
        slow_km=value("organisation.same_city_slow_km", unit, on),
        slow_minutes=value("organisation.same_city_slow_minutes", unit, on),
    )


def suggestion(unit: Unit, on: date) -> Suggestion:
    """AUT-09 … AUT-11 for one sub-branch."""
    rule, kind = distance_rule(unit, on), SubBranchKind(unit.kind)
    km, minutes = unit.road_km, unit.drive_minutes
    measured = km is not None and minutes is not None
    if kind is SubBranchKind.COUNTY:
        ground: Ground | None = Ground.COUNTY
    else:
        ground = exemption(kind, km, minutes, rule) if km is not None and minutes is not None else None
    return Suggestion(ground=ground, measured=measured, conditions=conditions(kind, km, minutes, rule))


# -- survey points ----------------------------------------------------------------------------------------------------


class PointsAllowed(NamedTuple):
    """How many survey points a branch may keep: by the rule, by an approval of head office, and how many there are."""

    same_city_sub_branches: int
    one_per: int
    by_rule: int
    approval: SurveyPointApproval | None
    points: list[Unit]

    @property
    def most(self) -> int:
        return max(self.by_rule, self.approval.points if self.approval else 0)


def points_allowed_at(unit_id: int, on: date) -> PointsAllowed | None:
    """The same for the branch of a unit; None for what stands above the branches."""
    unit = Unit.objects.select_related("branch").filter(pk=unit_id).first()
    return points_allowed(unit.branch, on) if unit is not None and unit.branch is not None else None


def points_allowed(branch: Unit, on: date) -> PointsAllowed:
    """AUT-13 for a branch on a day."""
    units = Unit.objects.filter(branch_id=branch.pk, active=True)
    found = list(units.filter(kind__in=[*SUB_BRANCHES, UnitKind.SURVEY_POINT]).order_by("code"))
    inside = sum(is_same_city(one, on) for one in found if one.kind in SUB_BRANCHES)
    one_per = value("organisation.sub_branches_per_survey_point", branch, on)
    return PointsAllowed(
        same_city_sub_branches=inside,
        one_per=one_per,
        by_rule=survey_points_allowed(inside, one_per=one_per),
        approval=SurveyPointApproval.objects.filter(branch=branch, effective__contains=on).first(),
        points=[one for one in found if one.kind == UnitKind.SURVEY_POINT],
    )
