"""The flow of the underwriting centre as a chart, live (ISS-06)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core.web.pages import needs, page
from underwriting.selectors.flow import Process, Stage, processes


@needs("underwriting.view_endorsements")
@require_GET
def flow(request: HttpRequest) -> HttpResponse:
    """Each process with its stages, how many cases stand in each, and the acts that lead on."""
    found = processes(request.actor)  # type: ignore[attr-defined]
    return page(request, "underwriting/flow.html", {"processes": [_shown(one) for one in found]})


def _shown(process: Process) -> dict[str, Any]:
    url = reverse(process.url_name)
    return {
        "title": _(process.lifecycle.label),
        "total": process.total,
        "url": url,
        "going": [_stage(stage, url) for stage in process.going],
        "ended": [_stage(stage, url) for stage in process.ended],
    }


def _stage(stage: Stage, url: str) -> dict[str, Any]:
    return {
        "state": stage.state,
        "count": f"{stage.cases:,}",
        "some": stage.cases > 0,
        "url": f"{url}?state={stage.state.value}",
        "acts": [_(label) for label in stage.way_on],
    }
