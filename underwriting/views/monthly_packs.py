"""The monthly pack: list, page, figures as spreadsheet and on paper (5.11, DUT-17, DUT-36)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from archives.public import documents_of
from core import links, work
from core.files import guard
from core.templatetags.ui import moment, money, state_of
from core.web import navigation
from core.web.actors import said_of
from core.web.commands import register_action
from core.web.detail import Crumb, Detail, Fact, Panel, Tab, detail_page
from core.web.lists import Column, Filter, ListPage, SavedView, list_page
from core.web.navigation import NavItem
from core.web.pages import needs
from organisation.views.tables import Section, TablePage, table_page
from underwriting.documents.pack import PackColumn, pack_tables
from underwriting.models import MonthlyPack
from underwriting.rules import monthly_pack as life
from underwriting.rules.words import gettext_noop
from underwriting.selectors import monthly_pack as selectors
from underwriting.services import monthly_pack as services
from underwriting.views.statistics import on_paper

TABLE = "underwriting/panels/table.html"


@needs(life.SEE)
@require_GET
def packs(request: HttpRequest) -> HttpResponseBase:
    """Packs of the months, the newest first."""
    return list_page(
        request,
        ListPage(
            title=_("Monthly packs"),
            facts=_("Frozen on the first working days of the month; figures are given out by the data post alone."),
            rows=selectors.packs,
            order="-month",
            columns=(
                Column(key="number", label=_("Number"), cell=_number, plain=lambda row: row.number),
                Column(key="month", label=_("Month"), cell=lambda row: f"{row.month:%Y-%m}", sort="month"),
                Column(key="unit", label=_("Unit"), cell=lambda row: row.unit.label, css="ui-nowrap"),
                Column(key="policies", label=_("Policies"), cell=lambda row: row.policies, css="ui-r"),
                Column(
                    key="premium",
                    label=_("Premium"),
                    css="ui-r",
                    cell=lambda row: money(row.premium),
                    plain=lambda row: row.premium,
                ),
                Column(key="state", label=_("State"), cell=lambda row: state_of(life.PACK, row.state)),
                Column(key="released", label=_("Pack released by"), cell=lambda row: said_of(row.released_by) or "–"),
            ),
            filters=(
                Filter(key="state", label=_("State"), choices=_states, apply=lambda rows, v: rows.filter(state=v)),
                Filter(key="month", label=_("Month"), date_field="month"),
            ),
            views=(SavedView(_("All"), {}), SavedView(_("To be released"), {"state": life.DRAWN})),
            search=lambda rows, text: rows.filter(number__startswith=text.strip().upper()),
            search_hint=_("Number"),
            empty=_("No pack was released yet."),
            export_name="monthly-packs",
        ),
    )


def _states(_actor: Any) -> list[tuple[str, str]]:
    return [(state.value, _(state.label)) for state in life.PACK.states]


def _number(row: MonthlyPack) -> SafeString:
    return format_html('<a class="ui-code" href="{}">{}</a>', reverse("underwriting:pack", args=[row.pk]), row.number)


@needs(life.SEE)
@require_GET
def pack(request: HttpRequest, pk: int) -> HttpResponse:
    """One month as it was frozen."""
    found = selectors.pack_for(request.actor, pk)  # type: ignore[attr-defined]
    detail = Detail(
        title=found.number,
        heading=_("Monthly pack"),
        crumbs=(
            Crumb(_("Underwriting centre")),
            Crumb(_("Monthly packs"), reverse("underwriting:packs")),
            Crumb(found.number),
        ),
        facts=_facts(found),
        tabs=(Tab("main", _("Figures")), Tab("papers", _("Documents"))),
        actions=[_file(found, "xlsx", _("Excel")), _file(found, "pdf", _("PDF"))],
        panels=(*_tables(found), _papers()),
    )
    return detail_page(request, found, detail)


def _facts(found: MonthlyPack) -> tuple[Fact, ...]:
    return (
        Fact(_("Month"), f"{found.month:%Y-%m}", found.unit.label),
        Fact(_("Policies"), f"{found.policies:,}"),
        Fact(_("Premium"), money(found.premium)),
        Fact(_("Drawn at"), moment(found.drawn_at)),
        Fact(
            _("Pack released by"),
            said_of(found.released_by) or "–",
            moment(found.released_at) if found.released_at else "",
        ),
    )


def _tables(found: MonthlyPack) -> list[Panel]:
    """One panel for each table of the pack."""
    return [
        Panel(key=f"part{place}", title=one.title, icon=one.icon, template=TABLE, context=_table(one), flush=True)
        for place, one in enumerate(_sections(found))
    ]


def _papers() -> Panel:
    return Panel(
        key="documents",
        title=_("Documents"),
        icon="file-text",
        template="underwriting/panels/documents.html",
        context=_documents,
        tab="papers",
    )


def _file(found: MonthlyPack, form: str, label: str) -> SafeString:
    url = reverse("underwriting:pack_file", args=[found.pk])
    return format_html('<a class="ui-btn" href="{}?export={}">{}</a>', url, form, label)


def _sections(found: MonthlyPack) -> list[Section]:
    """The tables with amounts as money and figures set right."""
    return [
        Section(
            title=table.title,
            note=table.note,
            icon=table.icon,
            columns=[_column(column, figure=place > 0) for place, column in enumerate(table.columns)],
            rows=table.rows,
        )
        for table in pack_tables(found)
    ]


def _column(column: PackColumn, *, figure: bool) -> Column:
    def cell(row: Any) -> Any:
        value = column.value(row)
        return money(value) if column.amount and value is not None else column.text(row)

    css = "ui-r ui-num" if figure else "ui-nowrap"
    return Column(key=column.key, label=column.label, css=css, cell=cell, plain=column.value)


def _table(section: Section) -> Callable[[HttpRequest, Any], Mapping[str, Any]]:
    """The section as the rows of a panel."""

    def context(_request: HttpRequest, _obj: Any) -> Mapping[str, Any]:
        right = [place for place, column in enumerate(section.columns) if "ui-r" in column.css]
        rows = [[column.cell(row) for column in section.columns] for row in section.rows]
        return {"heads": [column.label for column in section.columns], "rows": rows, "right": right}

    return context


def _documents(request: HttpRequest, found: MonthlyPack) -> Mapping[str, Any] | None:
    kept: Sequence[Any] = documents_of(life.PACK_KIND, found.pk, request.actor)  # type: ignore[attr-defined]
    return {"documents": kept} if kept else None


@needs(life.SEE)
@require_GET
def pack_file(request: HttpRequest, pk: int) -> HttpResponse:
    """All tables of the pack in one file."""
    found = selectors.pack_for(request.actor, pk)  # type: ignore[attr-defined]
    title = _("Monthly pack %(month)s") % {"month": f"{found.month:%Y-%m}"}
    spec = TablePage(
        title=title,
        crumbs=(Crumb(_("Monthly packs"), reverse("underwriting:packs")), Crumb(found.number)),
        facts=found.unit.label,
        sections=_sections(found),
        export_name=f"monthly-pack-{found.month:%Y-%m}",
        paper=on_paper(request, title, found.unit.label),
    )
    return table_page(request, spec)


def register() -> None:
    """Buttons, links, the place in the side bar."""
    register_action(life.RELEASE, services.release_pack)
    register_action(life.REDRAW, services.redraw_pack)
    work.name_queues(life.QUEUE_LABELS)
    links.register(life.PACK_KIND, "underwriting:pack", gettext_noop("Monthly pack"), "chart-bar")
    guard(life.PACK_KIND, selectors.sees_pack)
    navigation.register(
        NavItem(
            label=gettext_noop("Monthly packs"),
            url_name="underwriting:packs",
            icon="chart-bar",
            permission=life.SEE,
            group="underwriting",
            queues=(life.RELEASE_QUEUE,),
            order=61,
        )
    )
