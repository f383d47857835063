"""The value of a parameter in a unit on a day; a unit inherits from the units above it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.cache import cache

from core import parameters as declared
from organisation.models import Parameter, Unit

_KEEP_SECONDS = 60
_ROWS = "organisation.parameters"


def value(name: str, unit: Unit | None, on: date) -> Any:
    """The value in force: of the unit itself, else of the nearest unit above it, else for everywhere, else the default
    with which the parameter was declared."""
    declaration = declared.declaration(name)
    rows = _rows().get(name, [])
    for wanted in _line_of_command(unit):
        for unit_id, lower, upper, stored in rows:
            if unit_id == wanted and (lower is None or lower <= on) and (upper is None or on < upper):
                return declaration.read(stored)
    return declaration.read(declaration.default)


def _line_of_command(unit: Unit | None) -> list[int | None]:
    if unit is None:
        return [None]
    above = [unit.pk, unit.sub_branch_id, unit.branch_id, unit.province_id]
    return [pk for pk in dict.fromkeys(above) if pk is not None] + [None]


def _rows() -> dict[str, list[tuple[int | None, date | None, date | None, Any]]]:
    known: dict[str, list[tuple[int | None, date | None, date | None, Any]]] | None = cache.get(_ROWS)
    if known is None:
        known = {}
        for row in Parameter.objects.exclude(approved_by=None):
            known.setdefault(row.name, []).append((row.unit_id, row.effective.lower, row.effective.upper, row.value))
        cache.set(_ROWS, known, _KEEP_SECONDS)
    return known


def forget() -> None:
    """Read anew; called when a change was released."""
    cache.delete(_ROWS)
