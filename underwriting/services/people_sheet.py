"""Reading the table of a list of persons."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from underwriting.rules.fleet_values import cell_text
from underwriting.rules.people_list import COLUMNS, MOST_PERSONS
from underwriting.services.refusals import UnreadableTable

Texts = dict[str, str]


def read_people(content: bytes) -> list[tuple[int, Texts]]:
    """Row numbers as the table program shows them, with the texts by column; empty rows are left out."""
    cells = _cells(content)
    names = _names(cells[0] if cells else [])
    rows = [(place, _texts(names, row)) for place, row in enumerate(cells[1:], start=2)]
    filled = [(place, texts) for place, texts in rows if any(texts.values())]
    if not filled:
        raise UnreadableTable(_("The table has no persons. Fill in the first sheet below the headings."), field="file")
    if len(filled) > MOST_PERSONS:
        message = _("The table has %(rows)s persons; at most %(most)s are taken.")
        raise UnreadableTable(message % {"rows": len(filled), "most": MOST_PERSONS}, field="file")
    return filled


def _cells(content: bytes) -> list[list[Any]]:
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            sheet = book.get_sheet_by_index(0)
            if sheet.total_height > 2 * MOST_PERSONS:
                raise UnreadableTable(_("The table has too many rows."), field="file")
            return sheet.to_python(skip_empty_area=False)
    except (CalamineError, ValueError, IndexError):
        raise UnreadableTable(
            _("The table cannot be read. Save it again as .xlsx and send it."), field="file"
        ) from None


def _names(headings: Sequence[Any]) -> list[str]:
    """The column that each heading names; a star marks a required one in the template."""
    known = {text: column.name for column in COLUMNS for text in (column.heading, column.name)}
    plain = [cell_text(heading).strip("*＊ ") for heading in headings]
    missing = [c.heading for c in COLUMNS if c.required and not {c.heading, c.name} & set(plain)]
    twice = sorted({text for text in plain if text in known and plain.count(text) > 1})
    if missing or twice:
        message = _("These columns are missing or stand twice: %(columns)s. Use the template.")
        raise UnreadableTable(message % {"columns": _(", ").join([*missing, *twice])}, field="file")
    return [known.get(text, "") for text in plain]


def _texts(names: Iterable[str], row: Sequence[Any]) -> Texts:
    return {name: cell_text(value) for name, value in zip(names, row, strict=False) if name}
