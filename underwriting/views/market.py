"""Requests for product codes, market notes, and how much hangs on one product (PRD-02, PRD-07)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core.templatetags.ui import badge, day, moment, money, state_of
from core.web.commands import CommandForm
from core.web.detail import Crumb, Detail, Fact, Panel, Tab, detail_page
from core.web.lists import Column, Filter, ListPage, SavedView, list_page
from core.web.pages import needs, page
from core.workflow.refusals import Refusal
from core.workflow.spec import Lifecycle
from organisation.public import parameter
from organisation.views.tables import Section, TablePage, table_page
from underwriting.forms.market import CodeForm, MarketForm, PeriodForm
from underwriting.models import MarketNote
from underwriting.rules import code_request as code_life
from underwriting.rules import market as market_life
from underwriting.rules.lines import LINE_LABELS
from underwriting.rules.market import ProductShare, herfindahl
from underwriting.selectors import market as selectors
from underwriting.selectors.codes import request_for, requests_for
from underwriting.services import market as services

WIDE = frozenset({"clause_text", "need", "text", "title", "terms", "goods"})


def linked(name: str) -> Callable[[Any], SafeString]:
    """A cell with the number that leads to the object."""

    def cell(one: Any) -> SafeString:
        url = reverse(f"underwriting:{name}", kwargs={"pk": one.pk})
        return format_html('<a class="ui-code" href="{}">{}</a>', url, one.number)

    return cell


def state_filter(life: Lifecycle) -> Filter:
    """The states of a lifecycle as a filter."""
    return Filter(
        key="state",
        label=_("State"),
        choices=lambda _actor: [(state.value, _(state.label)) for state in life.states],
        apply=lambda rows, value: rows.filter(state=value),
    )


def state_column(life: Lifecycle) -> Column:
    return Column(key="state", label=_("State"), cell=lambda o: state_of(life, o.state))


def line_name(one: Any) -> str:
    """The line in words."""
    return _(LINE_LABELS.get(one.line, one.line))


@needs("underwriting.view_codes")
@require_GET
def code_requests(request: HttpRequest) -> HttpResponseBase:
    """Clauses without a code and how far their requests are."""
    may = request.actor.refusal_for("underwriting.request_code") is None  # type: ignore[attr-defined]
    return list_page(
        request,
        ListPage(
            title=_("Requests for product codes"),
            facts=_("Until the code is there, the business is entered in the generic module."),
            rows=requests_for,
            order="-created_at",
            columns=(
                Column(key="number", label=_("Number"), cell=linked("code_request"), plain=lambda r: r.number),
                Column(key="clause", label=_("Clause"), cell=lambda r: r.clause_name),
                Column(key="line", label=_("Line"), cell=line_name),
                Column(key="level", label=_("Clause level"), cell=lambda r: r.get_level_display()),
                state_column(code_life.CODE_REQUEST),
                Column(key="code", label=_("Product code"), cell=lambda r: r.product_code or "–"),
                Column(key="reference", label=_("Reference"), cell=lambda r: r.reference or "–"),
                Column(key="at", label=_("Requested at"), cell=lambda r: moment(r.created_at), sort="created_at"),
            ),
            filters=(state_filter(code_life.CODE_REQUEST),),
            search=lambda rows, text: rows.filter(clause_name__icontains=text) | rows.filter(number=text.upper()),
            search_hint=_("Clause, number"),
            actions=((_("Request a product code"), reverse("underwriting:new_code_request"), "plus"),) if may else (),
            empty=_("Every clause has its code."),
            export_name="product-codes",
        ),
    )


@needs("underwriting.request_code")
@require_http_methods(["GET", "POST"])
def new_code_request(request: HttpRequest) -> HttpResponse:
    """Ask for a code."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.request_code(form.command(request), data=form.data_of())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return HttpResponseRedirect(reverse("underwriting:code_request", kwargs={"pk": made.pk}))
    return show_form(
        request, form, title=_("Request a product code"), back="code_requests", send=_("Request a product code")
    )


def show_form(request: HttpRequest, form: CommandForm, *, title: str, back: str, send: str) -> HttpResponse:
    """One form on its page."""
    context = {
        "title": title,
        "crumbs": [],
        "form": form,
        "fields": [(bound, "6" if bound.name in WIDE else "3") for bound in form.visible_fields()],
        "back": reverse(f"underwriting:{back}"),
        "send": send,
    }
    return page(request, "underwriting/form.html", context, status=422 if form.errors else 200)


@needs("underwriting.view_codes")
@require_GET
def code_request(request: HttpRequest, pk: int) -> HttpResponse:
    """A request with the text of its clause."""
    found = request_for(request.actor, pk)  # type: ignore[attr-defined]
    facts = (
        Fact(_("Line"), line_name(found)),
        Fact(_("Clause level"), found.get_level_display()),
        Fact(_("Requested by"), found.requested_by, found.unit.label),
        Fact(_("Reference"), found.reference or "–"),
        Fact(_("Product code"), found.product_code or "–"),
    )
    texts = ((_("Text of the clause"), found.clause_text), (_("Why it is needed"), found.need))
    crumb = Crumb(_("Requests for product codes"), reverse("underwriting:code_requests"))
    return detail_page(request, found, detail_of(found, found.clause_name, crumb, facts, texts))


def detail_of(found: Any, title: str, crumb: Crumb, facts: tuple[Fact, ...], texts: Any) -> Detail:
    """A page of facts and texts."""
    return Detail(
        title=title,
        heading=found.number,
        crumbs=(Crumb(_("Underwriting centre")), crumb, Crumb(found.number)),
        facts=facts,
        tabs=(Tab("main", _("Content")),),
        panels=(
            Panel(
                key="texts",
                title=_("Content"),
                icon="file-text",
                template="underwriting/panels/texts.html",
                context=lambda _request, _obj: {"texts": [(label, text) for label, text in texts if text]},
            ),
        ),
    )


@needs("underwriting.view_market")
@require_GET
def market_notes(request: HttpRequest) -> HttpResponseBase:
    """What was seen, and what is done about it."""
    may = request.actor.refusal_for("underwriting.note_market") is None  # type: ignore[attr-defined]
    new = (_("Note a market event"), reverse("underwriting:new_market_note"), "plus")
    shares = (_("Concentration on products"), reverse("underwriting:concentration"), "chart-bar")
    return list_page(
        request,
        ListPage(
            title=_("Market notes"),
            facts=_("Competitors, prices, rules and needs of customers, and the strategy decided on."),
            rows=lambda actor: selectors.visible(MarketNote, actor),
            order="-created_at",
            columns=_note_columns(),
            filters=(
                state_filter(market_life.MARKET_NOTE),
                Filter(
                    key="topic",
                    label=_("Topic"),
                    choices=lambda _actor: [(topic.value, str(topic.label)) for topic in MarketNote.Topic],
                    apply=lambda rows, value: rows.filter(topic=value),
                ),
                Filter(key="seen", label=_("Seen on"), date_field="seen_on"),
            ),
            views=(SavedView(_("All"), {}), SavedView(_("To be judged"), {"state": market_life.NOTED})),
            search=lambda rows, text: rows.filter(title__icontains=text) | rows.filter(competitor__icontains=text),
            search_hint=_("Title, competitor"),
            actions=(new, shares) if may else (shares,),
            empty=_("Nothing was noted yet."),
            export_name="market-notes",
        ),
    )


def _note_columns() -> tuple[Column, ...]:
    return (
        Column(key="number", label=_("Number"), cell=linked("market_note"), plain=lambda n: n.number),
        Column(key="title", label=_("Title"), cell=lambda n: n.title, css="ui-clip"),
        Column(key="topic", label=_("Topic"), cell=lambda n: n.get_topic_display()),
        Column(key="line", label=_("Line"), cell=line_name),
        Column(key="competitor", label=_("Competitor"), cell=lambda n: n.competitor or "–"),
        state_column(market_life.MARKET_NOTE),
        Column(key="seen", label=_("Seen on"), cell=lambda n: day(n.seen_on), sort="seen_on", css="ui-nowrap"),
        Column(key="unit", label=_("Unit"), cell=lambda n: n.unit.label, css="ui-nowrap"),
    )


@needs("underwriting.note_market")
@require_http_methods(["GET", "POST"])
def new_market_note(request: HttpRequest) -> HttpResponse:
    """Write down what was seen."""
    form = MarketForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.note_market(form.command(request), data=form.data_of())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return HttpResponseRedirect(reverse("underwriting:market_note", kwargs={"pk": made.pk}))
    return show_form(request, form, title=_("Note a market event"), back="market_notes", send=_("Save"))


@needs("underwriting.view_market")
@require_GET
def market_note(request: HttpRequest, pk: int) -> HttpResponse:
    """A note and the answer to it."""
    found = selectors.one_for(MarketNote, request.actor, pk)  # type: ignore[attr-defined]
    facts = (
        Fact(_("Topic"), found.get_topic_display()),
        Fact(_("Line"), line_name(found)),
        Fact(_("Competitor"), found.competitor or "–"),
        Fact(_("Seen on"), day(found.seen_on), found.origin),
        Fact(_("Noted by"), found.noted_by, found.unit.label),
        Fact(_("Decided by"), found.answered_by or "–"),
    )
    texts = ((_("What was seen"), found.text), (_("Product and price strategy"), found.strategy))
    crumb = Crumb(_("Market notes"), reverse("underwriting:market_notes"))
    return detail_page(request, found, detail_of(found, found.title, crumb, facts, texts))


@needs("underwriting.view_market")
@require_GET
def product_concentration(request: HttpRequest) -> HttpResponse:
    """Premium by product against the year before; a product above the limit is marked (PRD-07)."""
    today = localdate()
    asked: Mapping[str, Any] = (
        request.GET if "first" in request.GET else {"first": date(today.year, 1, 1), "last": today}
    )
    form = PeriodForm(asked)
    rows: list[ProductShare] = []
    if form.is_valid():
        rows = selectors.shares(request.actor, form.cleaned_data["first"], form.cleaned_data["last"])  # type: ignore[attr-defined]
    limit = parameter("underwriting.concentration_limit", None, today)
    note = _("A product above %(limit)s%% of the premium is watched. Herfindahl index: %(index)s of 10,000.") % {
        "limit": f"{(limit * 100).normalize():f}",
        "index": f"{herfindahl(rows):,.0f}",
    }
    section = Section(title=_("Premium by product"), columns=_share_columns(), rows=rows, note=note, icon="chart-bar")
    notes = Crumb(_("Market notes"), reverse("underwriting:market_notes"))
    spec = TablePage(
        title=_("Concentration on products"),
        sections=(section,),
        crumbs=(Crumb(_("Underwriting centre")), notes),
        form=form,
        export_name="product-concentration",
        empty=_("No policies in this period."),
    )
    return table_page(request, spec)


def _share_columns() -> tuple[Column, ...]:
    return (
        Column(key="product", label=_("Product"), cell=lambda s: _(LINE_LABELS.get(s.product, s.product))),
        Column(key="policies", label=_("Policies"), cell=lambda s: f"{s.policies:,}", css="ui-r ui-num"),
        Column(
            key="premium", label=_("Premium"), cell=lambda s: money(s.premium), plain=lambda s: s.premium, css="ui-r"
        ),
        Column(key="share", label=_("Share of all premium"), cell=lambda s: f"{s.share * 100:.1f}%", css="ui-r ui-num"),
        Column(
            key="before", label=_("Year before"), cell=lambda s: money(s.before), plain=lambda s: s.before, css="ui-r"
        ),
        Column(key="growth", label=_("Growth"), cell=_growth, css="ui-r ui-num"),
        Column(key="watched", label="", cell=_watched, plain=lambda s: _("watched") if s.watched else ""),
    )


def _growth(one: ProductShare) -> str:
    return "–" if one.growth is None else f"{one.growth:+}%"


def _watched(one: ProductShare) -> SafeString | str:
    return badge(_("watched"), "bad") if one.watched else ""
