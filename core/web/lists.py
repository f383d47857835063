"""List pages: declared columns and filters, keyset paging at any depth, state in the address, export."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.core.signing import BadSignature, Signer
from django.db.models import F, Model, Q, QuerySet
from django.db.models.expressions import OrderBy
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.web import exporting
from core.web.pages import page

PAGE_SIZE = 50
COUNT_CAP = 1000
PAGING = {"after", "before", "export", "cols"}
Cell = Callable[[Any], str | SafeString]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: ``cell(row)`` is shown, ``plain(row)`` is exported; ``sort`` is an order field."""

    key: str
    label: str
    cell: Cell
    plain: Callable[[Any], Any] | None = None
    sort: str = ""
    css: str = ""
    default: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """A filter in the address. With ``choices`` a menu, otherwise a date range (``<key>_from``, ``<key>_to``)."""

    key: str
    label: str
    choices: Callable[[Any], Sequence[tuple[str, str]]] | None = None
    apply: Callable[[QuerySet[Any], str], QuerySet[Any]] | None = None
    date_field: str = ""


class SavedView(NamedTuple):
    """A named selection: its label and the parameters of the address."""

    label: str
    params: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """A list page as declared. ``rows(actor)`` starts from the actor's scope; ``order`` is "field" or "-field"."""

    title: str
    rows: Callable[[Any], QuerySet[Any]]
    columns: Sequence[Column]
    order: str
    filters: Sequence[Filter] = ()
    search: Callable[[QuerySet[Any], str], QuerySet[Any]] | None = None
    search_hint: str = ""
    views: Sequence[SavedView] = ()
    actions: Sequence[tuple[str, str, str]] = ()
    facts: str = ""
    empty: str = ""
    export_name: str = "list"
    decorate: Callable[[list[Any]], None] | None = None
    bulk: Sequence[tuple[str, str, str]] = field(default=())


class Cursor(NamedTuple):
    """Where a page begins or ends: the value of the order field and the id of the row."""

    value: Any
    pk: int


def list_page(
    request: HttpRequest, spec: ListPage, template: str = "core/list.html"
) -> HttpResponse | StreamingHttpResponse:
    """Show, filter, sort, page and export the rows in the actor's scope."""
    rows = _filtered(request, spec)
    columns = _columns(request, spec)
    if request.GET.get("export"):
        exported = rows.order_by(*_ordering(_order(request, spec)))
        return exporting.export(request, spec.export_name, columns, exported, request.GET["export"])
    found, newer, older = _slice(request, spec, rows)
    if spec.decorate:
        spec.decorate(found)
    total = rows.order_by()[: COUNT_CAP + 1].count()
    context = {
        "spec": spec,
        "columns": _heads(request, spec, columns),
        "all_columns": [(c.key, c.label, c in columns) for c in spec.columns],
        "body": _body(found, columns, selectable=bool(spec.bulk)),
        "shown": len(found),
        "total": f"{COUNT_CAP:,}+" if total > COUNT_CAP else f"{total:,}",
        "newer": newer,
        "older": older,
        "filters": _filter_states(request, spec),
        "views": [(v.label, "?" + urlencode(v.params), _is_view(request, v)) for v in spec.views],
        "searchable": spec.search is not None,
        "query": request.GET.get("q", ""),
        "kept": [(k, v) for k, v in request.GET.items() if k not in PAGING | {"q"} and v],
        "filtered": any(v for k, v in request.GET.items() if k not in PAGING | {"sort"}),
        "export_url": "?" + _address(request, export="xlsx"),
    }
    return page(request, template, context)


def _filtered(request: HttpRequest, spec: ListPage) -> QuerySet[Any]:
    rows = spec.rows(request.actor)  # type: ignore[attr-defined]
    for wanted in spec.filters:
        rows = _apply(rows, wanted, request)
    text = request.GET.get("q", "").strip()
    return spec.search(rows, text) if spec.search and text else rows


def _apply(rows: QuerySet[Any], wanted: Filter, request: HttpRequest) -> QuerySet[Any]:
    if wanted.date_field:
        first, last = (_date(request.GET.get(f"{wanted.key}_{end}", "")) for end in ("from", "to"))
        rows = rows.filter(**{f"{wanted.date_field}__gte": first}) if first else rows
        return rows.filter(**{f"{wanted.date_field}__lte": last}) if last else rows
    value = request.GET.get(wanted.key, "")
    return wanted.apply(rows, value) if value and wanted.apply else rows


def _date(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def _columns(request: HttpRequest, spec: ListPage) -> list[Column]:
    chosen = set(request.GET.get("cols", "").split(",")) - {""}
    picked = [c for c in spec.columns if c.key in chosen] if chosen else []
    return picked or [c for c in spec.columns if c.default]


# -- order and pages --------------------------------------------------------------------------------------------------


def _order(request: HttpRequest, spec: ListPage) -> str:
    wanted = request.GET.get("sort", "")
    known = {c.sort for c in spec.columns if c.sort}
    return wanted if wanted.lstrip("-") in known else spec.order


def _ordering(order: str, *, backwards: bool = False) -> list[OrderBy]:
    descending = order.startswith("-") != backwards
    name = order.lstrip("-")
    # A NULLS clause that differs from the index's own keeps the index from being used, so only where there are nulls.
    nulls: dict[str, bool] = (
        {} if not _nullable(order) else {"nulls_first": True} if backwards else {"nulls_last": True}
    )
    first = F(name).desc(**nulls) if descending else F(name).asc(**nulls)
    return [first, F("pk").desc() if descending else F("pk").asc()]


def _slice(request: HttpRequest, spec: ListPage, rows: QuerySet[Any]) -> tuple[list[Any], str, str]:
    """The rows of the page, and the addresses of the pages before and behind it."""
    order = _order(request, spec)
    after, before = _cursor(request.GET.get("after")), _cursor(request.GET.get("before"))
    backwards = before is not None and after is None
    edge = before if backwards else after
    if edge:
        rows = rows.filter(_beyond(order, edge, backwards=backwards))
    found = list(rows.order_by(*_ordering(order, backwards=backwards))[: PAGE_SIZE + 1])
    more = len(found) > PAGE_SIZE
    found = found[:PAGE_SIZE]
    if backwards:
        found.reverse()
    has_newer = more if backwards else edge is not None
    has_older = True if backwards else more
    newer = "?" + _address(request, before=_mark(order, found[0])) if found and has_newer else ""
    older = "?" + _address(request, after=_mark(order, found[-1])) if found and has_older else ""
    return found, newer, older


def _beyond(order: str, edge: Cursor, *, backwards: bool) -> Q:
    """Rows behind the edge in reading order. Written so that an index on (field, id) is walked from the edge on."""
    name = order.lstrip("-")
    descending = order.startswith("-") != backwards
    step = "lt" if descending else "gt"
    if edge.value is None:
        same = Q(**{f"{name}__isnull": True, f"pk__{step}": edge.pk})
        return same | Q(**{f"{name}__isnull": False}) if backwards else same
    within = Q(**{f"{name}__{step}e": edge.value}) & (
        Q(**{f"{name}__{step}": edge.value}) | Q(**{f"pk__{step}": edge.pk})
    )
    return within if backwards else within | Q(**{f"{name}__isnull": True}) if _nullable(order) else within


def _nullable(order: str) -> bool:
    return order.lstrip("-") in NULLABLE_ORDER_FIELDS


NULLABLE_ORDER_FIELDS = {"due_at", "premium", "end_at", "settled_at"}
_signer = Signer(salt="core.web.lists")


def _mark(order: str, row: Model) -> str:
    value: Any = row
    for part in order.lstrip("-").split("__"):
        value = getattr(value, part, None)
    text = value.isoformat() if isinstance(value, datetime | date) else "" if value is None else str(value)
    return _signer.sign(f"{row.pk}~{type(value).__name__}~{text}")


def _cursor(mark: str | None) -> Cursor | None:
    if not mark:
        return None
    try:
        pk, kind, text = _signer.unsign(mark).split("~", 2)
    except (BadSignature, ValueError):
        return None
    value: Any = text
    if kind == "NoneType":
        value = None
    elif kind == "datetime":
        value = parse_datetime(text)
    elif kind == "date":
        value = parse_date(text)
    return Cursor(value, int(pk))


# -- what is shown ----------------------------------------------------------------------------------------------------


def _address(request: HttpRequest, **changes: str) -> str:
    kept = {k: v for k, v in request.GET.items() if k not in {"after", "before", "export"} and v}
    return urlencode({k: v for k, v in (kept | changes).items() if v})


def _body(rows: Iterable[Any], columns: Sequence[Column], *, selectable: bool) -> SafeString:
    """The rows as markup, joined here: a template engine costs ten times as much on fifty rows."""
    lines = []
    for row in rows:
        cells = format_html_join("", '<td class="{}">{}</td>', ((c.css, c.cell(row)) for c in columns))
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


class Head(NamedTuple):
    """A column head: where a click on it leads, and how the list is sorted by it now."""

    label: str
    css: str
    url: str
    direction: str


def _heads(request: HttpRequest, spec: ListPage, columns: Sequence[Column]) -> list[Head]:
    order = _order(request, spec)
    return [_head(request, column, order) for column in columns]


def _head(request: HttpRequest, column: Column, order: str) -> Head:
    if not column.sort:
        return Head(column.label, column.css, "", "")
    active = order.lstrip("-") == column.sort
    direction = ("descending" if order.startswith("-") else "ascending") if active else ""
    following = column.sort if order == f"-{column.sort}" else f"-{column.sort}" if active else column.sort
    return Head(column.label, column.css, "?" + _address(request, sort=following), direction)


class FilterState(NamedTuple):
    """A filter as the bar shows it."""

    key: str
    label: str
    options: list[tuple[str, str, bool]]
    value: str
    is_date: bool
    first: str
    last: str
    clear_url: str


def _filter_states(request: HttpRequest, spec: ListPage) -> list[FilterState]:
    states = []
    for wanted in spec.filters:
        value = request.GET.get(wanted.key, "")
        choices = wanted.choices(request.actor) if wanted.choices else ()  # type: ignore[attr-defined]
        options = [(key, label, str(key) == value) for key, label in choices]
        label = next((text for key, text, on in options if on), "")
        first, last = (request.GET.get(f"{wanted.key}_{end}", "") for end in ("from", "to"))
        clear = "?" + _address(request, **{wanted.key: "", f"{wanted.key}_from": "", f"{wanted.key}_to": ""})
        states.append(
            FilterState(wanted.key, wanted.label, options, label, bool(wanted.date_field), first, last, clear)
        )
    return states


def _is_view(request: HttpRequest, view: SavedView) -> bool:
    current = {k: v for k, v in request.GET.items() if k not in PAGING | {"sort"} and v}
    return current == dict(view.params)
