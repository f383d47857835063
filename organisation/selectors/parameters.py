"""The value of a parameter in a unit on a day; a unit inherits from the units above it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.cache import cache
from django.db.models import Q, QuerySet

from core import parameters as declared
from organisation.models import Parameter, Unit

_KEEP_SECONDS = 60
_ROWS = "organisation.parameters"


def value(name: str, unit: Unit | None, on: date) -> Any:
    """The value in force: of the unit itself, else of the nearest unit above it, else for everywhere, else the default
    with which the parameter was declared."""
    return _first_of(name, line_of_command(unit), on)


def value_above(name: str, unit: Unit | None, on: date) -> Any:
    """What a unit without a value of its own follows."""
    line = line_of_command(unit)
    return _first_of(name, line[1:], on)


def units_with_own_value(name: str, on: date) -> set[int | None]:
    """The units that say something of their own on a day."""
    rows = Parameter.objects.filter(name=name, effective__contains=on).exclude(approved_by=None)
    return set(rows.values_list("unit_id", flat=True))


def _first_of(name: str, line: list[int | None], on: date) -> Any:
    declaration = declared.declaration(name)
    rows = _rows().get(name, [])
    for wanted in line:
        for unit_id, lower, upper, stored in rows:
            if unit_id == wanted and (lower is None or lower <= on) and (upper is None or on < upper):
                return declaration.read(stored)
    return declaration.read(declaration.default)


def line_of_command(unit: Unit | None) -> list[int | None]:
    if unit is None:
        return [None]
    above = [unit.pk, unit.sub_branch_id, unit.branch_id, unit.province_id]
    return [pk for pk in dict.fromkeys(above) if pk is not None] + [None]


def _rows() -> dict[str, list[tuple[int | None, date | None, date | None, Any]]]:
    known: dict[str, list[tuple[int | None, date | None, date | None, Any]]] | None = cache.get(_ROWS)
    if known is None:
        known = {}
        for row in _approved():
            known.setdefault(row.name, []).append((row.unit_id, row.effective.lower, row.effective.upper, row.value))
        cache.set(_ROWS, known, _KEEP_SECONDS)
    return known


def _approved() -> QuerySet[Parameter]:
    """Versions that hold on some day; those that were replaced before they began hold on none."""
    return Parameter.objects.exclude(approved_by=None).exclude(effective__isempty=True)


def versions_of(name: str, unit_id: int | None) -> list[Parameter]:
    """Every approved version in one unit (None = everywhere), in the order of time."""
    where = Q(unit=None) if unit_id is None else Q(unit_id=unit_id)
    rows = _approved().filter(where, name=name)
    return sorted(rows, key=lambda row: row.effective.lower or date.min)


def all_versions(name: str) -> list[Parameter]:
    """Every approved version in every unit, units from the top down, the newest first."""
    rows = _approved().filter(name=name)
    found = rows.select_related("unit", "proposed_by", "approved_by")
    return sorted(
        found,
        key=lambda row: (row.unit.code if row.unit else "", -(row.effective.lower or date.min).toordinal()),
    )


def forget() -> None:
    """Read anew; called when a change was released."""
    cache.delete(_ROWS)
