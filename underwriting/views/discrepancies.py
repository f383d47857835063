"""Differences in daily reports, and the weekly list of attempts to issue before approval."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core import links
from core.models import AuditEntry
from core.templatetags.ui import badge, day, moment, money, state_of
from core.web.detail import Crumb, Detail, Fact, Panel, Tab, detail_page
from core.web.lists import Column, Filter, ListPage, SavedView, list_page
from core.web.pages import needs
from underwriting.models import Discrepancy
from underwriting.models.policy import line_label
from underwriting.rules import discrepancy as life
from underwriting.rules.daily_report import AMOUNTS, COUNTS
from underwriting.rules.lifecycle import PROPOSAL_KIND
from underwriting.selectors import daily_report as selectors
from underwriting.selectors import referral
from underwriting.selectors.shown import signed

FIGURES = COUNTS | AMOUNTS


@needs("underwriting.view_reports")
@require_GET
def discrepancies(request: HttpRequest) -> HttpResponseBase:
    """Differences in scope, the newest first."""
    return list_page(
        request,
        ListPage(
            title=_("Differences in daily reports"),
            rows=lambda actor: selectors.discrepancies(actor).select_related("unit", "report"),
            order="-created_at",
            columns=_columns(),
            filters=(
                Filter(key="state", label=_("State"), choices=_states, apply=lambda rows, v: rows.filter(state=v)),
            ),
            views=(
                SavedView(_("All"), {}),
                SavedView(_("To be cleared"), {"state": life.OPEN}),
                SavedView(_("To be confirmed"), {"state": life.RESOLVED}),
            ),
            search=lambda rows, text: rows.filter(number__startswith=text.strip().upper()),
            search_hint=_("Number"),
            empty=_("No differences were reported."),
            export_name="differences",
        ),
    )


def _states(_actor: Any) -> list[tuple[str, str]]:
    return [(state.value, _(state.label)) for state in life.DISCREPANCY.states]


def _columns() -> tuple[Column, ...]:
    return (
        Column(key="number", label=_("Difference ticket"), cell=_number, plain=lambda d: d.number, sort="number"),
        Column(key="day", label=_("Day"), css="ui-nowrap", cell=lambda d: day(d.report.day)),
        Column(key="unit", label=_("Sub-branch"), css="ui-nowrap", cell=lambda d: d.unit.label),
        Column(
            key="figure",
            label=_("Figure of the report"),
            cell=lambda d: f"{line_label(d.line)} · {_(FIGURES[d.figure])}",
        ),
        Column(key="reported", label=_("In the report"), css="ui-r", cell=lambda d: figure_shown(d, d.reported)),
        Column(key="expected", label=_("In the sub-branch"), css="ui-r", cell=lambda d: figure_shown(d, d.expected)),
        Column(key="state", label=_("State"), cell=lambda d: state_of(life.DISCREPANCY, d.state)),
        Column(
            key="cause", label=_("Cause of the difference"), cell=lambda d: _(life.CAUSES[d.cause]) if d.cause else "–"
        ),
    )


def figure_shown(one: Discrepancy, value: Decimal) -> SafeString | str:
    """Cases are counted, sums are money."""
    return money(value) if one.figure in AMOUNTS else f"{value:,.0f}"


def _figure(one: Discrepancy) -> str:
    return f"{line_label(one.line)} · {_(FIGURES[one.figure])}"


def _number(one: Discrepancy) -> SafeString:
    url = reverse("underwriting:discrepancy", kwargs={"pk": one.pk})
    return format_html('<a class="ui-code" href="{}">{}</a>', url, one.number)


@needs("underwriting.view_reports")
@require_GET
def discrepancy(request: HttpRequest, pk: int) -> HttpResponse:
    """One difference and how it was cleared."""
    found = selectors.discrepancy_for(request.actor, pk)  # type: ignore[attr-defined]
    report = found.report
    url = reverse("underwriting:daily_report", kwargs={"pk": report.pk})
    detail = Detail(
        title=found.number,
        heading=_("Difference in the daily report"),
        crumbs=(
            Crumb(_("Underwriting centre")),
            Crumb(_("Differences in daily reports"), reverse("underwriting:discrepancies")),
            Crumb(found.number),
        ),
        facts=(
            Fact(_("Daily report"), format_html('<a href="{}">{}</a>', url, f"{day(report.day)} {report.unit.label}")),
            Fact(_("Figure of the report"), _(FIGURES[found.figure]), line_label(found.line)),
            Fact(_("In the report"), figure_shown(found, found.reported)),
            Fact(_("In the sub-branch"), figure_shown(found, found.expected)),
            Fact(_("Raised by"), signed(found.raised_by)),
        ),
        tabs=(Tab("main", _("Difference ticket")),),
        panels=(
            Panel(
                key="words",
                title=_("What differs, and why"),
                icon="git-compare",
                template="underwriting/panels/vehicle.html",
                context=_words,
            ),
        ),
    )
    return detail_page(request, found, detail)


def _words(_request: HttpRequest, found: Discrepancy) -> Mapping[str, Any]:
    rows = [(_("What differs"), found.text)]
    if found.cause:
        rows += [
            (_("Cause of the difference"), _(life.CAUSES[found.cause])),
            (_("Explanation"), found.answer),
            (_("Cleared by"), signed(found.resolved_by)),
        ]
    return {"rows": rows}


@needs("underwriting.view_attempts")
@require_GET
def attempts(request: HttpRequest) -> HttpResponseBase:
    """Attempts to issue before the upper level had replied (domain 5.6)."""
    return list_page(
        request,
        ListPage(
            title=_("Attempts to issue before approval"),
            facts=_("Refused by the system and kept; sent to the director as a list every week."),
            rows=referral.attempts,
            order="-id",
            columns=(
                Column(key="number", label=_("Proposal"), cell=_proposal, plain=lambda e: e.subject_number),
                Column(key="who", label=_("Who"), cell=lambda e: e.actor_name, plain=lambda e: e.actor_name),
                Column(key="post", label=_("Post"), cell=lambda e: e.post, plain=lambda e: e.post),
                Column(key="why", label=_("Refused because"), cell=_why),
                Column(key="at", label=_("At"), css="ui-nowrap", cell=lambda e: moment(e.at)),
            ),
            filters=(Filter(key="at", label=_("At"), date_field="at"),),
            search=lambda rows, text: rows.filter(subject_number__startswith=text.strip().upper()),
            search_hint=_("Proposal"),
            empty=_("Nobody tried."),
            export_name="issue-attempts",
        ),
    )


def _proposal(entry: AuditEntry) -> SafeString:
    if entry.subject_id is None:
        return format_html("{}", "–")
    url = links.url_for(PROPOSAL_KIND, entry.subject_id)
    return format_html('<a class="ui-code" href="{}">{}</a>', url, entry.subject_number or entry.subject_id)


def _why(entry: AuditEntry) -> SafeString:
    known = {
        "no_valid_reply": _("no valid reply"),
        "not_possible_in_state": _("not decided yet"),
        "premium_not_received": _("premium not received"),
        "issued_before_approval": _("accepted on paper before the centre underwrote it"),
    }
    return badge(known.get(entry.outcome, entry.outcome), "bad")
