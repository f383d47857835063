"""Analysis of the risks written: premium, losses and grades by line, as a base for pricing (DUT-03, DUT-23)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core.templatetags.ui import money
from core.web.detail import Crumb
from core.web.lists import Column
from core.web.pages import needs
from organisation.public import units_in_scope
from organisation.views.tables import Section, TablePage, table_page
from underwriting.forms.statistics import AnalysisForm
from underwriting.selectors import risk_library as selectors
from underwriting.selectors.risk_library import LineRisk
from underwriting.selectors.statistics import salespeople
from underwriting.views.risk import line_of
from underwriting.views.risk_library import LIBRARY
from underwriting.views.statistics import on_paper

YEAR = timedelta(days=365)


@needs(LIBRARY)
@require_GET
def analysis(request: HttpRequest) -> HttpResponse:
    """Premium, losses and grades by line in a period."""
    form = _form(request)
    if not form.is_valid():
        return table_page(request, TablePage(title=_("Risk analysis by line"), form=form, sections=()))
    first, last = form.cleaned_data["first"], form.cleaned_data["last"]
    rows = selectors.analysis(request.actor, first, last, form.narrow())  # type: ignore[attr-defined]
    facts = _("Policies that began in the period, their losses so far and how the risks were graded.")
    spec = TablePage(
        title=_("Risk analysis by line"),
        crumbs=(Crumb(_("Underwriting centre")), Crumb(_("Risk analysis by line"))),
        facts=facts,
        form=form,
        sections=(_lines(rows, first, last),),
        export_name="risk-analysis",
        paper=on_paper(request, _("Risk analysis by line"), " · ".join((f"{first} – {last}", *form.said()))),
    )
    return table_page(request, spec)


def _form(request: HttpRequest) -> AnalysisForm:
    """The last year when nothing else is asked for."""
    actor, today = request.actor, localdate()  # type: ignore[attr-defined]
    usual = {"first": f"{today - YEAR}", "last": f"{today}"}
    units = [(unit.pk, unit.label) for unit in units_in_scope(actor)]
    return AnalysisForm({**usual, **request.GET.dict()}, units=units, salespeople=salespeople(actor))


def _lines(rows: list[LineRisk], first: date, last: date) -> Section:
    return Section(
        title=f"{first} – {last}",
        columns=_of_lines(),
        rows=rows,
        icon="chart-bar",
        note=_("Incurred losses are what was paid and, of open claims, the reserve."),
        empty=_("Nothing was written in this period."),
    )


def _of_lines() -> tuple[Column, ...]:
    return (
        Column(key="line", label=_("Line"), cell=lambda r: line_of(r.line)),
        Column(key="policies", label=_("Policies"), cell=lambda r: r.policies, css="ui-r ui-num"),
        Column(key="premium", label=_("Premium"), cell=lambda r: money(r.premium), css="ui-r"),
        Column(key="claims", label=_("Number of claims"), cell=lambda r: r.claims, css="ui-r ui-num"),
        Column(key="frequency", label=_("Claims per 100 policies"), cell=lambda r: _or_dash(r.frequency), css="ui-r"),
        Column(key="incurred", label=_("Incurred"), cell=lambda r: money(r.incurred), css="ui-r"),
        Column(key="ratio", label=_("Loss ratio"), cell=lambda r: _or_dash(r.loss_ratio, "%"), css="ui-r"),
        Column(key="assessed", label=_("Assessed risks"), cell=lambda r: r.assessed, css="ui-r ui-num"),
        Column(key="score", label=_("Mean points"), cell=lambda r: _or_dash(r.score), css="ui-r"),
        Column(key="failed", label=_("Not improved"), cell=lambda r: r.not_improved, css="ui-r ui-num"),
    )


def _or_dash(value: Any, unit: str = "") -> str:
    return "–" if value is None else f"{value}{unit}"
