"""Pages of tables whose rows are not rows of one database table: the same look as lists, with export."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core import audit
from core.web.detail import Crumb
from core.web.export_values import safe_text, value_of
from core.web.exporting import XLSX, file_name, xlsx_of
from core.web.lists import Column
from core.web.pages import page
from core.web.requests import command_of


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


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePage:
    """A page of sections under one filter form."""

    title: str
    sections: Sequence[Section]
    crumbs: Sequence[Crumb] = ()
    facts: str = ""
    form: forms.Form | None = None
    actions: Sequence[tuple[str, str, str]] = field(default=())
    export_name: str = ""
    empty: str = ""


def table_page(
    request: HttpRequest, spec: TablePage, template: str = "organisation/table.html", **more: Any
) -> HttpResponse:
    """Show the sections, or hand them out as a spreadsheet."""
    if request.GET.get("export") and spec.export_name:
        return _export(request, spec)
    asked = request.GET.copy()
    asked["export"] = "xlsx"
    shown = [(section, section.body()) for section in spec.sections]
    context = {"spec": spec, "shown": shown, "export_url": f"?{asked.urlencode()}", **more}
    return page(request, template, context)


def _export(request: HttpRequest, spec: TablePage) -> HttpResponse:
    """Who took what is written down."""
    asked = dict(request.GET.items())
    subject = ("core.list", None, spec.export_name)
    audit.record(command_of(request), "core.list.export", subject=subject, after={"asked": asked, "form": "xlsx"})
    answer = HttpResponse(xlsx_of(_lines(spec)), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{file_name(spec.export_name, "xlsx")}"'
    return answer


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
