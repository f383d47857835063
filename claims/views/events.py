"""Major events: list and detail page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from claims.models import Cause, MajorEvent
from claims.rules import event_lifecycle, lifecycle
from claims.selectors import events as selectors
from claims.views.cells import linked, panel
from core.templatetags.ui import full_moment, moment, state_of
from core.web.detail import Crumb, Detail, Fact, detail_page
from core.web.lists import Column, ListPage, list_page
from core.web.pages import needs


def _columns() -> tuple[Column, ...]:
    return (
        Column(key="number", label=_("Event"), cell=lambda e: linked("claims:event", e), plain=lambda e: e.number),
        Column(key="cause", label=_("Cause"), cell=lambda e: str(Cause(e.cause).label)),
        Column(key="state", label=_("State"), cell=lambda e: state_of(event_lifecycle.EVENT, e.state)),
        Column(key="reports", label=_("Reports"), css="ui-r", cell=lambda e: str(e.count), plain=lambda e: e.count),
        Column(key="first", label=_("First loss"), css="ui-nowrap", cell=lambda e: moment(e.first_at)),
        Column(key="declared", label=_("Declared"), cell=lambda e: moment(e.created_at), sort="created_at"),
    )


@needs("claims.view_reports")
@require_GET
def events(request: HttpRequest) -> HttpResponseBase:
    """All events in scope, newest first."""
    spec = ListPage(
        title=_("Major events"),
        rows=selectors.events,
        columns=_columns(),
        order="-created_at",
        export_name="events",
        empty=_("An event appears here when many losses of one cause come in within a short time."),
    )
    return list_page(request, spec)


@needs("claims.view_reports")
@require_GET
def event(request: HttpRequest, pk: int) -> HttpResponse:
    """One event with its reports."""
    found = selectors.event_for(request.actor, pk)  # type: ignore[attr-defined]
    detail = Detail(
        title=found.number,
        crumbs=(
            Crumb(_("Claims and customer service centre")),
            Crumb(_("Major events"), reverse("claims:events")),
            Crumb(found.number),
        ),
        facts=(
            Fact(_("Cause"), str(Cause(found.cause).label)),
            Fact(_("Area of"), found.unit.label),
            Fact(_("First loss"), full_moment(found.first_at)),
            Fact(_("Reports"), str(found.count)),
        ),
        panels=(panel("event_reports", _("Loss reports"), "phone", _reports),),
    )
    return detail_page(request, found, detail)


def _reports(request: HttpRequest, obj: MajorEvent) -> dict[str, Any]:
    found = selectors.reports_of(obj, request.actor)  # type: ignore[attr-defined]
    return {"reports": [(one, linked("claims:report", one), state_of(lifecycle.REPORT, one.state)) for one in found]}
