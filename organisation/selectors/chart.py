"""The organisation chart, made from the units themselves (ORG-05)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q

from organisation.models import SUB_BRANCHES, AuthorityGrant, PostAssignment, Staff, Unit, UnitKind
from organisation.selectors.same_city import is_same_city
from organisation.selectors.units import units_in_scope

HEADS = ("BR_MGR", "UW_DIR", "CS_DIR", "FN_DIR", "OPS_MGR", "SUB_MGR")


@dataclass(slots=True)
class Node:
    """A unit of the chart with its head, its people and what stands below it. ``people`` counts the unit itself,
    ``total`` everything below as well; ``same_city`` is None for what is no sub-branch."""

    unit: Unit
    head: str
    people: int
    same_city: bool | None
    total: int = 0
    children: list[Node] = field(default_factory=list)


def chart(actor: Any, on: date) -> list[Node]:
    """The tree of the units in the actor's scope, with today's heads and numbers."""
    units = [unit for unit in units_in_scope(actor) if unit.active]
    heads, counts = _heads(units, on), _counts(units)
    nodes = {unit.pk: _node(unit, heads, counts, on) for unit in units}
    roots: list[Node] = []
    for unit in sorted(units, key=_place):
        parent = nodes.get(unit.parent_id or 0)
        (parent.children if parent else roots).append(nodes[unit.pk])
    for root in roots:
        _add_up(root)
    return roots


KINDS = list(UnitKind)


def _place(unit: Unit) -> tuple[int, str]:
    """Centres before sub-branches, then by code."""
    return KINDS.index(UnitKind(unit.kind)), unit.code


def _node(unit: Unit, heads: dict[int, str], counts: dict[int, int], on: date) -> Node:
    inside = is_same_city(unit, on) if unit.kind in SUB_BRANCHES else None
    return Node(unit=unit, head=heads.get(unit.pk, ""), people=counts.get(unit.pk, 0), same_city=inside)


def _heads(units: Iterable[Unit], on: date) -> dict[int, str]:
    held = PostAssignment.objects.filter(post_id__in=HEADS, unit__in=list(units), period__contains=on)
    rows = held.filter(staff__is_active=True).order_by("-pk").values_list("unit_id", "staff__name")
    return dict(rows)


def _counts(units: Iterable[Unit]) -> dict[int, int]:
    """People by the unit to which they belong: post, personnel and pay (ORG-11)."""
    rows = Staff.objects.filter(belongs_to__in=list(units), is_active=True).values_list("belongs_to", flat=True)
    return Counter(rows)


def _add_up(node: Node) -> int:
    node.total = node.people + sum(_add_up(child) for child in node.children)
    return node.total


def people_of(unit: Unit, on: date) -> list[PostAssignment]:
    """Who holds which post in a unit on a day."""
    held = PostAssignment.objects.filter(unit=unit, period__contains=on, staff__is_active=True)
    return list(held.select_related("staff", "staff__works_at", "post").order_by("post__order", "pk"))


def guests_of(unit: Unit) -> list[Staff]:
    """People who work at a unit and belong to another (ORG-11)."""
    rows = Staff.objects.filter(works_at=unit, is_active=True).exclude(belongs_to=unit)
    return list(rows.select_related("belongs_to").order_by("name"))


def authority_of(unit: Unit, on: date) -> list[AuthorityGrant]:
    """What was granted to posts and people of a unit and holds on a day."""
    rows = AuthorityGrant.objects.filter(unit=unit, effective__contains=on).filter(~Q(approved_by=None))
    return list(rows.select_related("post", "staff").order_by("operation", "measure", "line", "limit"))


def below(unit: Unit) -> list[Unit]:
    """The units directly under one."""
    return list(Unit.objects.filter(parent=unit, active=True).order_by("code"))
