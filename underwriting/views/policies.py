"""Policies: list and detail page."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from archives.public import bundle_of
from core.files.serving import file_response
from core.templatetags.ui import badge, day, money, state_of
from core.web.detail import Crumb, Detail, Fact, Panel, Tab, detail_page
from core.web.lists import Column, Filter, ListPage, SavedView, list_page
from core.web.pages import needs
from core.web.requests import command_of
from underwriting.models import Policy
from underwriting.rules import lifecycle
from underwriting.selectors import proposals as selectors
from underwriting.selectors.agreed_end import agreed_end
from underwriting.selectors.endorsements import endorsements_of, printed_endorsements
from underwriting.views import cession_panels, coinsurance, endorsement_panels, instalments, panels, policy_panels
from underwriting.views.deliveries import delivery_panel
from underwriting.views.narrowing import by_channel, by_line, by_salesperson, by_unit
from underwriting.views.proposals import number_cell, two_lines
from underwriting.views.reprints import prints_panel
from underwriting.views.risk import policy_buttons
from underwriting.views.risk_detail import risk_panel


def policy_columns() -> tuple[Column, ...]:
    """The columns of a list of policies."""
    return (
        Column(
            key="number",
            label=_("Policy"),
            cell=lambda p: number_cell(p, "underwriting:policy"),
            plain=lambda p: p.number,
            sort="number",
        ),
        Column(
            key="holder",
            label=_("Customer and what is insured"),
            css="ui-clip",
            cell=lambda p: two_lines(p.holder_name, p.insured_subject),
        ),
        Column(key="line", label=_("Product"), css="ui-nowrap", cell=lambda p: p.product_label),
        Column(key="state", label=_("State"), cell=lambda p: state_of(lifecycle.POLICY, p.state)),
        Column(
            key="premium", label=_("Premium"), css="ui-r", cell=lambda p: money(p.premium), plain=lambda p: p.premium
        ),
        Column(key="start", label=_("Begins"), css="ui-nowrap", cell=lambda p: day(p.start_on), sort="start_on"),
        Column(key="end", label=_("Ends"), css="ui-nowrap", cell=lambda p: day(p.end_on), sort="end_on"),
        Column(key="unit", label=_("Unit"), css="ui-nowrap", cell=lambda p: p.unit.label),
        Column(key="vin", label=_("VIN"), css="ui-code", cell=lambda p: p.vin, default=False),
    )


def _states(actor: Any) -> list[tuple[str, str]]:  # noqa: ARG001 - the same for everybody
    return [(state.value, _(state.label)) for state in lifecycle.POLICY.states]


@needs("underwriting.view_policies")
@require_GET
def policies(request: HttpRequest) -> HttpResponseBase:
    """All policies in scope, newest first."""
    spec = ListPage(
        title=_("Policies"),
        rows=lambda actor: selectors.policies(actor).select_related("unit"),
        columns=policy_columns(),
        order="-created_at",
        search=lambda rows, text: rows.filter(selectors.by_text(text)),
        search_hint=_("Number, plate, VIN, name"),
        export_name="policies",
        empty=_("Policies appear here when they are issued."),
        filters=(
            Filter(key="state", label=_("State"), choices=_states, apply=lambda rows, v: rows.filter(state=v)),
            by_line(),
            by_unit(),
            by_channel("proposal__channel"),
            by_salesperson(),
            Filter(key="issued", label=_("Issued on"), date_field="created_at"),
            Filter(key="end", label=_("Ends"), date_field="end_on"),
        ),
        views=(
            SavedView(_("All"), {}),
            SavedView(_("In force"), {"state": lifecycle.IN_FORCE}),
            SavedView(_("Not begun"), {"state": lifecycle.ISSUED}),
        ),
    )
    return list_page(request, spec)


@needs("underwriting.view_policies")
@require_GET
def policy(request: HttpRequest, pk: int) -> HttpResponse:
    """One policy: cover, premium, money in the books, documents, losses, what happened."""
    found = selectors.policy_for(request.actor, pk)  # type: ignore[attr-defined]
    return detail_page(request, found, replace(_detail(found), actions=policy_buttons(request, found)))


def _detail(found: Policy) -> Detail:
    return Detail(
        title=found.number,
        crumbs=(
            Crumb(_("Underwriting centre")),
            Crumb(_("Policies"), reverse("underwriting:policies")),
            Crumb(found.number),
        ),
        facts=(
            Fact(_("Policyholder"), found.holder_name),
            Fact(_("Vehicle"), found.shown_plate, found.model) if found.is_motor else _subject(found),
            Fact(_("Product"), found.product_label),
            Fact(_("Premium as issued"), money(found.premium), coinsurance.own_premium_on(found)),
            Fact(_("Period"), f"{found.start_on} – {found.end_on}"),
            Fact(_("Issued by"), found.unit.label),
        ),
        tabs=(Tab("main", _("Cover")), Tab("books", _("Books"))),
        panels=_panels(),
        badges=_badges(found),
        also=lambda: endorsement_panels.issued_ones(found),
    )


def _subject(found: Policy) -> Fact:
    """What is insured today; what it was at the issue beside it, where endorsements changed it."""
    today, issued = policy_panels.subject_of(found)
    return Fact(_("Subject matter"), today, _("at the issue: %(subject)s") % {"subject": issued} if issued else "")


def _badges(found: Policy) -> list[SafeString]:
    """An ending that was issued counts from its issue on, long before the state of the policy follows."""
    until = agreed_end(found, endorsements_of(found))
    return [badge(_("Cover holds until %(day)s 24:00") % {"day": day(until)}, "wait", "alarm")] if until else []


@needs("underwriting.view_policies")
@require_GET
def bundle(request: HttpRequest, pk: int) -> HttpResponse:
    """Copy of the policy, approval reply and whatever else is kept with it, as one file (ISS-04)."""
    found = selectors.policy_for(request.actor, pk)  # type: ignore[attr-defined]
    parts = printed_endorsements(found, request.actor)  # type: ignore[attr-defined]
    packed = bundle_of(command_of(request), lifecycle.POLICY_KIND, found.pk, parts)
    return file_response(packed.content, name=packed.name, media_type="application/zip", download=True)


TEMPLATES = "underwriting/panels"


def _panels() -> tuple[Panel, ...]:
    """Cover, premium, vehicle, losses, books; origin and documents beside them."""
    main = (*_cover_panels(TEMPLATES), *_main_panels(TEMPLATES))
    return (
        *main,
        prints_panel(),
        instalments.on_policy(),
        coinsurance.on_policy(),
        cession_panels.on_policy(),
        risk_panel(),
        *_side_panels(TEMPLATES),
    )


def _cover_panels(name: str) -> tuple[Panel, ...]:
    """What the contract covers today, and what was changed since its issue."""
    return (
        Panel(
            key="cover",
            title=_("Cover"),
            icon="shield-check",
            template=f"{name}/cover.html",
            context=policy_panels.cover,
            flush=True,
        ),
        Panel(
            key="endorsements",
            title=_("Endorsements"),
            icon="edit",
            template=f"{name}/endorsements_of.html",
            context=endorsement_panels.of_policy,
            flush=True,
        ),
    )


def _main_panels(name: str) -> tuple[Panel, ...]:
    """What the contract insures, costs and has paid; its books on a page of their own."""
    return (
        Panel(
            key="premium",
            title=_("How the premium came about at the issue"),
            icon="calculator",
            template=f"{name}/premium_as_issued.html",
            context=policy_panels.policy_steps,
            flush=True,
        ),
        Panel(
            key="entered",
            title=_("What is insured"),
            icon="building",
            template=f"{name}/content.html",
            context=panels.entered,
            flush=True,
        ),
        Panel(key="vehicle", title=_("Vehicle"), icon="car", template=f"{name}/vehicle.html", context=panels.vehicle),
        Panel(
            key="losses",
            title=_("Losses of the vehicle"),
            icon="car-crash",
            template=f"{name}/losses.html",
            context=panels.losses,
            flush=True,
        ),
        Panel(
            key="books",
            title=_("In the books"),
            icon="book-2",
            template=f"{name}/books.html",
            context=policy_panels.books,
            tab="books",
            flush=True,
        ),
    )


def _side_panels(name: str) -> tuple[Panel, ...]:
    """Where the contract comes from and its papers."""
    return (
        Panel(
            key="source",
            title=_("Where it comes from"),
            icon="users",
            template=f"{name}/people.html",
            context=policy_panels.source,
            rail=True,
        ),
        delivery_panel(),
        Panel(
            key="documents",
            title=_("Documents"),
            icon="paperclip",
            template=f"{name}/documents.html",
            context=policy_panels.documents,
            rail=True,
            flush=True,
        ),
    )
