"""Lists as files: CSV for programs, Excel for people. Every export is audited; a long one is made in the background."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from core import audit, jobs
from core.keeping import exports_kept_until
from core.models import ListExport
from core.web.export_purpose import Mark, asked_first, holds_personal_data, mark_of
from core.web.export_values import exported, value_of
from core.web.list_spec import Column, ListPage
from core.web.requests import command_of

AT_ONCE = 5_000
MOST_ROWS = {"xlsx": 150_000, "csv": 1_000_000}  # what people's programs open without trouble
CHUNK = 1_000
MOST_IN_FOOTER = 200  # the format of the file allows 255 signs with the codes of the place
SEARCHED = "q"
JOB = "core.export_list"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
AMOUNT, A_DAY, A_MOMENT = "#,##0.00", "yyyy-mm-dd", "yyyy-mm-dd hh:mm"
Told = Callable[[int], None]
Prepare = Callable[[list[Any]], None]


def export(request: HttpRequest, spec: ListPage, columns: Sequence[Column], rows: QuerySet[Any]) -> Any:
    """The filtered rows with the chosen columns as ``csv`` or ``xlsx``; who took what is written down.

    In the background the list is opened once more by its view, which hands the rows to the one who makes the file.
    """
    taker = getattr(request, "exported_to", None)
    if taker is not None:
        return taker(columns, rows, spec.decorate)
    form = "csv" if request.GET["export"] == "csv" else "xlsx"
    question = asked_first(request, title=spec.title, personal=holds_personal_data(columns))
    if question is not None:
        return question
    is_long = rows.order_by()[: AT_ONCE + 1].count() > AT_ONCE
    audit.record(
        command_of(request),
        "core.list.export",
        subject=("core.list", None, spec.export_name),
        after={"asked": _asked(request), "form": form, "background": is_long},
    )
    return _in_background(request, spec, form) if is_long else _at_once(request, spec, form, columns, rows)


def _asked(request: HttpRequest) -> dict[str, str]:
    """The conditions. What was searched for may be a name or a number of a customer, and the trail is never erased."""
    return {name: "…" if name == SEARCHED and value else str(value) for name, value in request.GET.items()}


def _at_once(request: HttpRequest, spec: ListPage, form: str, columns: Sequence[Column], rows: QuerySet[Any]) -> Any:
    lines, mark = lines_of(columns, rows, prepare=spec.decorate), mark_of(request)
    answer: HttpResponse | StreamingHttpResponse
    if form == "csv":
        answer = StreamingHttpResponse(csv_of(lines, mark), content_type="text/csv; charset=utf-8")
    else:
        answer = HttpResponse(xlsx_of(lines, mark), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{file_name(spec.export_name, form)}"'
    return answer


def _in_background(request: HttpRequest, spec: ListPage, form: str) -> HttpResponse:
    """Write the wish down and lead to its progress."""
    actor, now = request.actor, timezone.now()  # type: ignore[attr-defined]
    with transaction.atomic():
        wish = ListExport.objects.create(
            owner_id=actor.staff_id,
            assignment_id=actor.assignment_id,
            address=request.get_full_path(),
            name=file_name(spec.export_name, form),
            language=get_language() or "",
            asked_at=now,
            expires_at=exports_kept_until(now),
        )
        work = jobs.enqueue(JOB, key=str(uuid4()), payload={"export": wish.pk}, requested_by=actor.staff_id)
    return HttpResponseRedirect(reverse("core:background", args=[work.pk]))


def file_name(name: str, form: str) -> str:
    return f"{name}-{timezone.localtime():%Y%m%d-%H%M}.{form}"


def lines_of(
    columns: Sequence[Column], rows: QuerySet[Any], told: Told = lambda _count: None, prepare: Prepare | None = None
) -> Iterator[list[Any]]:
    """The heads, then the rows, each a list of values that a spreadsheet can take; ``prepare`` adds to some rows at a
    time what the list fetches for a page, ``told`` hears how far it is."""
    yield [str(column.label) for column in columns]
    count, found = 0, rows.iterator(chunk_size=CHUNK)
    while some := list(islice(found, CHUNK)):
        if prepare:
            prepare(some)
        for row in some:
            yield [value_of(column, row) for column in columns]
        count += len(some)
        if not count % CHUNK:
            told(count)


def csv_of(lines: Iterable[list[Any]], mark: Mark | None = None) -> Iterator[str]:
    """For programs: the mark is the last line, and only where personal data are in the file."""
    yield "\ufeff"
    for line in lines:
        yield _csv_line([_as_text(value) for value in line])
    if mark and mark.purpose:
        yield _csv_line([f"# {mark.text}"])


def _csv_line(values: Sequence[Any]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerow(values)
    return buffer.getvalue()


def xlsx_of(lines: Iterable[list[Any]], mark: Mark | None = None, *, title: str | None = None) -> bytes:
    """For people: the mark stands on a sheet of its own and below every printed page, so that rows stay rows."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    for line in lines:
        sheet.append([_as_cell(sheet, value) for value in line])
    if mark:
        put_mark(book, sheet, mark)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def put_mark(book: Workbook, sheet: Any, mark: Mark) -> None:
    """Who took the book, when and for what: below the pages, in its properties and on a sheet of its own."""
    sheet.oddFooter.left.text = mark.text.replace("&", "&&")[:MOST_IN_FOOTER]
    book.properties.creator = mark.who
    book.properties.description = mark.text
    about = book.create_sheet(_("About this file"))
    told = (
        (_("Exported by"), mark.who),
        (_("Exported at"), mark.at),
        (_("Purpose"), mark.reason or "–"),
        ("", mark.text),
    )
    for label, value in told:
        about.append([label, _as_cell(about, exported(value))])


def _as_cell(sheet: Any, value: Any) -> Any:
    """Amounts and days look like amounts and days, and can be added up and sorted."""
    if not isinstance(value, Decimal | date):
        return value
    cell = WriteOnlyCell(sheet, value=value)  # type: ignore[arg-type]
    cell.number_format = AMOUNT if isinstance(value, Decimal) else A_MOMENT if isinstance(value, datetime) else A_DAY
    return cell


def _as_text(value: Any) -> Any:
    return f"{value:%Y-%m-%d %H:%M}" if isinstance(value, datetime) else value
