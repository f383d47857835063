"""The template of a bank statement, and the reconciliation statement as a table."""

from __future__ import annotations

import io
from datetime import date

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from core.web.export_values import safe_text
from finance.models import BankStatement
from finance.rules.statement_table import COLUMNS, REQUIRED
from finance.selectors.bank_reconciliation import Outstanding, Sheet

MONEY = "#,##0.00"
EXAMPLES = ("", "POS20260131000123", "林建国", "POS收款", "1430.00", "")


def statement_template(today: date) -> bytes:
    """The headings with one example; required columns carry a star."""
    book, sheet = _new("银行对账单")
    sheet.append([f"{text}{'*' if name in REQUIRED else ''}" for name, text in COLUMNS.items()])
    sheet.append([today.isoformat(), *EXAMPLES[1:]])
    _widths(sheet, (14, 24, 24, 28, 16, 16))
    return _bytes(book)


def reconciliation_table(statement: BankStatement, sheet: Sheet) -> bytes:
    """银行存款余额调节表 with its outstanding items."""
    book, page = _new(_("Bank reconciliation"))
    adjusted = sheet.adjusted
    page.append([_("Bank reconciliation statement")])
    page.append([statement.unit.name, str(statement.account), f"{statement.month:%Y-%m}"])
    page.append([])
    page.append([_("Own books"), _("Amount"), "", _("Bank side"), _("Amount")])
    page.append([_("Balance of the books"), adjusted.book, "", _("Balance of the bank"), adjusted.bank])
    page.append([_("Add: bank received, books not"), adjusted.bank_in_not_book, "",
                 _("Add: books received, bank not"), adjusted.book_in_not_bank])  # fmt: skip
    page.append([_("Less: bank paid, books not"), adjusted.bank_out_not_book, "",
                 _("Less: books paid, bank not"), adjusted.book_out_not_bank])  # fmt: skip
    page.append([_("Adjusted balance"), adjusted.adjusted_book, "", _("Adjusted balance"), adjusted.adjusted_bank])
    page.append([_("Difference"), adjusted.difference])
    page.append([])
    page.append([_("Outstanding items"), _("Date"), _("Bank reference"), _("Counterparty and text"), _("Amount"),
                 _("Age in days"), _("Explanation")])  # fmt: skip
    for label, items in kinds(sheet):
        for item in items:
            texts = [safe_text(item.reference), safe_text(item.text)]
            note = safe_text(item.note.text) if item.note else ""
            page.append([label, item.on.isoformat(), *texts, item.amount, item.age, note])
    _finish(page)
    return _bytes(book)


def kinds(sheet: Sheet) -> list[tuple[str, list[Outstanding]]]:
    """The four kinds of outstanding items by their names (9.7)."""
    return [
        (_("Bank received, books not"), sheet.bank_in),
        (_("Bank paid, books not"), sheet.bank_out),
        (_("Books received, bank not"), sheet.book_in),
        (_("Books paid, bank not"), sheet.book_out),
    ]


def _new(title: str) -> tuple[Workbook, Worksheet]:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # noqa: S101 - a new book has one
    sheet.title = title
    return book, sheet


def _finish(page: Worksheet) -> None:
    page["A1"].font = Font(bold=True, size=14)
    for row in page.iter_rows(min_row=4, max_row=11):
        for cell in row:
            cell.font = Font(bold=cell.row in {4, 8, 11})
    for row in page.iter_rows(min_row=5):
        for cell in row:
            if not isinstance(cell.value, str | int):
                cell.number_format, cell.alignment = MONEY, Alignment(horizontal="right")
    _widths(page, (32, 18, 22, 40, 18, 10, 40))


def _widths(sheet: Worksheet, widths: tuple[int, ...]) -> None:
    for letter, width in zip("ABCDEFG", widths, strict=False):
        sheet.column_dimensions[letter].width = width


def _bytes(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
