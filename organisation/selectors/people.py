"""Questions about people and the posts they hold."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q

from organisation.models import PostAssignment, PostPermission, Scoped, Staff, Unit, UnitKind
from organisation.selectors.units import units_in_scope


def demo_posts(on: date) -> list[PostAssignment]:
    """Everybody who holds a post on a day, ordered by unit and post: the one-click sign-in of the demo."""
    held = PostAssignment.objects.filter(period__contains=on, staff__is_active=True)
    return list(held.select_related("staff", "post", "unit").order_by("unit__code", "post__order", "pk"))


def assignments_of(staff_id: int, on: date) -> list[PostAssignment]:
    """The posts that a person holds on a day."""
    held = PostAssignment.objects.filter(staff_id=staff_id, period__contains=on, staff__is_active=True)
    return list(held.select_related("staff", "post", "unit", "scope_unit").order_by("post__order", "pk"))


def holders_in_scope(permission: str, row: Scoped, on: date) -> frozenset[int]:
    """People who hold ``permission`` on a day in a post whose scope takes in ``row``."""
    return _holders(permission, (row.unit_id, row.sub_branch_id, row.branch_id, row.province_id), on)


def holders_over(permission: str, unit: Unit, on: date) -> frozenset[int]:
    """People who hold ``permission`` on a day in a post whose scope takes in a unit."""
    return _holders(permission, (unit.pk, unit.sub_branch_id, unit.branch_id, unit.province_id), on)


def _holders(permission: str, places: Iterable[int | None], on: date) -> frozenset[int]:
    above = [pk for pk in places if pk]
    held = PostAssignment.objects.filter(
        Q(scope_unit_id__in=above) | Q(scope_unit__kind=UnitKind.HEAD_OFFICE),
        post_id__in=PostPermission.objects.filter(permission=permission).values("post_id"),
        period__contains=on,
        staff__is_active=True,
    )
    return frozenset(held.values_list("staff_id", flat=True))


def people_in_scope(actor: Any) -> list[Staff]:
    """Active people who belong to a unit in the actor's scope."""
    units = [unit.pk for unit in units_in_scope(actor)]
    return list(Staff.objects.filter(belongs_to__in=units, is_active=True).order_by("name"))


def people_with_post(post: str, unit: Unit, on: date) -> list[tuple[int, str]]:
    """Key and name of everybody who holds a post on a day in the sub-branch of a unit, or in its branch where the unit
    stands under none."""
    held = PostAssignment.objects.filter(post_id=post, period__contains=on, staff__is_active=True)
    if unit.sub_branch_id:
        held = held.filter(unit__sub_branch_id=unit.sub_branch_id)
    else:
        held = held.filter(unit__branch_id=unit.branch_id)
    return list(held.order_by("staff__name", "staff_id").values_list("staff_id", "staff__name").distinct())
