"""Pages of tables whose rows are not rows of one database table: the same look as lists, with export."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core import audit
from core.web.detail import Crumb
from core.web.export_purpose import Mark, asked_first, holds_personal_data, mark_of
from core.web.export_values import safe_text, text_of, value_of
from core.web.exporting import XLSX, file_name, xlsx_of
from core.web.lists import Column
from core.web.pages import page
from core.web.requests import command_of

PDF = "application/pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One table with its head; ``tone`` marks a section that should be empty and is not."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Any]
    icon: str = "table"
    aside: str = ""
    empty: str = ""
    note: str = ""
    tone: str = ""

    def body(self) -> SafeString:
        lines = (
            format_html_join("", '<td class="{}">{}</td>', ((c.css, c.cell(row)) for c in self.columns))
            for row in self.rows
        )
        return format_html_join("", "<tr>{}</tr>", ((line,) for line in lines))


class Printed(NamedTuple):
    """A section for paper: heads with whether figures stand below them, and the rows in words."""

    title: str
    note: str
    heads: Sequence[tuple[str, bool]]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePage:
    """A page of sections under one filter form; ``paper`` makes the document of it where there is one."""

    title: str
    sections: Sequence[Section]
    crumbs: Sequence[Crumb] = ()
    facts: str = ""
    form: forms.Form | None = None
    actions: Sequence[tuple[str, str, str]] = field(default=())
    export_name: str = ""
    empty: str = ""
    paper: Callable[[Sequence[Printed], Mark], bytes] | None = None
    personal: bool = False


def table_page(
    request: HttpRequest, spec: TablePage, template: str = "organisation/table.html", **more: Any
) -> HttpResponse:
    """Show the sections, or hand them out as a spreadsheet."""
    if request.GET.get("export") and spec.export_name:
        columns = [column for section in spec.sections for column in section.columns]
        personal = spec.personal or holds_personal_data(columns)
        return asked_first(request, title=spec.title, personal=personal) or _export(request, spec)
    shown = [(section, section.body()) for section in spec.sections]
    context = {"spec": spec, "shown": shown, "export_url": _address(request, "xlsx"), **more}
    if spec.paper:
        context["paper_url"] = _address(request, "pdf")
    return page(request, template, context)


def _address(request: HttpRequest, form: str) -> str:
    asked = request.GET.copy()
    asked["export"] = form
    return f"?{asked.urlencode()}"


def _export(request: HttpRequest, spec: TablePage) -> HttpResponse:
    """Who took what is written down."""
    asked = dict(request.GET.items())
    form = "pdf" if spec.paper and asked["export"] == "pdf" else "xlsx"
    subject = ("core.list", None, spec.export_name)
    audit.record(command_of(request), "core.list.export", subject=subject, after={"asked": asked, "form": form})
    mark = mark_of(request)
    content = spec.paper(_printed(spec), mark) if spec.paper and form == "pdf" else xlsx_of(_lines(spec), mark)
    answer = HttpResponse(content, content_type=PDF if form == "pdf" else XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{file_name(spec.export_name, form)}"'
    return answer


def _printed(spec: TablePage) -> list[Printed]:
    return [
        Printed(
            title=section.title,
            note=section.note,
            heads=[(column.label, "ui-r" in column.css) for column in section.columns],
            rows=[[text_of(column.cell(row)) for column in section.columns] for row in section.rows],
        )
        for section in spec.sections
        if section.rows
    ]


def _lines(spec: TablePage) -> Iterable[list[Any]]:
    for section in spec.sections:
        yield [safe_text(section.title)]
        yield [safe_text(column.label) for column in section.columns]
        for row in section.rows:
            yield [value_of(column, row) for column in section.columns]
        yield []


def crumbs(*parts: tuple[str, str]) -> tuple[Crumb, ...]:
    """The way to a page of the administration."""
    return (Crumb(_("Administration")), *(Crumb(label, url) for label, url in parts))
