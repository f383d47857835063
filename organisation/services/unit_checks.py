"""What stands against a new, changed or closed unit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from core import locks
from core.models import WorkItem
from organisation.models import BRANCHES, SUB_BRANCHES, ControlChange, PostAssignment, Staff, Unit, UnitKind
from organisation.selectors import same_city
from organisation.services.changes import ChangeRefused

CENTRES = (UnitKind.UNDERWRITING_CENTRE, UnitKind.CLAIMS_CENTRE, UnitKind.FINANCE_CENTRE)
CODE = re.compile(r"[0-9]{6}")  # business numbers carry it
# What a branch sets up by itself, and under which units; everything above is founded by head office.
PLACES: Mapping[str, tuple[str, ...]] = {
    UnitKind.COUNTER: (*SUB_BRANCHES, UnitKind.CLAIMS_CENTRE),
    UnitKind.SURVEY_POINT: (*SUB_BRANCHES, UnitKind.CLAIMS_CENTRE),
    UnitKind.DEPARTMENT: (*BRANCHES, *CENTRES, *SUB_BRANCHES),
}


class UnitRefused(ChangeRefused):
    """The unit cannot be like that, or there."""

    code = "unit_refused"


class UnitInUse(UnitRefused):
    """Somebody belongs to the unit or work waits in it: it cannot be closed."""

    code = "unit_in_use"


class TooManyPoints(UnitRefused):
    """More survey points than the guide or head office allows."""

    code = "too_many_survey_points"


def check(change: ControlChange, today: date) -> None:
    """Runs when the change is proposed and again when it is approved."""
    wanted = change.proposal
    unit = Unit.objects.filter(pk=wanted["unit"]).first()
    _check_name(wanted, unit)
    if unit is None:
        _check_place(wanted)
    elif unit.active and not wanted["active"]:
        _check_closing(unit, change, today)
    if wanted["kind"] == UnitKind.SURVEY_POINT and wanted["active"]:
        _check_point(wanted, unit, today)


def _check_name(wanted: Mapping[str, Any], unit: Unit | None) -> None:
    if not wanted["name"]:
        raise UnitRefused(_("Give the unit a name."), field="name")
    others = Unit.objects.filter(parent_id=wanted["parent"], name=wanted["name"]).exclude(pk=unit.pk if unit else 0)
    if others.exists():
        raise UnitRefused(_("Another unit there has this name."), field="name")


def _check_place(wanted: Mapping[str, Any]) -> None:
    if not CODE.fullmatch(wanted["code"]):
        raise UnitRefused(_("A code has six figures."), field="code")
    holder = Unit.objects.filter(code=wanted["code"]).first()
    if holder is not None:
        raise UnitRefused(_("%(unit)s has this code.") % {"unit": holder.name}, field="code")
    allowed = PLACES.get(wanted["kind"])
    if allowed is None:
        raise UnitRefused(_("A unit of this kind is founded by head office."), field="unit_kind")
    parent = Unit.objects.get(pk=wanted["parent"])
    if parent.kind not in allowed or not parent.active:
        raise UnitRefused(
            _("A %(kind)s does not stand under %(unit)s.")
            % {"kind": UnitKind(wanted["kind"]).label, "unit": parent.name},
            field="parent",
        )


def _check_closing(unit: Unit, change: ControlChange, today: date) -> None:
    """Nobody is left behind: people, posts, units below and open work go elsewhere first."""
    if unit.kind not in PLACES:
        raise UnitRefused(_("A unit of this kind is closed by head office."), field="active")
    people = Staff.objects.filter(Q(belongs_to=unit) | Q(works_at=unit), is_active=True).count()
    held = Q(unit=unit) | Q(scope_unit=unit)
    posts = PostAssignment.objects.filter(held & Q(period__endswith=None) | held & Q(period__endswith__gt=today))
    below = Unit.objects.filter(parent=unit, active=True).count()
    work = WorkItem.objects.filter(unit_id=unit.pk, done_at=None)
    others = work.exclude(subject_kind=change.lifecycle.kind, subject_id=change.pk or 0)
    figures = {"people": people, "posts": posts.count(), "units": below, "work": others.count()}
    if any(figures.values()):
        raise UnitInUse(
            _(
                "It cannot be closed yet: %(people)s people belong to it or work there, %(posts)s posts are held in "
                "it, %(units)s units stand under it, %(work)s matters wait in it."
            )
            % figures,
            field="active",
            details=figures,
        )


def _check_point(wanted: Mapping[str, Any], unit: Unit | None, today: date) -> None:
    """A survey point has a place on the map; there are no more of them than a third of the same-city sub-branches, or
    than head office approved (AUT-12, AUT-13)."""
    for field in ("latitude", "longitude"):
        if wanted[field] is None:
            raise UnitRefused(_("Surveyors are sent from the nearest point: give its position."), field=field)
    if unit is not None and unit.active:
        return
    branch = Unit.objects.select_related("branch").get(pk=wanted["parent"]).branch
    if branch is None:
        raise UnitRefused(_("A survey point belongs to a branch."), field="parent")
    locks.hold(f"organisation.survey_points:{branch.pk}")
    allowed = same_city.points_allowed(branch, today)
    if len(allowed.points) >= allowed.most:
        raise TooManyPoints(
            _(
                "%(unit)s may keep %(most)s survey points and has %(used)s: not more than one for every %(one_per)s "
                "same-city sub-branches. More of them need the approval of head office."
            )
            % {"unit": branch.name, "most": allowed.most, "used": len(allowed.points), "one_per": allowed.one_per},
            field="unit_kind" if unit is None else "active",
            details={"value": len(allowed.points) + 1, "limit": allowed.most, "basis": "AUT-13"},
        )
