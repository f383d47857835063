"""What stands above the rows of a list: views, search, filters, columns, export; all of it lives in the address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest

from core.models import ListView
from core.web import kept_views
from core.web.list_spec import Column, ListPage, SavedView

EXPORTS = (("xlsx", "Excel"), ("csv", "CSV"))
NEVER_LINKED = {"after", "before", "export", "purpose", "purpose_note"}
PAGING = {"after", "before", "export", "cols", "all", "purpose", "purpose_note"}


def place_of(request: HttpRequest) -> str:
    """The name under which views of this list are kept: that of its route."""
    match = request.resolver_match
    return match.view_name if match else ""


def bar_of(request: HttpRequest, spec: ListPage, columns: Sequence[Column], kept: Sequence[ListView]) -> dict[str, Any]:
    """What stands above the rows: views, search, filters, columns, export."""
    first = kept_views.first_view(list(kept), request.actor)  # type: ignore[attr-defined]
    return {
        "all_columns": [(c.key, c.label, c in columns) for c in spec.columns],
        "filters": _filter_states(request, spec),
        "views": [(v.label, _view_address(v, first), _is_view(request, v.params)) for v in spec.views],
        "kept": [KeptView.of(request, view) for view in kept if view.name],
        "place": place_of(request),
        "present": address(request),
        "everything": "?all=1" if first else "?",
        "searchable": spec.search is not None,
        "query": asked(request, "q"),
        "hidden": [(k, v) for k, v in request.GET.items() if k == "sort" and v],
        "filtered": any(v for k, v in request.GET.items() if k not in PAGING | {"sort"}),
        "exports": EXPORTS,
    }


def _view_address(view: SavedView, first: ListView | None) -> str:
    """A list that opens with a view of the person's own needs another address for all its rows."""
    return "?" + (urlencode(view.params) or ("all=1" if first else ""))


def kept_address(view: ListView) -> str:
    """Never the bare address of the list, which leads to the view that it opens with."""
    return "?" + urlencode(view.params or {"all": "1"})


class KeptView(NamedTuple):
    """A view that somebody keeps, as the bar shows it."""

    pk: int
    name: str
    url: str
    is_own: bool
    opens: bool
    shared: bool
    owner: str
    current: bool

    @classmethod
    def of(cls, request: HttpRequest, view: ListView) -> KeptView:
        is_own = view.owner_id == request.actor.staff_id  # type: ignore[attr-defined]
        return cls(
            pk=view.pk,
            name=view.name,
            url=kept_address(view),
            is_own=is_own,
            opens=is_own and view.is_default,
            shared=bool(view.shared_post),
            owner=view.owner_name,
            current=_is_view(request, view.params),
        )


def asked(request: HttpRequest, key: str) -> str:
    """A parameter of the address as the database can take it."""
    return request.GET.get(key, "").replace("\0", "").strip()


def address(request: HttpRequest, **changes: str) -> str:
    kept = {k: v for k, v in request.GET.items() if k not in NEVER_LINKED and v}
    return urlencode({k: v for k, v in (kept | changes).items() if v})


def link(request: HttpRequest, **mark: str) -> str:
    """The page at the mark; "" where there is none."""
    return "?" + address(request, **mark) if any(mark.values()) else ""


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
        clear = "?" + address(request, **{wanted.key: "", f"{wanted.key}_from": "", f"{wanted.key}_to": ""})
        states.append(
            FilterState(wanted.key, wanted.label, options, label, bool(wanted.date_field), first, last, clear)
        )
    return states


def _is_view(request: HttpRequest, params: Mapping[str, str]) -> bool:
    current = {k: v for k, v in request.GET.items() if k not in PAGING | {"sort"} and v}
    return current == {k: v for k, v in params.items() if k not in PAGING | {"sort"}}
