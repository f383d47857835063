"""What the entry of a line says, in the reader's language: for pages, and for papers, which are always Chinese."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from underwriting.rules.entry import ENTRIES, Field, Kind, LineEntry
from underwriting.rules.entry.choices import RIDER_WORDS, TARIFF_WORDS
from underwriting.rules.entry.spec import rows_of
from underwriting.rules.rating.factors import label_of
from underwriting.selectors.catalogue import product
from underwriting.selectors.checked import entry_label


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The entry as it is read: its fields, and its table with headings; ``right`` says which columns are figures."""

    facts: tuple[tuple[str, str], ...]
    title: str = ""
    headings: tuple[tuple[str, bool], ...] = ()
    rows: tuple[tuple[tuple[str, bool], ...], ...] = ()


def shown(code: str, on: date, content: Mapping[str, Any], *, priced: bool = True) -> Shown:
    """The content of a product as it was entered. Empty entries are left out; papers leave out the rating factors."""
    entry = ENTRIES[product(code, on).module]
    facts = [(_(f.label), value_of(f, content[f.name])) for f in entry.fields if content.get(f.name)]
    chosen = (content.get("factors") or {}) if priced else {}
    factors = [(_(label_of(name)), str(value)) for name, value in chosen.items()]
    riders = _(", ").join(_(RIDER_WORDS.get(code, code)) for code in content.get("riders") or ())
    listed = [*facts, *factors, *([(_("Riders"), riders)] if riders else [])]
    if entry.rows is None:
        return Shown(facts=tuple(listed))
    rows = rows_of(content, entry.rows.name)
    columns = [c for c in entry.rows.columns if any(row.get(c.name) for row in rows)]
    return Shown(
        facts=tuple(listed),
        title=_(entry.rows.title),
        headings=tuple((_(c.label), _is_figure(c)) for c in columns),
        rows=tuple(tuple((value_of(c, row.get(c.name, "")), _is_figure(c)) for c in columns) for row in rows),
    )


def _is_figure(field: Field) -> bool:
    return field.kind in {Kind.AMOUNT, Kind.COUNT, Kind.YEAR, Kind.RATE, Kind.PERCENT}


def value_of(field: Field, kept: Any) -> str:
    """One entry as people read it."""
    if kept in (None, ""):
        return ""
    if field.kind in _FIGURES:
        return _FIGURES[field.kind](Decimal(str(kept)))
    if field.kind is Kind.CHOICE:
        return _(dict(field.choices).get(kept) or TARIFF_WORDS.get(kept, kept))
    return _("yes") if field.kind is Kind.FLAG else str(kept)


_FIGURES: dict[Kind, Callable[[Decimal], str]] = {
    Kind.AMOUNT: lambda amount: f"{amount:,.2f}",
    Kind.RATE: lambda rate: f"{(rate * 1000).normalize():f} ‰",
    Kind.PERCENT: lambda share: f"{(share * 100).normalize():f} %",
}


Path = tuple[str, ...]


def parts_changed(old: Any, new: Any) -> Iterator[tuple[str, str, str]]:
    """Which entries of a content differ: label, before and after, as people read them; rows by their place."""
    known = _entry_of({**(old or {}), **(new or {})})
    before, after = _flat(known, old or {}), _flat(known, new or {})
    for path in {**before, **after}:
        if before.get(path) != after.get(path):
            yield _label(known, path), before.get(path, ""), after.get(path, "")


def reasons_changed(old: Any, new: Any) -> Iterator[tuple[str, str, str]]:
    """What a reviewer wrote at which entry."""
    before, after = old or {}, new or {}
    known = _entry_of({**before, **after})
    for name in {**before, **after}:
        if before.get(name) != after.get(name):
            label = _label(known, (name,)) if name in _names(known) else entry_label(name)
            yield label, before.get(name, ""), after.get(name, "")


def _entry_of(content: Mapping[str, Any]) -> LineEntry:
    """The entry that a content was made with: it knows most of what is said and least besides."""
    said = set(content)
    return max(ENTRIES.values(), key=lambda entry: len(said & _names(entry)) * 2 - len(said - _names(entry)))


def _names(entry: LineEntry) -> set[str]:
    rows = {entry.rows.name} if entry.rows else set()
    return {field.name for field in entry.fields} | rows | {"factors", "riders"}


def _flat(entry: LineEntry, content: Mapping[str, Any]) -> dict[Path, str]:
    """Every entry by its path, in words."""
    rows = entry.rows.name if entry.rows else ""
    found: dict[Path, str] = {
        ("factors", str(name)): str(chosen) for name, chosen in (content.get("factors") or {}).items()
    }
    found[("riders",)] = _(", ").join(_(RIDER_WORDS.get(code, code)) for code in content.get("riders") or ())
    for place, row in enumerate(rows_of(content, rows), start=1):
        found |= {(rows, str(place), name): _in_words(entry, (rows, "", name), kept) for name, kept in row.items()}
    plain = set(content) - {"factors", "riders", rows}
    return found | {(name,): _in_words(entry, (name,), content[name]) for name in plain}


def _field_at(entry: LineEntry, path: Path) -> Field | None:
    listed = entry.rows.columns if entry.rows and len(path) == 3 else entry.fields
    return next((field for field in listed if field.name == path[-1]), None)


def _in_words(entry: LineEntry, path: Path, kept: Any) -> str:
    field = _field_at(entry, path)
    return value_of(field, kept) if field else str(kept)


def _label(entry: LineEntry, path: Path) -> str:
    if path[0] == "factors" and len(path) == 2:
        return _(label_of(path[1]))
    if path in {("riders",), ("factors",)}:
        return _("Riders") if path == ("riders",) else _("Rating factors")
    if entry.rows and path[0] == entry.rows.name and len(path) == 1:
        return _(entry.rows.title)
    field = _field_at(entry, path)
    own = _(field.label) if field else path[-1]
    return f"{_(entry.rows.title)} {path[1]} · {own}" if entry.rows and len(path) == 3 else own
