"""What the entry of a line says, in the reader's language: for pages, and for papers, which are always Chinese."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from underwriting.rules.entry import ENTRIES, Field, Kind
from underwriting.rules.entry.choices import RIDER_WORDS, TARIFF_WORDS
from underwriting.rules.entry.spec import rows_of
from underwriting.rules.rating.factors import label_of
from underwriting.selectors.catalogue import product


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
