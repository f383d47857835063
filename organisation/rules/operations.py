"""What authority is granted for: operations, their measures and the lines of business, named by the apps above."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

MONEY = "CNY"
YES_NO = "1/0"  # may or may not, kept as 1 and 0


class MeasureName(NamedTuple):
    """A measure of an operation: its label and in what it is counted ("CNY", "%")."""

    label: str
    unit: str = MONEY


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """Something that needs authority, with the measures that limit it."""

    code: str
    label: str
    measures: Mapping[str, MeasureName]


class Bound(NamedTuple):
    """An operation whose limit must not be above that of another one on the same level (AUT-07)."""

    operation: str
    measure: str
    by_operation: str
    by_measure: str


_operations: dict[str, Operation] = {}
_bounds: list[Bound] = []
_lines: dict[str, str] = {}


def name_operations(*operations: Operation) -> None:
    """Make operations known (called while the app starts)."""
    _operations.update({operation.code: operation for operation in operations})


def never_above(*bounds: Bound) -> None:
    """Declare which limits bound which (called while the app starts)."""
    _bounds.extend(bound for bound in bounds if bound not in _bounds)


def name_lines(lines: Mapping[str, str]) -> None:
    """English labels of lines of business, to be translated where they are shown."""
    _lines.update(lines)


def operations() -> dict[str, Operation]:
    return dict(_operations)


def bounds() -> tuple[Bound, ...]:
    return tuple(_bounds)


def lines() -> dict[str, str]:
    return dict(_lines)


def operation_label(code: str) -> str:
    return _operations[code].label if code in _operations else code


def measure_of(operation: str, measure: str) -> MeasureName:
    """A measure by its code; unknown ones are shown as they are."""
    known = _operations.get(operation)
    return known.measures[measure] if known and measure in known.measures else MeasureName(measure)
