"""List pages: declared columns and filters, keyset paging at any depth, state in the address, export."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import DateTimeField, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.utils.dateparse import parse_date
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.clocks import at_midnight
from core.models import ListView
from core.rules.periods import within_reach
from core.web import exporting, kept_views
from core.web.list_bar import address, asked, bar_of, kept_address, link, place_of
from core.web.list_spec import Cell, Column, Filter, ListPage, SavedView
from core.web.pages import page
from core.web.paging import Order, Slice, order_of, page_of

__all__ = ["Cell", "Column", "Filter", "ListPage", "SavedView", "list_page"]
PAGE_SIZE = 50
COUNT_CAP = 1000
A_MOMENT = re.compile(r"[\d:\- ]{8,19}")
ListAnswer = HttpResponse | StreamingHttpResponse


def list_page(request: HttpRequest, spec: ListPage, template: str = "core/list.html") -> ListAnswer:
    """Show, filter, sort, page and export the rows in the actor's scope."""
    kept = kept_views.views_of(request.actor, place_of(request))  # type: ignore[attr-defined]
    first = kept_views.first_view(kept, request.actor)  # type: ignore[attr-defined]
    if first and not request.GET:
        return HttpResponseRedirect(f"{request.path}{kept_address(first)}")
    rows = _filtered(request, spec)
    columns = _columns(request, spec, kept)
    order = _order(request, spec, rows)
    if request.GET.get("export"):
        exported = rows.order_by(*order.expressions())
        made: ListAnswer = exporting.export(request, spec, columns, exported)
        return made
    shown = _page(request, rows, order)
    if spec.decorate:
        spec.decorate(shown.rows)
    context = {
        "spec": spec,
        "columns": _heads(request, columns, order),
        "body": _body(shown.rows, columns, selectable=bool(spec.bulk)),
        "shown": len(shown.rows),
        "total": _total(rows, shown),
        "newer": link(request, before=shown.before),
        "older": link(request, after=shown.after),
        **bar_of(request, spec, columns, kept),
    }
    return page(request, template, context)


def _filtered(request: HttpRequest, spec: ListPage) -> QuerySet[Any]:
    rows = spec.rows(request.actor)  # type: ignore[attr-defined]
    for wanted in spec.filters:
        rows = _apply(rows, wanted, request)
    text = asked(request, "q")
    return spec.search(rows, text) if spec.search and text else rows


def _apply(rows: QuerySet[Any], wanted: Filter, request: HttpRequest) -> QuerySet[Any]:
    if wanted.date_field:
        first, last = (_date(asked(request, f"{wanted.key}_{end}")) for end in ("from", "to"))
        return _between(rows, wanted.date_field, first, last)
    value = asked(request, wanted.key)
    if not value or not wanted.apply:
        return rows
    try:
        return wanted.apply(rows, value)
    except (ValueError, ValidationError):  # an address written by hand: nothing is like that
        return rows.none()


def _between(rows: QuerySet[Any], name: str, first: date | None, last: date | None) -> QuerySet[Any]:
    """Both days included, also where the field is a moment."""
    if _is_moment(rows, name):
        rows = rows.filter(**{f"{name}__gte": at_midnight(first)}) if first else rows
        return rows.filter(**{f"{name}__lt": at_midnight(last + timedelta(days=1))}) if last else rows
    rows = rows.filter(**{f"{name}__gte": first}) if first else rows
    return rows.filter(**{f"{name}__lte": last}) if last else rows


def _is_moment(rows: QuerySet[Any], name: str) -> bool:
    try:
        return isinstance(rows.model._meta.get_field(name), DateTimeField)
    except FieldDoesNotExist:
        return False


def _date(text: str) -> date | None:
    try:
        found = parse_date(text)
    except ValueError:
        return None
    return within_reach(found) if found else None


def _columns(request: HttpRequest, spec: ListPage, kept: Sequence[ListView]) -> list[Column]:
    """As the address says, else as the person chose them, else as the list comes."""
    wanted = request.GET.get("cols", "") or kept_views.own_columns(list(kept), request.actor)  # type: ignore[attr-defined]
    chosen = set(wanted.split(",")) - {""}
    return [c for c in spec.columns if c.key in chosen] or [c for c in spec.columns if c.default]


# -- order and pages --------------------------------------------------------------------------------------------------


def _order(request: HttpRequest, spec: ListPage, rows: QuerySet[Any]) -> Order:
    """As the address says, if a column can be sorted so; otherwise the list's own order."""
    wanted = request.GET.get("sort", "")
    sorted_by = next((c for c in spec.columns if c.sort and c.sort == wanted.removeprefix("-")), None)
    declared = sorted_by or next((c for c in spec.columns if c.sort == spec.order.removeprefix("-")), None)
    nullable = declared.nullable if declared else None
    return order_of(wanted if sorted_by else spec.order, rows, nullable=nullable)


def _page(request: HttpRequest, rows: QuerySet[Any], order: Order) -> Slice:
    return page_of(rows, order, PAGE_SIZE, after=request.GET.get("after", ""), before=request.GET.get("before", ""))


def _total(rows: QuerySet[Any], shown: Slice) -> str:
    """How many there are, counted up to the cap; a list of one page needs no counting."""
    if not shown.before and not shown.after:
        return f"{len(shown.rows):,}"
    total = rows.order_by()[: COUNT_CAP + 1].count()
    return f"{COUNT_CAP:,}+" if total > COUNT_CAP else f"{total:,}"


# -- what is shown ----------------------------------------------------------------------------------------------------


def _body(rows: Iterable[Any], columns: Sequence[Column], *, selectable: bool) -> SafeString:
    """The rows as markup, joined here: a template engine costs ten times as much on fifty rows."""
    lines = []
    for row in rows:
        cells = format_html_join("", '<td class="{}">{}</td>', (_cell(c, row) for c in columns))
        box = (
            format_html(
                '<td class="ui-check"><input class="ui-box" type="checkbox" name="item" value="{}" '
                'aria-label="{}"></td>',
                row.pk,
                _("Select"),
            )
            if selectable
            else ""
        )
        lines.append(format_html("<tr>{}{}</tr>", box, cells))
    return format_html_join("", "{}", ((line,) for line in lines))


def _cell(column: Column, row: Any) -> tuple[str, str]:
    """Class and content of a cell; days and times stay on one line."""
    shown = column.cell(row)
    return f"{column.css} ui-nowrap" if A_MOMENT.fullmatch(str(shown)) else column.css, shown


class Head(NamedTuple):
    """A column head: where a click on it leads, and how the list is sorted by it now."""

    label: str
    css: str
    url: str
    direction: str


def _heads(request: HttpRequest, columns: Sequence[Column], order: Order) -> list[Head]:
    return [_head(request, column, order.text) for column in columns]


def _head(request: HttpRequest, column: Column, order: str) -> Head:
    if not column.sort:
        return Head(column.label, column.css, "", "")
    active = order.removeprefix("-") == column.sort
    direction = ("descending" if order.startswith("-") else "ascending") if active else ""
    following = column.sort if order == f"-{column.sort}" else f"-{column.sort}" if active else column.sort
    return Head(column.label, column.css, "?" + address(request, sort=following), direction)
