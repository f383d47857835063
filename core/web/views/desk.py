"""Search, notifications and the dashboard of figures."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from core import links, metrics, notify
from core.metrics import Shape
from core.permissions import holds
from core.rules.periods import Period, within_reach
from core.search import finding
from core.search.registry import source_of
from core.web.figures import BEFORE_LABELS, PERIOD_LABELS, figure
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


@any_post
@require_GET
def dashboard(request: HttpRequest) -> HttpResponse:
    """The figures of the actor's units for a period, as numbers and charts; every number leads to its rows."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    today = timezone.localdate()
    day, period = _day(request.GET.get("day", ""), today), _period(request.GET.get("period", ""))
    allowed = [metric for metric in metrics.registered() if holds(actor, metric.permission)]
    figures = [figure(metric, actor, period, day) for metric in allowed]
    context = {
        "day": day,
        "today": today,
        "period": period.value,
        "periods": [(one.value, _(label)) for one, label in PERIOD_LABELS.items()],
        "earlier": _(BEFORE_LABELS[period]),
        "numbers": [one for one in figures if one.metric.shape is Shape.NUMBER],
        "charts": [one for one in figures if one.metric.shape is not Shape.NUMBER],
    }
    return page(request, "core/dashboard.html", context)


def _day(text: str, today: date) -> date:
    """Not in the future, and not what is no day."""
    try:
        asked = parse_date(text)
    except ValueError:
        asked = None
    return min(within_reach(asked or today), today)


def _period(text: str) -> Period:
    return Period(text) if text in set(Period) else Period.DAY
