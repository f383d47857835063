"""The table in which a customer lists a fleet: headings, one example, and a sheet with what may be entered."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from underwriting.rules.fleet import CLASS_NAMES, COLUMNS, MOST_ROWS, NO, YES, Column, Kind

SHEET, VALUES = "车辆清单", "填写说明"
_HINTS = {
    Kind.PLATE: "新车未上牌的留空",
    Kind.VIN: "17位，按行驶证填写",
    Kind.CLASS: "从下拉列表选择",
    Kind.DAY: "格式：2026-01-31",
    Kind.NUMBER: "数字",
    Kind.COUNT: "整数",
    Kind.YES_NO: f"{YES}或{NO}",
    Kind.TEXT: "文字",
}
_UNSAID = {"sum_insured": "留空按车辆实际价值", "third_party_limit": "留空为不投保", "autonomous_factor": "留空为1"}


def template(limits: Sequence[Decimal], today: date) -> bytes:
    """The template as .xlsx; ``limits`` are the third-party limits that the tariff offers today."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # noqa: S101 - a new book has one
    sheet.title = SHEET
    lists = _allowed(book, limits)
    for place, column in enumerate(COLUMNS, start=1):
        _head(sheet, place, column, today)
        if column.name in lists:
            _offer(sheet, place, lists[column.name])
    sheet.freeze_panes = "C2"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _head(sheet: Worksheet, place: int, column: Column, today: date) -> None:
    head = sheet.cell(1, place, f"{column.heading}{'*' if column.required else ''}")
    head.font = Font(bold=True)
    head.fill = PatternFill("solid", fgColor="FFE8EEF7" if column.required else "FFF4F4F4")
    head.comment = Comment(_hint(column), "")
    letter = get_column_letter(place)
    sheet.column_dimensions[letter].width = max(12, 2 * len(column.heading) + 4, len(column.example) + 4)
    example = sheet.cell(2, place, _example(column, today))
    example.font = Font(color="FF888888")
    if column.kind is not Kind.NUMBER:
        for row in range(2, 502):  # long numbers and dates stay as typed
            sheet.cell(row, place).number_format = "@"


def _example(column: Column, today: date) -> str | None:
    if column.name == "start_on":
        return (today + timedelta(days=1)).isoformat()
    return column.example or None


def _hint(column: Column) -> str:
    said = "必填" if column.required else "选填"
    return "，".join(part for part in (said, _HINTS[column.kind], _UNSAID.get(column.name, "")) if part)


def _allowed(book: Workbook, limits: Sequence[Decimal]) -> dict[str, str]:
    """The sheet that explains every column and holds the lists; the ranges of the lists by column."""
    sheet = book.create_sheet(VALUES)
    sheet.append(["栏目", "填写要求", "", "车辆种类", "第三者责任限额", "是否"])
    choices: list[list[str | int]] = [[*CLASS_NAMES], [int(limit) for limit in limits], [YES, NO]]
    for place, column in enumerate(COLUMNS, start=2):
        sheet.cell(place, 1, column.heading)
        sheet.cell(place, 2, _hint(column))
    for offset, values in enumerate(choices, start=4):
        for row, value in enumerate(values, start=2):
            sheet.cell(row, offset, value)
    for letter, width in zip("ABDEF", (24, 34, 20, 18, 8), strict=True):
        sheet.column_dimensions[letter].width = width
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    note = f"第二行是示例，请改写或删除。一次最多{MOST_ROWS}辆。全部行都正确时才会导入。"
    sheet.cell(len(COLUMNS) + 3, 1, note)
    ranges = {"vehicle_class": _range("D", choices[0]), "third_party_limit": _range("E", choices[1])}
    return ranges | {c.name: _range("F", choices[2]) for c in COLUMNS if c.kind is Kind.YES_NO}


def _range(letter: str, values: Sequence[object]) -> str:
    return f"'{VALUES}'!${letter}$2:${letter}${len(values) + 1}"


def _offer(sheet: Worksheet, place: int, source: str) -> None:
    offered = DataValidation(type="list", formula1=source, allow_blank=True)
    letter = get_column_letter(place)
    offered.add(f"{letter}2:{letter}{MOST_ROWS + 1}")
    sheet.add_data_validation(offered)
