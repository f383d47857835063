"""Statistics and forecast of the business: on the screen, as a table, on paper (DUT-17, DUT-36, domain 5.11)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from archives.public import DocumentUnavailable
from core.templatetags.ui import money
from core.web import navigation
from core.web.detail import Crumb
from core.web.export_purpose import Mark
from core.web.lists import Column
from core.web.navigation import NavItem
from core.web.pages import needs
from core.workflow.refusals import Hidden
from organisation.public import units_in_scope
from organisation.views.tables import Section, TablePage, table_page
from underwriting.documents.table_paper import table_paper
from underwriting.forms.statistics import BY_LABELS, StatisticsForm
from underwriting.rules.words import gettext_noop
from underwriting.selectors.statistics import Row, Statistics, salespeople, statistics

PERMISSION = "underwriting.view_statistics"
CHART = "chart-premium-by-month"
RATED_ONLY = gettext_noop(
    "The average rate looks at business with a sum insured only: compulsory motor cover is left out of it."
)
INCURRED = gettext_noop("Incurred losses are what was paid and, of open claims, the reserve.")
AS_SIGNED = gettext_noop(
    "Premium and sum insured are those of the issue; what endorsements changed of the premium stands beside it and "
    "counts in the loss ratio."
)
WITH_THEIR_POLICY = gettext_noop("What endorsements changed counts in the month in which their policy was issued.")
Behind = Callable[[Row, str], str]


@needs(PERMISSION)
def business_statistics(request: HttpRequest) -> HttpResponse:
    """What was written, at what rate, with what losses, and what the next months may bring."""
    actor, today = request.actor, timezone.localdate()  # type: ignore[attr-defined]
    form = asked_form(request)
    if not form.is_valid():
        return table_page(request, _empty(form), "underwriting/statistics.html")
    asked = form.asked()
    found = statistics(actor, asked, today)
    facts = _("policies issued %(since)s to %(until)s; claims of these policies") % {
        "since": f"{asked.since:%Y-%m}",
        "until": f"{asked.until:%Y-%m}",
    }
    spec = TablePage(
        title=_("Underwriting statistics"),
        crumbs=(Crumb(_("Underwriting centre")),),
        facts=facts,
        form=form,
        sections=(_business(found, asked.by, _behind(request)), _outlook(found)),
        export_name="underwriting-statistics",
        paper=on_paper(request, _("Underwriting statistics"), " · ".join((facts, *form.said()))),
    )
    return table_page(request, spec, "underwriting/statistics.html", chart=_chart(found, today), place=CHART)


def asked_form(request: HttpRequest) -> StatisticsForm:
    """What the address asks for; this year by line when it asks for nothing."""
    actor, today = request.actor, timezone.localdate()  # type: ignore[attr-defined]
    usual = {"since": f"{today:%Y}-01", "until": f"{today:%Y-%m}", "by": "line"}
    units = [(unit.pk, unit.label) for unit in units_in_scope(actor)]
    return StatisticsForm({**usual, **request.GET.dict()}, units=units, salespeople=salespeople(actor))


def on_paper(request: HttpRequest, title: str, conditions: str) -> Callable[[Sequence[Any], Mark], bytes]:
    """Makes the page's tables a document signed by who took it."""
    actor: Any = request.actor  # type: ignore[attr-defined]

    def made(sections: Sequence[Any], mark: Mark) -> bytes:
        try:
            return table_paper(
                sections,
                title=title,
                conditions=conditions,
                unit=actor.unit_name,
                mark=mark,
            )
        except DocumentUnavailable as unavailable:
            raise Hidden(unavailable.message) from unavailable

    return made


def _behind(request: HttpRequest) -> Behind:
    """The way from a figure to what it counts, under the same conditions."""
    kept = {name: value for name, value in request.GET.items() if name != "export" and value}

    def way(row: Row, what: str) -> str:
        return f"{reverse(f'underwriting:statistics_{what}')}?{urlencode(kept | {'row': row.key})}"

    return way


def _empty(form: StatisticsForm) -> TablePage:
    return TablePage(
        title=_("Underwriting statistics"), form=form, sections=(), empty=_("Choose a period, and what to gather by.")
    )


def _business(found: Statistics, by: str, behind: Behind) -> Section:
    return Section(
        title=_("Business and losses"),
        note=" ".join(_(text) for text in (RATED_ONLY, INCURRED, AS_SIGNED, WITH_THEIR_POLICY)),
        columns=_columns(str(BY_LABELS[by]), behind),
        rows=(*found.rows, found.total) if found.rows else (),
        icon="table",
        empty=_("No policy was issued in this time."),
    )


def _columns(label: str, behind: Behind) -> Sequence[Column]:
    return (
        Column(key="label", label=label, cell=lambda r: r.label, css="ui-nowrap"),
        _counted("policies", _("Policies"), lambda r: r.policies, behind),
        _amount("sum_insured", _("Sum insured"), lambda r: r.sum_insured),
        _amount("premium", _("Premium"), lambda r: r.premium),
        _amount("changed", _("Changed by endorsements"), lambda r: r.changed),
        _number("rate", _("Average rate (‰)"), lambda r: r.rate),
        _number("discount", _("Average discount (%)"), lambda r: r.discount),
        _number("renewals", _("Renewed policies"), lambda r: r.renewals),
        _number("renewal_share", _("Share of renewals (%)"), lambda r: r.renewal_share),
        _number("renewal_rate", _("Renewed of ended policies (%)"), lambda r: r.renewal_rate),
        _counted("claims", _("Number of claims"), lambda r: r.claims, behind),
        _amount("incurred", _("Incurred losses"), lambda r: r.incurred),
        _number("loss_ratio", _("Loss ratio (%)"), lambda r: r.loss_ratio),
        _number("grey", _("On the grey list"), lambda r: r.grey),
        _number("black", _("On the black list"), lambda r: r.black),
    )


def _number(key: str, label: str, value: Any) -> Column:
    def cell(row: Row) -> str:
        found = value(row)
        return "–" if found is None else f"{found:,}"

    return Column(key=key, label=label, css="ui-r ui-num", cell=cell, plain=lambda row: _plain(value(row)))


def _counted(key: str, label: str, value: Any, behind: Behind) -> Column:
    """A number that leads to what it counts."""

    def cell(row: Row) -> SafeString | str:
        found = value(row)
        return format_html('<a href="{}">{}</a>', behind(row, key), f"{found:,}") if found else "0"

    return Column(key=key, label=label, css="ui-r ui-num", cell=cell, plain=value)


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


def _chart(found: Statistics, today: date) -> dict[str, Any]:
    """Months known, this one with what was written so far, and in another colour the months to come: what this month
    may bring stands beside what it brought."""
    bars = [(f"{month:%Y-%m}", premium, "info") for month, premium in found.months[-12:]]
    if found.so_far:
        bars.append((_("%(month)s so far") % {"month": f"{today:%Y-%m}"}, found.so_far, "info"))
    if found.forecast:
        coming = zip(found.ahead, found.forecast.months, strict=True)
        bars += [(f"{month:%Y-%m}", premium, "wait") for month, premium in coming]
    if not bars:
        return {}
    return {
        "kind": "bar",
        "name": _("Premium"),
        "unit": _("yuan"),
        "labels": [label for label, _premium, _tone in bars],
        "values": [str(premium) for _label, premium, _tone in bars],
        "tones": [tone for _label, _premium, tone in bars],
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
