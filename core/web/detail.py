"""Detail pages: a list of panels declared in Python; each panel is one template for the page and for its refresh."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from core.models import AuditEntry, Stateful, WorkItem
from core.web.commands import next_steps
from core.web.pages import page
from core.work import ACT_LABELS
from core.workflow.refusals import Hidden
from core.workflow.registry import acts

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
    print_url: str = ""


class ShownPanel(NamedTuple):
    """A panel with what its template shows."""

    panel: Panel
    content: Mapping[str, Any]


class Happening(NamedTuple):
    """One line of the timeline."""

    text: str
    who: str
    at: Any
    reason: str
    tone: str
    changes: list[tuple[str, str, str]]


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
        "timeline": timeline(obj.lifecycle.kind, obj.pk) if tab == "timeline" else (),
    }
    return page(request, "core/detail.html", context)


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


def timeline(kind: str, pk: int, *, limit: int = TIMELINE_LENGTH) -> list[Happening]:
    """What happened to an object, newest first, in the words of the declared acts; denials are marked."""
    entries = AuditEntry.objects.filter(subject_kind=kind, subject_id=pk).order_by("-id")[:limit]
    return [_happening(entry) for entry in entries]


def _happening(entry: AuditEntry) -> Happening:
    act = acts().get(entry.action)
    text = _(act.label) if act else _(ACT_LABELS.get(entry.action, entry.action))
    refused = entry.outcome != "done"
    return Happening(
        text=_("Refused: %(act)s") % {"act": text} if refused else text,
        who=f"{entry.actor_name} · {entry.post}",
        at=entry.at,
        reason=str(entry.after.get("message", "")) if refused else entry.reason,
        tone="warn" if refused else "",
        changes=[] if refused else _changes(entry),
    )


def _changes(entry: AuditEntry) -> list[tuple[str, str, str]]:
    """Field, old and new value of an edit; nothing for a creation, where everything is new."""
    return [(name, str(old), str(entry.after.get(name, ""))) for name, old in entry.before.items() if name != "state"][
        :8
    ]
