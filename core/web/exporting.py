"""Lists as files: CSV for programs, Excel for people. Every export is audited."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.html import strip_tags
from openpyxl import Workbook

from core import audit
from core.web.requests import command_of

MOST_ROWS = 100_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# A cell that begins like a formula would be executed by the program that opens the file.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def export(
    request: HttpRequest, name: str, columns: Sequence[Any], rows: QuerySet[Any], form: str
) -> HttpResponse | StreamingHttpResponse:
    """The filtered rows as ``csv`` or ``xlsx``, at most ``MOST_ROWS``; who took what is written down."""
    found = rows[:MOST_ROWS]
    asked = dict(request.GET.items())
    audit.record(
        command_of(request), "core.list.export", subject=("core.list", None, name), after={"asked": asked, "form": form}
    )
    stamp = timezone.localtime().strftime("%Y%m%d-%H%M")
    if form == "csv":
        answer: HttpResponse | StreamingHttpResponse = StreamingHttpResponse(
            _csv(columns, found), content_type="text/csv; charset=utf-8"
        )
    else:
        answer = HttpResponse(_xlsx(columns, found), content_type=XLSX)
        form = "xlsx"
    answer["Content-Disposition"] = f'attachment; filename="{name}-{stamp}.{form}"'
    return answer


def _values(columns: Sequence[Any], row: Any) -> list[Any]:
    return [_value(column.plain(row) if column.plain else strip_tags(str(column.cell(row)))) for column in columns]


def _value(value: Any) -> Any:
    if isinstance(value, Decimal | int | float) or value is None:
        return value
    return safe_text(value)


def safe_text(value: Any) -> str:
    """Text that a spreadsheet will not take for a formula."""
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _csv(columns: Sequence[Any], rows: QuerySet[Any]) -> Iterator[str]:
    yield "\ufeff" + _line([str(column.label) for column in columns])
    for row in rows.iterator(chunk_size=1000):
        yield _line(_values(columns, row))


def _line(values: list[Any]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerow(values)
    return buffer.getvalue()


def _xlsx(columns: Sequence[Any], rows: QuerySet[Any]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append([str(column.label) for column in columns])
    for row in rows.iterator(chunk_size=1000):
        sheet.append(_values(columns, row))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
