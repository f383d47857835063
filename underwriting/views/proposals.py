"""Proposals: list and detail page."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core.templatetags.ui import badge, day, moment, money, state_of
from core.web.detail import Crumb, Detail, Fact, Panel, Tab, detail_page
from core.web.lists import Column, Filter, ListPage, SavedView, list_page
from core.web.pages import needs
from core.workflow.refusals import Hidden
from underwriting.models import Proposal
from underwriting.models.policy import line_label
from underwriting.rules import lifecycle
from underwriting.rules.lines import LINE_LABELS, MOTOR
from underwriting.selectors import proposals as selectors
from underwriting.views import (
    agreement_panel,
    asking,
    cession_panels,
    coinsurance,
    comparing,
    exempting,
    inspections,
    master_programmes,
    panels,
    proposal_papers,
    referral_page,
    sheets,
)
from underwriting.views.completeness import completeness_panel
from underwriting.views.copying import copy_buttons
from underwriting.views.demands import demand_panel
from underwriting.views.entered_later import back_entry_panel
from underwriting.views.listed import credit_panel, list_panel
from underwriting.views.narrowing import by_channel, by_salesperson, by_unit
from underwriting.views.risk import order_buttons
from underwriting.views.risk_detail import risk_panel
from underwriting.views.suspended import suspension_panel


def number_cell(row: Any, url_name: str) -> SafeString:
    """The number as a link."""
    return format_html('<a class="ui-code" href="{}">{}</a>', reverse(url_name, kwargs={"pk": row.pk}), row.number)


def two_lines(first: Any, second: Any) -> SafeString:
    """A cell of two lines."""
    return format_html("{}<small>{}</small>", first, second)


def proposal_columns() -> tuple[Column, ...]:
    """The columns of a list of proposals."""
    return (
        Column(
            key="number",
            label=_("Proposal"),
            cell=lambda p: number_cell(p, "underwriting:proposal"),
            plain=lambda p: p.number,
            sort="number",
        ),
        Column(
            key="holder",
            label=_("Customer and what is insured"),
            css="ui-clip",
            cell=lambda p: two_lines(p.holder_name or p.owner_name, p.insured_subject),
        ),
        Column(key="state", label=_("State"), cell=lambda p: state_of(lifecycle.PROPOSAL, p.state)),
        Column(
            key="amount",
            label=_("To be paid"),
            css="ui-r",
            cell=lambda p: money(p.amount_due),
            plain=lambda p: p.amount_due,
        ),
        Column(
            key="start",
            label=_("Begins"),
            css="ui-nowrap",
            cell=lambda p: day(p.start_on),
            plain=lambda p: p.start_on,
            sort="start_on",
        ),
        Column(key="unit", label=_("Unit"), css="ui-nowrap", cell=lambda p: p.unit.label),
        Column(key="sales", label=_("Salesperson"), cell=lambda p: p.salesperson_name or "–"),
        Column(key="channel", label=_("Channel"), cell=lambda p: p.get_channel_display(), default=False),
        Column(
            key="created",
            label=_("Received on"),
            css="ui-nowrap ui-muted",
            cell=lambda p: moment(p.created_at),
            sort="created_at",
        ),
    )


def _states(actor: Any) -> list[tuple[str, str]]:  # noqa: ARG001 - the same for everybody
    return [(state.value, _(state.label)) for state in lifecycle.PROPOSAL.states]


def _lines(_actor: Any) -> list[tuple[str, str]]:
    lines = (MOTOR, *(code for code in LINE_LABELS if code not in {"MCI", "MOD"}))
    return [(line, line_label(line)) for line in lines]


def _list(title: str, **over: Any) -> ListPage:
    given: dict[str, Any] = {
        "title": title,
        "rows": lambda actor: selectors.proposals(actor).select_related("unit"),
        "columns": proposal_columns(),
        "order": "-created_at",
        "search": lambda rows, text: rows.filter(selectors.by_proposal_text(text)),
        "search_hint": _("Number, plate, VIN, name"),
        "export_name": "proposals",
        "filters": (
            Filter(key="state", label=_("State"), choices=_states, apply=lambda rows, v: rows.filter(state=v)),
            Filter(key="line", label=_("Line"), choices=_lines, apply=lambda rows, v: rows.filter(line=v)),
            by_unit(),
            by_channel(),
            by_salesperson(),
            Filter(key="received", label=_("Received on"), date_field="created_at"),
            Filter(key="start", label=_("Begins"), date_field="start_on"),
        ),
        "views": (
            SavedView(_("All"), {}),
            SavedView(_("Returned"), {"state": lifecycle.RETURNED}),
            SavedView(_("To be underwritten"), {"state": lifecycle.UW_QUEUE}),
            SavedView(_("Premium due"), {"state": lifecycle.APPROVED}),
            SavedView(_("Ready to issue"), {"state": lifecycle.ISSUABLE}),
        ),
    }
    return ListPage(**(given | over))


@needs("underwriting.view_proposals")
@require_GET
def proposals(request: HttpRequest) -> HttpResponseBase:
    """All proposals in scope."""
    allowed = request.actor.refusal_for("underwriting.receive_proposal") is None  # type: ignore[attr-defined]
    actions = ((_("New proposal"), reverse("underwriting:products_to_enter"), "plus"),) if allowed else ()
    return list_page(
        request,
        _list(_("Proposals"), actions=actions, empty=_("A new proposal begins with the choice of the product.")),
    )


@needs("underwriting.view_proposals")
@require_GET
def section(request: HttpRequest, pk: int) -> HttpResponse:
    """A link from the books to the proposal that the premium belongs to."""
    found = selectors.proposals(request.actor).filter(sections=pk).first()  # type: ignore[attr-defined]
    if found is None:
        raise Hidden(_("Not found."))
    return HttpResponseRedirect(reverse("underwriting:proposal", kwargs={"pk": found.pk}))


@needs("underwriting.view_proposals")
@require_GET
def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """One proposal with verdicts, premium, people, papers, money and what happened."""
    found = selectors.proposal_for(request.actor, pk)  # type: ignore[attr-defined]
    orders = order_buttons(request, found)
    buttons = [*sheets.opinion_buttons(request, found), *orders, *copy_buttons(request, found)]
    return detail_page(request, found, replace(_detail(found), actions=buttons))


def _detail(found: Proposal) -> Detail:
    badges = [badge(_("renewal"), "info", "refresh")] if found.renewal_of else []
    if found.signed_on is not None:
        badges.append(badge(_("back-entry"), "wait", "history"))
    return Detail(
        title=found.number,
        crumbs=(
            Crumb(_("Underwriting centre")),
            Crumb(_("Proposals"), reverse("underwriting:proposals")),
            Crumb(found.number),
        ),
        badges=badges,
        facts=(
            Fact(_("Policyholder"), found.holder_name or "–"),
            *_object_facts(found),
            Fact(_("To be paid"), money(found.amount_due)),
            Fact(_("Period"), f"{found.start_on} – {found.end_on}"),
            Fact(_("Source unit"), found.unit.label, found.get_channel_display()),
        ),
        print_url=reverse("underwriting:proposal_form", kwargs={"pk": found.pk}),
        tabs=(Tab("main", _("Underwriting")), Tab("entry", _("Entry")), Tab("compare", _("Versions"))),
        panels=(
            suspension_panel(),
            back_entry_panel(),
            completeness_panel(),
            *_line_panels(),
            inspections.panel(),
            proposal_papers.panel(),
            sheets.on_proposal(),
            demand_panel(),
            *_verdict_panels(),
            *asking.panels(),
            exempting.on_proposal(),
            *_decision_panels(),
            *_entry_panels(),
            *_more_panels(),
        ),
    )


def _seats_of(found: Proposal) -> str:
    """Limits for those in the vehicle, below the limit towards others."""
    parts = []
    if found.driver_limit is not None:
        parts.append(_("Driver ¥%(limit)s") % {"limit": f"{found.driver_limit:,.0f}"})
    if found.passenger_limit is not None:
        shown = {"limit": f"{found.passenger_limit:,.0f}", "seats": found.passenger_seats}
        parts.append(_("Passengers ¥%(limit)s × %(seats)s") % shown)
    return " · ".join(parts)


def _object_facts(found: Proposal) -> tuple[Fact, ...]:
    """What is insured and for how much: a vehicle with its covers, or the object of another line."""
    if found.is_motor:
        return (
            Fact(_("Vehicle"), found.shown_plate, found.model),
            Fact(_("Sum insured"), money(found.sum_insured)),
            Fact(_("Third-party limit"), money(found.third_party_limit), _seats_of(found)),
        )
    return (
        Fact(_("Product"), found.product_label),
        Fact(_("Insured object"), found.subject or "–"),
        Fact(_("Sum insured"), money(found.line_sum_insured)),
    )


def _more_panels() -> tuple[Panel, ...]:
    """Versions side by side, the report upward, and hits on the lists."""
    return (
        cession_panels.on_proposal(),
        master_programmes.on_proposal(),
        agreement_panel.on_proposal(),
        coinsurance.on_proposal(),
        comparing.panel(),
        referral_page.on_proposal(),
        list_panel(),
        credit_panel(),
        risk_panel(),
    )


def _line_panels() -> tuple[Panel, ...]:
    """What is insured in any line but motor, and its covers."""
    return (
        Panel(
            key="entered",
            title=_("What is insured"),
            icon="building",
            template="underwriting/panels/content.html",
            context=panels.entered,
            flush=True,
        ),
        Panel(
            key="covers",
            title=_("Covers"),
            icon="shield-check",
            template="underwriting/panels/covers.html",
            context=panels.line_covers,
            flush=True,
        ),
    )


def _verdict_panels() -> tuple[Panel, ...]:
    """What the automatic rules said."""
    return (
        Panel(
            key="auto",
            title=_("Automatic underwriting"),
            icon="shield-check",
            template="underwriting/panels/verdicts.html",
            context=panels.verdicts,
            flush=True,
        ),
    )


def _decision_panels() -> tuple[Panel, ...]:
    """What was decided, and the money."""
    return (
        Panel(
            key="decisions",
            title=_("Opinions and decisions"),
            icon="gavel",
            template="underwriting/panels/decisions.html",
            context=panels.decisions,
        ),
        Panel(
            key="premium",
            title=_("How the premium is computed"),
            icon="calculator",
            template="underwriting/panels/premium.html",
            context=panels.premium,
            flush=True,
        ),
        Panel(
            key="money",
            title=_("Premium due and received"),
            icon="cash",
            template="underwriting/panels/money.html",
            context=panels.money_of_proposal,
            flush=True,
        ),
        Panel(
            key="policies",
            title=_("Policies"),
            icon="file-check",
            template="underwriting/panels/policies.html",
            context=panels.policies,
            flush=True,
        ),
    )


def _entry_panels() -> tuple[Panel, ...]:
    """What was entered, earlier losses, and who is concerned."""
    return (
        Panel(
            key="vehicle",
            title=_("Vehicle"),
            icon="car",
            template="underwriting/panels/vehicle.html",
            context=panels.vehicle,
            tab="entry",
        ),
        Panel(
            key="record",
            title=_("Record and papers"),
            icon="checklist",
            template="underwriting/panels/vehicle.html",
            context=panels.record,
            tab="entry",
        ),
        Panel(
            key="losses",
            title=_("Losses of the vehicle"),
            icon="car-crash",
            template="underwriting/panels/losses.html",
            context=panels.losses,
            flush=True,
        ),
        Panel(
            key="returned",
            title=_("Returned because"),
            icon="arrow-left",
            template="underwriting/panels/returned.html",
            context=panels.returned,
            rail=True,
        ),
        Panel(
            key="people",
            title=_("People"),
            icon="users",
            template="underwriting/panels/people.html",
            context=panels.people,
            rail=True,
        ),
    )
