"""Detail pages: a list of panels declared in Python; each panel is one template for the page and for its refresh."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from core.models import Stateful, WorkItem
from core.web.commands import next_steps
from core.web.history import Happening, timeline
from core.web.pages import page
from core.workflow.refusals import Hidden

TIMELINE_LENGTH = 60


class Fact(NamedTuple):
    """One of the five to seven facts of an object's strip."""

    label: str
    value: str | SafeString
    note: str | SafeString = ""


class Crumb(NamedTuple):
    """A step of the way to the page."""

    label: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A panel of a detail page. ``context(request, obj)`` fetches all that the template shows; None hides the panel."""

    key: str
    title: str
    template: str
    icon: str = ""
    context: Callable[[HttpRequest, Any], Mapping[str, Any] | None] | None = None
    permission: str = ""
    tab: str = "main"
    rail: bool = False
    flush: bool = False
    half: bool = False


class Tab(NamedTuple):
    """A tab of a detail page; ``main`` is the first."""

    key: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """A detail page as shown: what it is called, its facts, panels and tabs."""

    title: str
    crumbs: Sequence[Crumb]
    facts: Sequence[Fact]
    panels: Sequence[Panel]
    tabs: Sequence[Tab] = (Tab("main", gettext_noop("Overview")),)
    heading: str = ""
    badges: Sequence[SafeString] = field(default=())
    actions: Sequence[SafeString] = field(default=())
    ways: Sequence[SafeString] = field(default=())  # buttons of the rail that lead to a page of their own
    print_url: str = ""
    also: Callable[[], Iterable[Happening]] = tuple  # what happened to its parts, for the timeline


class ShownPanel(NamedTuple):
    """A panel with what its template shows."""

    panel: Panel
    content: Mapping[str, Any]


def detail_page(request: HttpRequest, obj: Stateful, detail: Detail) -> HttpResponse:
    """Show ``obj``. ``?panel=key`` answers one panel only, ``?tab=key`` another tab."""
    actor = request.actor  # type: ignore[attr-defined]
    wanted = request.GET.get("panel")
    if wanted:
        return _one_panel(request, obj, detail, wanted)
    tab = request.GET.get("tab", detail.tabs[0].key if detail.tabs else "main")
    shown = _shown(request, obj, [p for p in detail.panels if p.rail or p.tab == tab])
    context = {
        "object": obj,
        "state": obj.lifecycle.state(obj.state),
        "detail": detail,
        "tab": tab,
        "tabs": [*(Tab(one.key, _(one.label)) for one in detail.tabs), Tab("timeline", _("Timeline"))],
        "main_panels": [s for s in shown if not s.panel.rail],
        "rail_panels": [s for s in shown if s.panel.rail],
        "next": next_steps(obj, actor),
        "clock": _clock(obj),
        "timeline": _timeline(obj, detail) if tab == "timeline" else (),
    }
    return page(request, "core/detail.html", context)


def _timeline(obj: Stateful, detail: Detail) -> list[Happening]:
    """What happened to the object and to its parts, newest first."""
    found = [*timeline(obj.lifecycle.kind, obj.pk, limit=TIMELINE_LENGTH), *detail.also()]
    return sorted(found, key=lambda one: one.at, reverse=True)[:TIMELINE_LENGTH]


def _one_panel(request: HttpRequest, obj: Stateful, detail: Detail, wanted: str) -> HttpResponse:
    shown = _shown(request, obj, [panel for panel in detail.panels if panel.key == wanted])
    if not shown:
        raise Hidden(_("Not found."))
    return page(request, "core/panel.html", {"object": obj, "shown": shown[0]})


def _shown(request: HttpRequest, obj: Stateful, panels: Sequence[Panel]) -> list[ShownPanel]:
    actor = request.actor  # type: ignore[attr-defined]
    allowed = [p for p in panels if not p.permission or actor.refusal_for(p.permission, obj) is None]
    contents = [(panel, panel.context(request, obj) if panel.context else {}) for panel in allowed]
    return [ShownPanel(panel, content) for panel, content in contents if content is not None]


def _clock(obj: Stateful) -> WorkItem | None:
    items = WorkItem.objects.filter(subject_kind=obj.lifecycle.kind, subject_id=obj.pk, done_at=None)
    return items.exclude(due_at=None).order_by("due_at").first()
