"""Daily underwriting reports and the differences found in them (UWR-04, UWR-05)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from archives.public import DocumentUnavailable
from core.templatetags.ui import day, full_moment, moment, money, state_of
from core.web.detail import Crumb, Detail, Fact, Panel, Tab, detail_page
from core.web.lists import Column, Filter, ListPage, SavedView, list_page
from core.web.pages import needs
from core.workflow.refusals import Hidden
from underwriting.documents.daily_report import daily_report as paper_of
from underwriting.models import DailyReport
from underwriting.models.policy import line_label
from underwriting.rules import daily_report as life
from underwriting.rules import discrepancy as ticket
from underwriting.rules.daily_report import Row, corrected, total
from underwriting.rules.lines import LINE_LABELS, MOTOR
from underwriting.selectors import daily_report as selectors
from underwriting.selectors.shown import signed
from underwriting.views.discrepancies import figure_shown
from underwriting.views.proposals import proposal_columns

LINES = (MOTOR, *LINE_LABELS)
SHOWN_ALWAYS = ("submitted", "automatic", "manual", "pending")  # the other columns when there is a case


@needs("underwriting.view_reports")
@require_GET
def reports(request: HttpRequest) -> HttpResponseBase:
    """One row per sub-branch and day, the newest first."""
    return list_page(
        request,
        ListPage(
            title=_("Daily underwriting reports"),
            facts=_("Published at the end of each working day; the sub-branch checks its figures by the next morning."),
            rows=lambda actor: selectors.reports(actor).select_related("unit"),
            order="-day",
            columns=_columns(),
            filters=(
                Filter(key="state", label=_("State"), choices=_states, apply=lambda rows, v: rows.filter(state=v)),
                Filter(key="day", label=_("Day"), date_field="day"),
            ),
            views=(
                SavedView(_("All"), {}),
                SavedView(_("To be checked"), {"state": life.PUBLISHED}),
                SavedView(_("Not answered in time"), {"state": life.UNANSWERED}),
                SavedView(_("Differences"), {"state": life.DIFFERING}),
            ),
            search=lambda rows, text: rows.filter(unit__name__contains=text.strip()),
            search_hint=_("Sub-branch"),
            actions=((_("Differences"), reverse("underwriting:discrepancies"), "alert-triangle"),),
            empty=_("No report was published yet."),
            export_name="daily-underwriting-reports",
        ),
    )


def _states(_actor: Any) -> list[tuple[str, str]]:
    return [(state.value, _(state.label)) for state in life.REPORT.states]


def _columns() -> tuple[Column, ...]:
    counts = tuple(
        Column(key=name, label=_(label), css="ui-r", cell=_count(name), plain=_count(name))
        for name, label in life.COUNTS.items()
    )
    return (
        Column(key="day", label=_("Day"), cell=_day, plain=lambda r: r.day, sort="day", css="ui-nowrap"),
        Column(key="unit", label=_("Sub-branch"), css="ui-nowrap", cell=lambda r: r.unit.label),
        Column(key="state", label=_("State"), cell=lambda r: state_of(life.REPORT, r.state)),
        *counts,
        Column(
            key="premium",
            label=_("Premium passed"),
            css="ui-r",
            cell=lambda r: money(r.sum.premium),
            plain=lambda r: r.sum.premium,
        ),
        Column(key="by", label=_("Answered by"), cell=lambda r: r.answered_by.split(" · ")[0] or "–", default=False),
    )


def _count(name: str) -> Any:
    return lambda report: getattr(report.sum, name)


def _day(one: DailyReport) -> SafeString:
    url = reverse("underwriting:daily_report", kwargs={"pk": one.pk})
    return format_html('<a class="ui-code" href="{}">{}</a>', url, day(one.day))


@needs("underwriting.view_reports")
@require_GET
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """The figures by line, the answer, and the differences."""
    found = selectors.report_for(request.actor, pk)  # type: ignore[attr-defined]
    now = total(corrected(found.figures(), selectors.corrections_of(found)))
    detail = Detail(
        title=f"{day(found.day)} · {found.unit.label}",
        heading=_("Daily underwriting report"),
        crumbs=(
            Crumb(_("Underwriting centre")),
            Crumb(_("Daily underwriting reports"), reverse("underwriting:daily_reports")),
            Crumb(day(found.day)),
        ),
        facts=(
            Fact(_("Sub-branch"), found.unit.label),
            Fact(_("Day"), day(found.day)),
            Fact(_("Published at"), full_moment(found.published_at), _counted(found)),
            Fact(_("To be answered by"), full_moment(found.answer_by)),
            Fact(_("Passed"), str(now.passed)),
            Fact(_("Premium passed"), money(now.premium)),
            Fact(_("Answered by"), signed(found.answered_by) or "–", full_moment(found.answered_at)),
        ),
        tabs=(Tab("main", _("Figures")),),
        panels=_panels(),
        print_url=reverse("underwriting:daily_report_pdf", kwargs={"pk": pk}),
    )
    return detail_page(request, found, detail)


def _counted(found: DailyReport) -> str:
    """From when until when; a report goes on where the last one ended."""
    if found.since is None or found.until is None:
        return ""
    return _("counts %(since)s – %(until)s") % {"since": moment(found.since), "until": moment(found.until)}


@needs("underwriting.view_reports")
@require_GET
def report_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The same for paper and for sending."""
    found = selectors.report_for(request.actor, pk)  # type: ignore[attr-defined]
    name: str = request.actor.name  # type: ignore[attr-defined]
    try:
        content = paper_of(found, printed_by=name, at=timezone.localtime())
    except DocumentUnavailable as unavailable:
        raise Hidden(unavailable.message) from unavailable
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="daily-report-{found.day}-{found.unit.code}.pdf"'
    return answer


def _panels() -> tuple[Panel, ...]:
    return (
        Panel(
            key="figures",
            title=_("Figures by line"),
            icon="table",
            template="underwriting/panels/daily_figures.html",
            context=_figures,
            flush=True,
        ),
        Panel(
            key="differences",
            title=_("Differences"),
            icon="alert-triangle",
            template="underwriting/panels/daily_differences.html",
            context=_differences,
            flush=True,
        ),
    )


def _figures(_request: HttpRequest, found: DailyReport) -> Mapping[str, Any]:
    published, corrections = found.figures(), selectors.corrections_of(found)
    rows = corrected(published, corrections)
    before, foot = {row.line: row for row in published}, total(rows)
    names = [name for name in life.COUNTS if name in SHOWN_ALWAYS or getattr(foot, name)]
    tickets = {(one.line, one.figure): one for one in corrections}
    return {
        "labels": [_(life.COUNTS[name]) for name in names],
        "rows": [
            (line_label(row.line), *_cells(found, before.get(row.line, Row(line=row.line)), row, names, tickets), row)
            for row in rows
        ],
        "total": foot,
        "foot": _cells(found, total(published), foot, names, {}),
        "remark": found.remark,
    }


class Cell(NamedTuple):
    """A figure that holds, the way to the cases that were counted, and what was published where that was wrong, with
    the difference by which it was corrected."""

    shown: str | int
    url: str = ""
    before: str | int | None = None
    ticket: str = ""
    ticket_url: str = ""


def _cells(
    found: DailyReport,
    published: Row,
    row: Row,
    names: Sequence[str],
    tickets: Mapping[tuple[str, str], life.Correction],
) -> tuple[list[Cell], list[Cell]]:
    """Counts and amounts of a line; reports of earlier days did not keep their cases."""
    address = reverse("underwriting:daily_cases", kwargs={"pk": found.pk})

    def cell(name: str) -> Cell:
        before, now = getattr(published, name), getattr(row, name)
        shown = money if name in life.AMOUNTS else int
        has_cases = found.cases and name in life.COUNTS and before
        url = f"{address}?{urlencode({'figure': name, 'line': row.line})}" if has_cases else ""
        if before == now:
            return Cell(shown(now), url)
        return Cell(shown(now), url, shown(before), *_ticket(tickets.get((row.line, name))))

    return [cell(name) for name in names], [cell(name) for name in life.AMOUNTS]


def _ticket(one: life.Correction | None) -> tuple[str, str]:
    return (one.number, reverse("underwriting:discrepancy", kwargs={"pk": one.ticket_id})) if one else ("", "")


@needs("underwriting.view_reports")
@require_GET
def cases(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The proposals that one figure counted."""
    found = selectors.report_for(request.actor, pk)  # type: ignore[attr-defined]
    figure, line = request.GET.get("figure", ""), request.GET.get("line", "")
    if figure not in life.COUNTS:
        raise Hidden(_("Not found."))
    about = (day(found.day), found.unit.label, line_label(line) if line else _("all lines"))
    return list_page(
        request,
        ListPage(
            title=_(life.COUNTS[figure]),
            facts=" · ".join(about),
            rows=lambda actor: selectors.cases_behind(actor, found, figure, line),
            order="number",
            columns=proposal_columns(),
            actions=((_("Back to the report"), reverse("underwriting:daily_report", kwargs={"pk": pk}), "arrow-left"),),
            empty=_("The report counted no case here."),
            export_name=f"daily-report-{found.day}-{figure}",
        ),
    )


def _differences(_request: HttpRequest, found: DailyReport) -> Mapping[str, Any] | None:
    shown = [
        (
            one,
            reverse("underwriting:discrepancy", kwargs={"pk": one.pk}),
            one.lifecycle.state(one.state),
            *(figure_shown(one, value) for value in (one.reported, one.expected)),
            _(ticket.CAUSES[one.cause]) if one.cause else "–",
            one.answer or "–",
        )
        for one in found.discrepancies.all()
    ]
    return {"rows": shown} if shown else None


def lines_of(_request: HttpRequest, found: DailyReport) -> dict[str, Any]:
    """The lines of the report, for the form that reports a difference; every line may be the one that is missing."""
    known = [row.line for row in found.figures()]
    others = [code for code in LINES if code not in known]
    return {"lines": [(code, line_label(code)) for code in (*known, *others)]}
