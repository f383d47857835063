"""Claims: list and detail page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from claims.models import Claim
from claims.rules import claim_lifecycle as lifecycle
from claims.selectors import claims as selectors
from claims.services.share import note_reading
from claims.views import panels
from claims.views.cells import linked, panel, two_lines
from claims.views.listed import list_panel
from core.templatetags.ui import full_moment, moment, money, state_of
from core.web.detail import Crumb, Detail, Fact, Panel, Tab, detail_page
from core.web.lists import Column, Filter, ListPage, SavedView, list_page
from core.web.pages import needs
from core.web.requests import command_of


def _columns() -> tuple[Column, ...]:
    return (
        Column(
            key="number",
            label=_("Claim"),
            cell=lambda c: linked("claims:claim", c),
            plain=lambda c: c.number,
            sort="number",
        ),
        Column(
            key="insured",
            label=_("Insured and vehicle"),
            css="ui-clip",
            cell=lambda c: two_lines(c.insured_name, c.plate or "—"),
            plain=lambda c: c.insured_name,
        ),
        Column(
            key="product", label=_("Product"), css="ui-clip", cell=lambda c: two_lines(c.shown_product, c.unit.label)
        ),
        Column(
            key="state",
            label=_("State"),
            cell=lambda c: state_of(lifecycle.CLAIM, c.state),
        ),
        Column(
            key="reserve", label=_("Reserve"), css="ui-r", cell=lambda c: money(c.reserve), plain=lambda c: c.reserve
        ),
        Column(
            key="payable",
            label=_("Claim payable"),
            css="ui-r",
            cell=lambda c: money(c.payable),
            plain=lambda c: c.payable,
        ),
        Column(
            key="registered",
            label=_("Registered"),
            css="ui-nowrap",
            cell=lambda c: moment(c.created_at),
            plain=lambda c: c.created_at,
            sort="created_at",
        ),
    )


def _states(actor: Any) -> list[tuple[str, str]]:  # noqa: ARG001 - the same for everybody
    return [(state.value, _(state.label)) for state in lifecycle.CLAIM.states]


@needs("claims.view_claims")
@require_GET
def claims(request: HttpRequest) -> HttpResponseBase:
    """All claims in scope, newest first."""
    spec = ListPage(
        title=_("Claims"),
        rows=lambda actor: selectors.claims(actor).select_related("unit"),
        columns=_columns(),
        order="-created_at",
        search=lambda rows, text: rows.filter(selectors.by_text(text)),
        search_hint=_("Claim, report, policy, plate, name"),
        export_name="claims",
        empty=_("Claims appear here when reports are registered."),
        filters=(
            Filter(key="state", label=_("State"), choices=_states, apply=lambda rows, v: rows.filter(state=v)),
            Filter(key="registered", label=_("Registered"), date_field="created_at__date"),
        ),
        views=(
            SavedView(_("All"), {}),
            SavedView(_("To calculate"), {"state": lifecycle.DOCS_COMPLETE}),
            SavedView(_("To be approved"), {"state": lifecycle.APPROVING}),
            SavedView(_("Being paid"), {"state": lifecycle.PAYABLE}),
        ),
    )
    return list_page(request, spec)


@needs("claims.view_claims")
@require_GET
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    """One claim; reading it under a share is written down."""
    found = selectors.claim_for(request.actor, pk)  # type: ignore[attr-defined]
    note_reading(found, command_of(request))
    return detail_page(request, found, _detail(found))


def _detail(found: Claim) -> Detail:
    return Detail(
        title=found.number,
        crumbs=(
            Crumb(_("Claims and customer service centre")),
            Crumb(_("Claims"), reverse("claims:claims")),
            Crumb(found.number),
        ),
        facts=(
            Fact(_("Insured"), found.insured_name, found.plate),
            Fact(_("Product"), found.shown_product),
            Fact(_("Time of loss"), full_moment(found.occurred_at)),
            Fact(_("Decide by"), full_moment(found.decide_by)),
            Fact(_("Assessed"), money(found.assessed)),
            Fact(_("Reserve"), money(found.reserve)),
            Fact(_("Claim payable"), money(found.payable), money(found.paid) if found.paid else ""),
        ),
        tabs=(Tab("main", _("Claim")), Tab("field", _("Survey and photos")), Tab("books", _("Money and books"))),
        panels=(*_main_panels(), *_other_panels()),
    )


def _main_panels() -> tuple[Panel, ...]:
    rows = "claims/panels/rows.html"
    return (
        panel("payment_trouble", _("Payment failed"), "alert-triangle", panels.payment_trouble, flush=False),
        panel("calculation", _("Calculation"), "calculator", panels.calculation),
        panel("opinions", _("Approval"), "gavel", panels.opinions, flush=False),
        panel("documents", _("Claim documents"), "checklist", panels.documents),
        panel("items", _("Assessment"), "list-details", panels.items),
        panel("accident", _("The accident"), "car", panels.accident_of_claim, flush=False),
        panel("links", _("Belongs to"), "file-check", panels.links_of, template=rows, rail=True, flush=False),
        panel("desks", _("Who does what"), "sitemap", panels.desks, template=rows, rail=True, flush=False),
        panel("papers", _("Documents"), "archive", panels.papers, rail=True, flush=False),
        list_panel(),
    )


def _other_panels() -> tuple[Panel, ...]:
    ledger = "finance/panels/ledger_of.html"
    return (
        panel("survey", _("Survey and photos"), "camera", panels.survey, tab="field"),
        panel("payment", _("Payment"), "cash", panels.payment, tab="books"),
        panel("reserves", _("Reserves"), "history", panels.reserves, tab="books"),
        panel("books", _("In the books"), "book-2", panels.books, template=ledger, tab="books"),
    )
