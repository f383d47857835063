"""Search, notifications and the dashboard of figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from core import links, metrics, notify
from core.metrics import Metric, Point, Shape
from core.search import finding
from core.search.registry import source_of
from core.web.pages import any_post, page

SUGGESTIONS = 8


@any_post
@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """What the text in the box can mean, by kind, newest first, in scope only."""
    text = request.GET.get("q", "").strip()
    hits = finding.find(text, request.actor)  # type: ignore[attr-defined]
    groups = [
        (
            _(source_of(kind).label),
            source_of(kind).icon or "file-text",
            [(hit, links.url_for(hit.kind, hit.object_id)) for hit in found],
        )
        for kind, found in groupby(hits, key=lambda hit: hit.kind)
    ]
    template = "core/suggest.html" if getattr(request, "htmx", False) else "core/search.html"
    return page(request, template, {"text": text, "groups": groups})


@any_post
@require_GET
def notifications(request: HttpRequest) -> HttpResponse:
    """What one was told, newest first."""
    told = notify.recent(request.actor.staff_id or 0, limit=100)  # type: ignore[attr-defined]
    return page(request, "core/notifications.html", {"told": told})


@any_post
@require_POST
def read_notifications(request: HttpRequest) -> HttpResponse:
    """Mark all as read."""
    notify.mark_read(request.actor.staff_id or 0, at=timezone.now())  # type: ignore[attr-defined]
    return HttpResponseRedirect(reverse("core:notifications"))


class Figure(NamedTuple):
    """A figure as the dashboard shows it."""

    metric: Metric
    points: list[Point]
    url: str
    chart: dict[str, Any]
    place: str


@any_post
@require_GET
def dashboard(request: HttpRequest) -> HttpResponse:
    """Today's figures of the actor's units, as numbers and charts; every number leads to its rows."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    day = parse_date(request.GET.get("day", "")) or timezone.localdate()
    allowed = [metric for metric in metrics.registered() if actor.refusal_for(metric.permission) is None]
    figures = [_figure(metric, actor, day) for metric in allowed]
    context = {
        "day": day,
        "today": timezone.localdate(),
        "numbers": [figure for figure in figures if figure.metric.shape is Shape.NUMBER],
        "charts": [figure for figure in figures if figure.metric.shape is not Shape.NUMBER],
    }
    return page(request, "core/dashboard.html", context)


def _figure(metric: Metric, actor: Any, day: date) -> Figure:
    points = [replace(point, url=_open(point.url)) for point in metric.query(actor, day)]
    url = _open(reverse(metric.url_name)) if metric.url_name else ""
    return Figure(metric, points, url, _chart(metric, points), f"chart-{metric.name.replace('.', '-')}")


def _open(url: str) -> str:
    """The address if the reader may open it; a figure may be seen without its rows."""
    return url if url and links.may_open(url) else ""


def _chart(metric: Metric, points: list[Point]) -> dict[str, Any]:
    """The data of a chart for the script of the page; empty for a plain number."""
    if metric.shape is Shape.NUMBER:
        return {}
    return {
        "kind": "line" if metric.shape is Shape.SERIES else "bar",
        "name": _(metric.label),
        "unit": _(metric.unit),
        "labels": [_(point.label) for point in points],
        "values": [str(point.value) for point in points],
        "urls": [point.url for point in points],
        "tones": [point.tone for point in points],
    }
