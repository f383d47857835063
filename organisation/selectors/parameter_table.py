"""Every declared parameter as a table shows it: value in a unit on a day, where it comes from, what changes next."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from core.parameters import Declaration, declared
from organisation.models import ControlChange, Parameter, Unit
from organisation.selectors import parameters, versions
from organisation.selectors.changes import open_changes


@dataclass(frozen=True, slots=True, kw_only=True)
class ParameterRow:
    """One parameter. ``origin`` is the unit whose value holds; None with ``everywhere`` means for all, else default."""

    declaration: Declaration
    value: Any
    origin: str
    own_units: int
    following: Parameter | None
    waiting: tuple[ControlChange, ...]


def parameter_rows(unit: Unit | None, on: date, *, app: str = "", text: str = "") -> list[ParameterRow]:
    """The declared parameters in the order of their names."""
    rows: dict[str, list[Parameter]] = defaultdict(list)
    for row in Parameter.objects.exclude(approved_by=None).exclude(effective__isempty=True).select_related("unit"):
        rows[row.name].append(row)
    waiting: dict[str, list[ControlChange]] = defaultdict(list)
    for subject, change in open_changes("organisation.parameter").items():
        waiting[subject.split("|")[0]].append(change)
    found = [one for one in declared().values() if _fits(one, app, text)]
    ordered = sorted(found, key=lambda one: one.name)
    return [_row(one, rows[one.name], unit, on, tuple(waiting[one.name])) for one in ordered]


def _fits(one: Declaration, app: str, text: str) -> bool:
    wanted = text.strip().lower()
    return (not app or one.name.split(".")[0] == app) and (
        not wanted or wanted in f"{one.name} {one.label} {one.source}".lower()
    )


def _row(
    one: Declaration, rows: list[Parameter], unit: Unit | None, on: date, waiting: tuple[ControlChange, ...]
) -> ParameterRow:
    line = parameters.line_of_command(unit)
    holding = {row.unit_id: row for row in rows if versions.in_force([row], on)}
    found = next((holding[pk] for pk in line if pk in holding), None)
    own = [row for row in rows if row.unit_id == (unit.pk if unit else None)]
    return ParameterRow(
        declaration=one,
        value=one.read(found.value if found else one.default),
        origin="" if found is None else (found.unit.label if found.unit else "*"),
        own_units=sum(1 for pk in holding if pk is not None),
        following=versions.following(own, on),
        waiting=waiting,
    )


def areas() -> list[str]:
    """The apps that declare parameters."""
    return sorted({name.split(".")[0] for name in declared()})
