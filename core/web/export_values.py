"""What a column hands to a file: words as the list shows them, amounts as numbers, days as days."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from html import unescape
from typing import Any

from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from core.web.list_spec import Column

# A cell that begins like a formula would be executed by the program that opens the file.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
NOTHING = {"", "–"}
ANOTHER_LINE = re.compile(r"<(?:small|br)\b[^>]*>")
A_SUM = re.compile(r"[+−-]?¥?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?")
A_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
NUMBERS = ("ui-r", "ui-num")


def value_of(column: Column, row: Any) -> Any:
    """What ``column`` says of ``row`` as a spreadsheet takes it: the plain value, else what the cell shows."""
    return exported(column.plain(row)) if column.plain else _shown(column, column.cell(row))


def exported(value: Any) -> Any:
    """A value as it stands in a file; moments in the time of the place, without their zone."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return timezone.localtime(value).replace(tzinfo=None) if timezone.is_aware(value) else value
    if isinstance(value, Decimal | int | float | date) or value is None:
        return value
    told = getattr(value, "meant", None)
    return exported(told) if told is not None else safe_text(value)


def _shown(column: Column, cell: Any) -> Any:
    """The cell without its markup; a figure in a column of figures is a number."""
    if getattr(cell, "meant", None) is not None:
        return exported(cell.meant)
    text = text_of(cell)
    if text in NOTHING:
        return None
    if A_DAY.fullmatch(text):
        return date.fromisoformat(text)
    if A_SUM.fullmatch(text) and ("¥" in text or set(NUMBERS) & set(column.css.split())):
        plain = text.replace("¥", "").replace(",", "").replace("−", "-").replace("+", "")
        return Decimal(plain) if "." in plain else int(plain)
    return safe_text(text)


def text_of(cell: Any) -> str:
    """The words of a cell; what stands on the second line follows after a dot."""
    parts = ANOTHER_LINE.split(str(cell))
    return " · ".join(filter(None, (" ".join(unescape(strip_tags(part)).split()) for part in parts)))


def safe_text(value: Any) -> str:
    """Text that a spreadsheet will not take for a formula."""
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
