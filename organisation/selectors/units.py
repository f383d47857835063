"""Questions to the tree of units."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from math import asin, cos, radians, sin, sqrt
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from core.workflow.refusals import Hidden
from organisation.models import SUB_BRANCHES, Unit, UnitKind
from organisation.rules.routing import Place, Route, route
from organisation.selectors.same_city import is_same_city

EARTH_RADIUS_KM = 6371


def unit_by_code(code: str) -> Unit:
    """Raises ``Unit.DoesNotExist``."""
    return Unit.objects.get(code=code)


def centre_of(unit_id: int, kind: UnitKind) -> Unit:
    """The branch's centre of ``kind`` that serves ``unit_id``."""
    unit = Unit.objects.get(pk=unit_id)
    return Unit.objects.get(kind=kind, branch_id=unit.branch_id)


def distance_km(a: tuple[Decimal, Decimal], b: tuple[Decimal, Decimal]) -> Decimal:
    """Great-circle distance between two points (latitude, longitude in degrees), to a tenth of a kilometre."""
    lat_a, lon_a, lat_b, lon_b = (radians(x) for x in (*a, *b))
    half = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return Decimal(str(round(2 * EARTH_RADIUS_KM * asin(sqrt(half)), 1)))


def nearest_units(latitude: Decimal, longitude: Decimal, *, branch_id: int) -> list[tuple[Unit, Decimal]]:
    """The branch's sub-branches and survey points by distance from a point, nearest first."""
    wanted = [*SUB_BRANCHES, UnitKind.SURVEY_POINT]
    units = Unit.objects.filter(branch_id=branch_id, kind__in=wanted, active=True).exclude(latitude=None)
    measured = [(unit, distance_km((latitude, longitude), (unit.latitude, unit.longitude))) for unit in units]  # type: ignore[arg-type]
    return sorted(measured, key=lambda pair: (pair[1], pair[0].pk))


def sub_branches_of(unit_id: int) -> list[Unit]:
    """The sub-branches of the branch to which a unit belongs, in the order of their codes."""
    branch_id = Unit.objects.values_list("branch_id", flat=True).get(pk=unit_id)
    return list(Unit.objects.filter(branch_id=branch_id, kind__in=SUB_BRANCHES, active=True).order_by("code"))


def claims_route(loss_unit: Unit, issuing_unit: Unit, on: date) -> Route:
    """Who does what for a loss in the area of ``loss_unit`` under a policy of ``issuing_unit`` (AUT-15 … AUT-20), by
    the same-city decisions in force on the day of the loss."""
    if loss_unit.branch_id != issuing_unit.branch_id:
        place = Place.OTHER_BRANCH
    else:
        place = Place.SAME_CITY if is_same_city(loss_unit, on) else Place.OTHER_SUB_BRANCH
    return route(place, issued_same_city=is_same_city(issuing_unit, on))


def units_in_scope(actor: Any) -> list[Unit]:
    """The unit whose business the post sees, and every unit below it, in the order of their codes."""
    return list(unit_rows(actor))


def unit_rows(actor: Any) -> QuerySet[Unit]:
    """The same as rows, with the unit above each."""
    own, column = Q(pk=actor.scope_unit_id), actor.scope_column
    if column not in {None, "unit_id"}:
        own |= Q(**{column: actor.scope_unit_id})
    rows = Unit.objects.all() if column is None else Unit.objects.filter(own)
    return rows.select_related("parent").order_by("code")


def unit_in_scope(actor: Any, pk: int) -> Unit:
    """One of them, or not found: out of scope reads the same."""
    found = unit_rows(actor).select_related("parent", "branch").filter(pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found


def sees_unit(actor: Any, pk: int) -> bool:
    """Whether a unit lies in the actor's scope."""
    return unit_rows(actor).filter(pk=pk).exists()
