"""Reading the file of a bank statement: Excel or text with commas, headings in any order."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from core.workflow.refusals import RuleRefusal
from finance.rules.statement_table import COLUMNS, MOST_ROWS, REQUIRED

ENCODINGS = ("utf-8-sig", "gb18030")


class StatementUnreadable(RuleRefusal):
    """The file is no statement."""

    code = "statement_unreadable"


def read_statement(content: bytes) -> list[tuple[int, Mapping[str, str]]]:
    """Row numbers as the table program shows them, with the texts by column; empty rows are left out."""
    cells = _excel(content) if content[:2] == b"PK" else _text(content)
    names = _names(cells[0] if cells else [])
    rows = [(place, _texts(names, row)) for place, row in enumerate(cells[1:], start=2)]
    filled: list[tuple[int, Mapping[str, str]]] = [(place, texts) for place, texts in rows if any(texts.values())]
    if not filled:
        raise StatementUnreadable(_("The statement has no lines."), field="file")
    if len(filled) > MOST_ROWS:
        message = _("The statement has %(rows)s lines; at most %(most)s are taken at once.")
        raise StatementUnreadable(message % {"rows": len(filled), "most": MOST_ROWS}, field="file")
    return filled


def _excel(content: bytes) -> list[list[Any]]:
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            return book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, ValueError, IndexError):
        raise _unreadable() from None


def _text(content: bytes) -> list[list[Any]]:
    for encoding in ENCODINGS:
        try:
            return [list(row) for row in csv.reader(io.StringIO(content.decode(encoding)))]
        except (UnicodeDecodeError, csv.Error):
            continue
    raise _unreadable()


def _unreadable() -> StatementUnreadable:
    return StatementUnreadable(_("The file cannot be read. Send it as .xlsx or .csv."), field="file")


def _names(headings: Sequence[Any]) -> list[str]:
    known = {text: name for name, text in COLUMNS.items()}
    plain = [_cell(heading).strip("*＊ ") for heading in headings]
    missing = [COLUMNS[name] for name in REQUIRED if COLUMNS[name] not in plain]
    if missing:
        message = _("These columns are missing: %(columns)s. Use the template.")
        raise StatementUnreadable(message % {"columns": _(", ").join(missing)}, field="file")
    return [known.get(text, "") for text in plain]


def _texts(names: Sequence[str], row: Sequence[Any]) -> dict[str, str]:
    return {name: _cell(cell) for name, cell in zip(names, row, strict=False) if name}


def _cell(value: Any) -> str:
    """The text of a cell; whole numbers lose the decimal point that table programs give them."""
    if isinstance(value, datetime | date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
