"""Statistics and forecast of the business: on the screen, as a table, on paper (DUT-17, DUT-36, domain 5.11)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.templatetags.ui import money
from core.web import navigation
from core.web.detail import Crumb
from core.web.lists import Column
from core.web.navigation import NavItem
from core.web.pages import needs
from organisation.public import units_in_scope
from organisation.views.tables import Section, TablePage, table_page
from underwriting.forms.statistics import BY_LABELS, StatisticsForm
from underwriting.rules.words import gettext_noop
from underwriting.selectors.statistics import Row, Statistics, salespeople, statistics

PERMISSION = "underwriting.view_statistics"
CHART = "chart-premium-by-month"


@needs(PERMISSION)
def business_statistics(request: HttpRequest) -> HttpResponse:
    """What was written, at what rate, with what losses, and what the next months may bring."""
    actor, today = request.actor, timezone.localdate()  # type: ignore[attr-defined]
    usual = {"since": f"{today:%Y}-01", "until": f"{today:%Y-%m}", "by": "line"}
    units = [(unit.pk, unit.label) for unit in units_in_scope(actor)]
    people = salespeople(actor)
    form = StatisticsForm({**usual, **request.GET.dict()}, units=units, salespeople=people)
    if not form.is_valid():
        return table_page(request, _empty(form), "underwriting/statistics.html")
    asked = form.asked()
    found = statistics(actor, asked, today)
    spec = TablePage(
        title=_("Underwriting statistics"),
        crumbs=(Crumb(_("Underwriting centre")),),
        facts=_("policies issued %(since)s to %(until)s; claims of these policies")
        % {"since": f"{asked.since:%Y-%m}", "until": f"{asked.until:%Y-%m}"},
        form=form,
        sections=(_business(found, asked.by), _outlook(found)),
        export_name="underwriting-statistics",
    )
    return table_page(request, spec, "underwriting/statistics.html", chart=_chart(found), place=CHART)


def _empty(form: StatisticsForm) -> TablePage:
    return TablePage(
        title=_("Underwriting statistics"), form=form, sections=(), empty=_("Choose a period, and what to gather by.")
    )


def _business(found: Statistics, by: str) -> Section:
    return Section(
        title=_("Business and losses"),
        columns=_columns(str(BY_LABELS[by])),
        rows=(*found.rows, found.total) if found.rows else (),
        icon="table",
        empty=_("No policy was issued in this time."),
    )


def _columns(label: str) -> Sequence[Column]:
    return (
        Column(key="label", label=label, cell=lambda r: r.label),
        _number("policies", _("Policies"), lambda r: r.policies),
        _amount("sum_insured", _("Sum insured"), lambda r: r.sum_insured),
        _amount("premium", _("Premium"), lambda r: r.premium),
        _number("rate", _("Average rate (‰)"), lambda r: r.rate),
        _number("renewals", _("Renewed policies"), lambda r: r.renewals),
        _number("renewal_share", _("Share of renewals (%)"), lambda r: r.renewal_share),
        _number("claims", _("Claims"), lambda r: r.claims),
        _amount("incurred", _("Incurred losses"), lambda r: r.incurred),
        _number("loss_ratio", _("Loss ratio (%)"), lambda r: r.loss_ratio),
    )


def _number(key: str, label: str, value: Any) -> Column:
    def cell(row: Row) -> str:
        found = value(row)
        return "–" if found is None else f"{found:,}"

    return Column(key=key, label=label, css="ui-r ui-num", cell=cell, plain=lambda row: _plain(value(row)))


def _amount(key: str, label: str, value: Any) -> Column:
    return Column(
        key=key, label=label, css="ui-r", cell=lambda row: money(value(row)), plain=lambda row: _plain(value(row))
    )


def _plain(value: Decimal | int | None) -> float | int | None:
    return float(value) if isinstance(value, Decimal) else value


def _outlook(found: Statistics) -> Section:
    """The months to come, with how they were found."""
    coming = found.forecast
    rows = list(zip(found.ahead, coming.months, strict=True)) if coming else []
    note = ""
    if coming:
        note = _("Line through %(months)s months: %(start)s, and %(slope)s more each month.") % {
            "months": len(found.months),
            "start": f"{coming.start:,}",
            "slope": f"{coming.slope:,}",
        }
        if coming.seasonal:
            note += " " + _("Each month is weighed with its season of last year.")
    return Section(
        title=_("Forecast of premium"),
        columns=(
            Column(key="month", label=_("Month"), cell=lambda r: f"{r[0]:%Y-%m}"),
            Column(
                key="premium",
                label=_("Premium"),
                css="ui-r",
                cell=lambda r: money(r[1]),
                plain=lambda r: float(r[1]),
            ),
        ),
        rows=rows,
        icon="trending-up",
        note=note,
        empty=_("A forecast needs three whole months with business."),
    )


def _chart(found: Statistics) -> dict[str, Any]:
    """Months known and, in another colour, months to come."""
    known: list[tuple[date, Decimal, str]] = [(month, premium, "info") for month, premium in found.months[-12:]]
    coming = zip(found.ahead, found.forecast.months, strict=True) if found.forecast else ()
    bars = [*known, *((month, premium, "wait") for month, premium in coming)]
    if not bars:
        return {}
    return {
        "kind": "bar",
        "name": _("Premium"),
        "unit": _("yuan"),
        "labels": [f"{month:%Y-%m}" for month, _premium, _tone in bars],
        "values": [str(premium) for _month, premium, _tone in bars],
        "tones": [tone for _month, _premium, tone in bars],
        "urls": ["" for _bar in bars],
    }


def register() -> None:
    """The place in the side bar."""
    navigation.register(
        NavItem(
            label=gettext_noop("Underwriting statistics"),
            url_name="underwriting:statistics",
            icon="chart-bar",
            permission=PERMISSION,
            group="underwriting",
            order=60,
        )
    )
