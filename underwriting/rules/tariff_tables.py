"""A tariff as tables of cells that people read and change, whatever its shape."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from underwriting.rules.words import gettext_noop as _

MARK = "|"
GENERAL = ""
MOST_DECIMALS = 8
MOST_DIGITS = 15


class CellFault(ValueError):
    """A cell holds no figure that a tariff can use; ``path`` names the cell, the message is to be translated."""

    def __init__(self, path: str, message: str, values: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.path = path
        self.message = message
        self.values = dict(values or {})

    def said(self, translate: Callable[[str], str]) -> str:
        """The message in the reader's language, with its values."""
        text = translate(self.message)
        return text % self.values if self.values else text


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure with its place; words of the tariff are shown and not changed."""

    path: str
    value: str
    figure: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """A part of a tariff: rows by their key, columns by what remains of the path."""

    part: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell | None, ...]], ...]


def cells(data: Any, place: str = "") -> Iterator[Cell]:
    """Every leaf of a tariff."""
    if isinstance(data, Mapping):
        pairs: Iterator[tuple[Any, Any]] = iter(data.items())
    elif isinstance(data, Sequence) and not isinstance(data, str):
        pairs = iter(enumerate(data))
    else:
        yield Cell(place, _text(data), is_figure(data))
        return
    for key, value in pairs:
        yield from cells(value, f"{place}{MARK}{key}" if place else str(key))


def is_figure(value: Any) -> bool:
    """Whether a leaf is a figure: some are kept as text so that nothing is rounded."""
    if isinstance(value, bool):
        return False
    try:
        return Decimal(str(value)).is_finite()
    except InvalidOperation:
        return False


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def grids(data: Mapping[str, Any]) -> list[Grid]:
    """Single values first, then one table for each part."""
    single = {key: value for key, value in data.items() if not isinstance(value, Mapping | list)}
    found = [_grid(GENERAL, [(key, Cell(key, _text(value), is_figure(value))) for key, value in single.items()])]
    for part, value in data.items():
        if part not in single:
            found.append(_grid(part, [(cell.path.split(MARK, 1)[1], cell) for cell in cells(value, part)]))
    return [grid for grid in found if grid.rows]


def _grid(part: str, placed: Sequence[tuple[str, Cell]]) -> Grid:
    rows: dict[str, dict[str, Cell]] = {}
    columns: list[str] = []
    for place, cell in placed:
        row, _mark, column = place.partition(MARK)
        rows.setdefault(row, {})[column] = cell
        if column not in columns:
            columns.append(column)
    lines = tuple((row, tuple(found.get(column) for column in columns)) for row, found in rows.items())
    return Grid(part, tuple(columns), lines)


def is_list(grid: Grid) -> bool:
    """A part that lists words: its columns are places without a meaning of their own."""
    if not all(column == "" or column.isdigit() for column in grid.columns):
        return False
    return all(not cell.figure for _key, cells_of_row in grid.rows for cell in cells_of_row if cell)


def replaced(data: Mapping[str, Any], figures: Mapping[str, str]) -> dict[str, Any]:
    """The tariff with other figures in some cells; an unknown cell or a word raises ``CellFault``."""
    changed: dict[str, Any] = deepcopy(dict(data))
    known = {cell.path: cell for cell in cells(data)}
    for path, text in figures.items():
        cell = known.get(path)
        if cell is None or not cell.figure:
            raise CellFault(path, _("This cell is not part of the tariff."))
        if not _same(text.strip(), cell.value):
            _put(changed, path.split(MARK), checked(path, text))
    return changed


def checked(path: str, text: str) -> str:
    """A figure as it is stored. Tariffs know reductions below zero (floating), and a limited number of decimals."""
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        raise CellFault(path, _("Enter a number.")) from None
    exponent = number.as_tuple().exponent
    if number.is_finite() and number.adjusted() > MOST_DIGITS:
        raise CellFault(path, _("The amount is too large."))
    if not number.is_finite() or (isinstance(exponent, int) and exponent < -MOST_DECIMALS):
        raise CellFault(path, _("Enter a number with at most eight decimals."))
    return text.strip()


def _put(data: Any, path: Sequence[str], text: str) -> None:
    for key in path[:-1]:
        data = data[_key(data, key)]
    last = _key(data, path[-1])
    data[last] = int(text) if isinstance(data[last], int) and text.isdigit() else text


def _key(data: Any, key: str) -> Any:
    if isinstance(data, list):
        return int(key)
    return key if key in data else next(known for known in data if str(known) == key)


def with_row(data: Mapping[str, Any], part: str, key: str, figures: Mapping[str, str]) -> dict[str, Any]:
    """A new row of a part, as its other rows are made."""
    changed: dict[str, Any] = deepcopy(dict(data))
    rows = changed[part]
    if key in rows:
        raise CellFault(part, _("This row is there already."))
    if set(figures) == {""}:
        rows[key] = checked(f"{part}{MARK}{key}", figures[""])
    else:
        rows[key] = {column: checked(f"{part}{MARK}{key}", text) for column, text in figures.items()}
    return changed


def ranges_in_order(data: Mapping[str, Any]) -> None:
    """A filed range has its lower end below its upper one."""
    for name, rule in data.get("factors", {}).items():
        if "low" in rule and Decimal(str(rule["low"])) > Decimal(str(rule["high"])):
            raise CellFault(f"factors{MARK}{name}{MARK}low", _("The lower end of the range is above the upper one."))


def not_too_far(old: Mapping[str, Any], new: Mapping[str, Any], most: Decimal) -> None:
    """One version changes a figure by at most ``most`` times, up or down, and never across zero: what is typed in the
    wrong unit, such as 1.2 for 1.2 ‰, is a thousand times too much."""
    for path, before, after in changed_cells(old, new):
        if not (is_figure(before) and is_figure(after)) or not Decimal(before):
            continue
        ratio = Decimal(after) / Decimal(before)
        if not 1 / most <= ratio <= most:
            raise CellFault(path, _("This changes the figure too far for one version. Look at the unit."))


def changed_cells(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Path, old and new figure of every cell that differs; "" where there is none."""
    before = {cell.path: cell.value for cell in cells(old)}
    after = {cell.path: cell.value for cell in cells(new)}
    return [
        (path, before.get(path, ""), after.get(path, ""))
        for path in (*before, *(path for path in after if path not in before))
        if not _same(before.get(path, ""), after.get(path, ""))
    ]


def _same(old: str, new: str) -> bool:
    return old == new or (is_figure(old) and is_figure(new) and Decimal(old) == Decimal(new))
