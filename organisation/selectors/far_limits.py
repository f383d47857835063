"""Sub-branches outside the same city and what their people may decide (AUT-04 … AUT-06)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from organisation.models import SUB_BRANCHES, AuthorityGrant, Unit
from organisation.selectors.same_city import is_same_city
from organisation.selectors.units import units_in_scope

Ceiling = Callable[[Unit, str, date], Decimal | None]
_ceilings: dict[str, Ceiling] = {}


def register_ceiling(operation: str, source: Ceiling) -> None:
    """Who knows how much of an operation may be granted to such a sub-branch; called by the app above."""
    _ceilings[operation] = source


def ceiling_of(unit: Unit, operation: str, line: str, on: date) -> Decimal | None:
    """The most that may be granted to a sub-branch outside the same city; None where nothing limits it."""
    source = _ceilings.get(operation)
    outside = unit.kind in SUB_BRANCHES and not is_same_city(unit, on)
    return source(unit, line, on) if source and outside else None


def far_sub_branches(actor: Any, on: date) -> list[Unit]:
    """Those in the actor's scope."""
    rows = [unit for unit in units_in_scope(actor) if unit.kind in SUB_BRANCHES and unit.active]
    return [unit for unit in rows if not is_same_city(unit, on)]


def unit_limits(units: Iterable[int], operation: str, measure: str, on: date) -> dict[tuple[int, str], Decimal]:
    """The highest limit in force by unit and line ("" = all lines), in one statement."""
    rows = AuthorityGrant.objects.filter(
        unit__in=list(units), operation=operation, measure=measure, effective__contains=on
    ).exclude(approved_by=None)
    found: dict[tuple[int, str], Decimal] = {}
    for unit, line, limit in rows.values_list("unit_id", "line", "limit"):
        found[unit, line] = max(limit, found.get((unit, line), limit))
    return found
