"""What the entry of a line says as flat terms of the policy, and back: ``content.limit``, ``content.items.0.name``.

Rows keep their place over all endorsements: a row that is taken out leaves a gap, a new one comes behind the last. So
a change of one item is never mistaken for a change of the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from underwriting.rules.entry.spec import Content, rows_of
from underwriting.rules.policy_terms import CONTENT, Terms

FLAG, RIDERS, FACTORS, BETWEEN = "✓", "riders", "factors", ","
Row = Mapping[str, str]


def flat(content: Content) -> dict[str, str]:
    """Every entry under its path; what says nothing is left out."""
    found: dict[str, str] = {}
    for name, value in content.items():
        if name == RIDERS:
            found[f"{CONTENT}{name}"] = BETWEEN.join(value)
        elif isinstance(value, Mapping):
            found |= {f"{CONTENT}{name}.{key}": _text(one) for key, one in value.items()}
        elif isinstance(value, list | tuple):
            found |= _at(name, dict(enumerate(_row(row) for row in rows_of(content, name))))
        else:
            found[f"{CONTENT}{name}"] = _text(value)
    return {path: value for path, value in found.items() if value}


def content_in(terms: Terms) -> dict[str, Any]:
    """The content that the terms of a policy hold."""
    found: dict[str, Any] = {}
    names = dict.fromkeys(path.split(".")[1] for path in terms if path.startswith(CONTENT))
    for name in names:
        inner = f"{CONTENT}{name}."
        if name == RIDERS:
            found[name] = terms[f"{CONTENT}{name}"].split(BETWEEN)
        elif name == FACTORS:
            found[name] = {path.removeprefix(inner): value for path, value in terms.items() if path.startswith(inner)}
        elif f"{CONTENT}{name}" in terms:
            found[name] = _value(terms[f"{CONTENT}{name}"])
        else:
            rows = rows_at(terms, name)
            found[name] = [{key: _value(one) for key, one in rows[place].items()} for place in sorted(rows)]
    return found


def rows_at(terms: Terms, name: str) -> dict[int, dict[str, str]]:
    """The rows of a table by their places."""
    found: dict[int, dict[str, str]] = {}
    for path, value in terms.items():
        if path.startswith(f"{CONTENT}{name}."):
            _start, _name, place, column = path.split(".", 3)
            found.setdefault(int(place), {})[column] = value
    return found


def changes(old: Terms, new: Content, rows: str = "") -> dict[str, str]:
    """What differs between the terms and a new content; an entry that is gone has no value. ``rows`` is the name of
    the table of the entry."""
    plain = flat({name: value for name, value in new.items() if name != rows})
    if rows:
        placed = _placed(rows_at(old, rows), [_row(row) for row in rows_of(new, rows)])
        plain |= _at(rows, placed)
    before = {path: value for path, value in old.items() if path.startswith(CONTENT)}
    gone = {path: "" for path in before if path not in plain}
    return {path: value for path, value in {**plain, **gone}.items() if before.get(path, "") != value}


def _placed(old: Mapping[int, Row], new: Sequence[Row]) -> dict[int, Row]:
    """New rows at the places of the old ones: the same row, then the row of the same name, then, when as many rows
    are left on both sides, in their order; what is new comes behind."""
    free, found, open_rows = dict(old), {}, list(new)
    for is_same in (_equal, _same_name):
        left: list[Row] = []
        for row in open_rows:
            place = next((at for at, one in free.items() if is_same(one, row)), None)
            if place is None:
                left.append(row)
            else:
                found[place] = row
                del free[place]
        open_rows = left
    behind = max(old, default=-1) + 1
    places: Iterable[int] = sorted(free) if len(free) == len(open_rows) else range(behind, behind + len(open_rows))
    return {**found, **dict(zip(places, open_rows, strict=True))}


def _equal(one: Row, other: Row) -> bool:
    return dict(one) == dict(other)


def _same_name(one: Row, other: Row) -> bool:
    return _name(one) == _name(other)


def _name(row: Row) -> tuple[str, ...]:
    return (row["name"],) if row.get("name") else (row.get("tier", ""), row.get("plan", ""))


def _at(name: str, rows: Mapping[int, Row]) -> dict[str, str]:
    return {f"{CONTENT}{name}.{place}.{key}": value for place, row in rows.items() for key, value in row.items()}


def _row(row: Mapping[str, Any]) -> dict[str, str]:
    return {name: text for name, value in row.items() if (text := _text(value))}


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return FLAG if value else ""
    return "" if value is None else str(value)


def _value(text: str) -> Any:
    return True if text == FLAG else text
