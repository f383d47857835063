"""Loss reports: list and detail page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from claims.models import LossReport
from claims.rules import lifecycle
from claims.selectors import reports as selectors
from claims.views import panels
from claims.views.cells import linked, panel, two_lines
from core.templatetags.ui import full_moment, moment, money, state_of
from core.web.detail import Crumb, Detail, Fact, Panel, Tab, detail_page
from core.web.lists import Column, Filter, ListPage, SavedView, list_page
from core.web.pages import needs


def _columns() -> tuple[Column, ...]:
    return (
        Column(
            key="number",
            label=_("Report"),
            cell=lambda r: linked("claims:report", r),
            plain=lambda r: r.number,
            sort="number",
        ),
        Column(
            key="who",
            personal=True,
            label=_("Reporter and vehicle"),
            css="ui-clip",
            cell=lambda r: two_lines(r.reporter_name, r.plate or "—"),
            plain=lambda r: f"{r.reporter_name} {r.plate}",
        ),
        Column(key="place", label=_("Place of loss"), css="ui-clip", cell=lambda r: two_lines(r.place, r.unit.label)),
        Column(key="cause", label=_("Cause"), cell=lambda r: r.get_cause_display()),
        Column(key="state", label=_("State"), cell=lambda r: state_of(lifecycle.REPORT, r.state)),
        Column(
            key="estimate",
            label=_("Estimate"),
            css="ui-r",
            cell=lambda r: money(r.estimate),
            plain=lambda r: r.estimate,
        ),
        Column(
            key="occurred",
            label=_("Time of loss"),
            css="ui-nowrap",
            cell=lambda r: moment(r.occurred_at),
            plain=lambda r: r.occurred_at,
        ),
        Column(
            key="reported",
            label=_("Reported at"),
            css="ui-nowrap",
            cell=lambda r: moment(r.created_at),
            plain=lambda r: r.created_at,
            sort="created_at",
        ),
    )


def _states(actor: Any) -> list[tuple[str, str]]:  # noqa: ARG001 - the same for everybody
    return [(state.value, _(state.label)) for state in lifecycle.REPORT.states]


@needs("claims.view_reports")
@require_GET
def reports(request: HttpRequest) -> HttpResponseBase:
    """All reports in scope, newest first."""
    spec = ListPage(
        title=_("Loss reports"),
        rows=lambda actor: selectors.reports(actor).select_related("unit"),
        columns=_columns(),
        order="-created_at",
        search=lambda rows, text: rows.filter(selectors.by_text(text)),
        search_hint=_("Number, plate, reporter, place"),
        export_name="reports",
        empty=_("Reports appear here when 95518 takes them."),
        filters=(
            Filter(key="state", label=_("State"), choices=_states, apply=lambda rows, v: rows.filter(state=v)),
            Filter(
                key="event",
                label=_("Major event"),
                choices=lambda _actor: [("yes", _("yes"))],
                apply=lambda rows, _v: rows.exclude(event=None),
            ),
            Filter(key="reported", label=_("Reported"), date_field="created_at__date"),
        ),
        views=(
            SavedView(_("All"), {}),
            SavedView(_("To be registered"), {"state": lifecycle.SURVEYED}),
            SavedView(_("Open"), {"state": lifecycle.OPEN}),
            SavedView(_("Major event"), {"event": "yes"}),
        ),
    )
    return list_page(request, spec)


@needs("claims.view_reports")
@require_GET
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """One report: what was told, cover at loss, survey, objects, claims."""
    found = selectors.report_for(request.actor, pk)  # type: ignore[attr-defined]
    return detail_page(request, found, _detail(found))


def _detail(found: LossReport) -> Detail:
    return Detail(
        title=found.number,
        crumbs=(
            Crumb(_("Claims and customer service centre")),
            Crumb(_("Loss reports"), reverse("claims:reports")),
            Crumb(found.number),
        ),
        facts=(
            Fact(_("Reporter"), found.reporter_name, found.reporter_phone_masked),
            Fact(_("Vehicle"), found.plate or "—"),
            Fact(_("Time of loss"), full_moment(found.occurred_at)),
            Fact(_("Place of loss"), found.place, found.unit.label),
            Fact(_("Cause"), str(found.get_cause_display())),
            Fact(_("Estimate"), money(found.estimate)),
        ),
        tabs=(Tab("main", _("Case")), Tab("field", _("Survey and photos"))),
        panels=_panels(),
    )


def _panels() -> tuple[Panel, ...]:
    rows = "claims/panels/rows.html"
    return (
        panel("covers", _("Cover at the time of loss"), "shield-check", panels.covers),
        panel("accident", _("The accident"), "car", panels.accident, flush=False),
        panel("items", _("Assessment"), "calculator", panels.items),
        panel("claims", _("Claims"), "gavel", panels.claims_of_report),
        panel("contacts", _("Calls and notices"), "headset", panels.contacts),
        panel("survey", _("Survey and photos"), "camera", panels.survey, tab="field"),
        panel("merged", _("Belongs together"), "copy", panels.merged, template=rows, rail=True, flush=False),
        panel("hints", _("Similar reports"), "alert-triangle", panels.hints, rail=True, flush=False),
        panel("papers", _("Documents"), "archive", panels.papers, rail=True, flush=False),
    )
