"""Books as tables: a head of two lines, headings, rows with amounts as numbers."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from core.web.export_purpose import Mark
from core.web.export_values import safe_text
from core.web.exporting import put_mark

MONEY = "#,##0.00"


def book_table(
    *,
    title: str,
    about: Sequence[str],
    headings: Sequence[str],
    rows: Iterable[Sequence[Any]],
    name: str,
    mark: Mark | None = None,
) -> bytes:
    """One sheet; days as text, amounts as numbers with two decimals."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(name[:31])
    sheet.append([_bold(sheet, title)])
    sheet.append([safe_text(text) for text in about])
    sheet.append([_bold(sheet, heading) for heading in headings])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    if mark:
        put_mark(book, sheet, mark)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _bold(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, text)
    cell.font = Font(bold=True)
    return cell


def _cell(sheet: Any, value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return safe_text(value)
    if not isinstance(value, Decimal):
        return value
    cell = WriteOnlyCell(sheet)
    cell.value = value
    cell.number_format = MONEY
    return cell
