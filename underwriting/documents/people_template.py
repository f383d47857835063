"""The table in which a group lists its persons."""

from __future__ import annotations

import io

from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from underwriting.rules.people_list import COLUMNS, PAPERS

TITLE = "人员清单"


def template() -> bytes:
    """Headings, an example row, and the papers to choose from."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # noqa: S101 - a new book has one
    sheet.title = TITLE
    for place, column in enumerate(COLUMNS, start=1):
        head = sheet.cell(1, place, f"{column.heading}{'*' if column.required else ''}")
        head.font = Font(bold=True)
        head.fill = PatternFill("solid", fgColor="FFE8EEF7" if column.required else "FFF4F4F4")
        sheet.cell(2, place, column.example).font = Font(color="FF888888")
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = max(12, len(column.example) + 4)
        for row in range(2, 502):  # long numbers stay as typed
            sheet.cell(row, place).number_format = "@"
    offered = DataValidation(type="list", formula1=f'"{",".join(PAPERS)}"', allow_blank=True)
    offered.add("B2:B100001")
    sheet.add_data_validation(offered)
    sheet.freeze_panes = "B2"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
