"""Endorsements: list and page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core import links
from core.templatetags.ui import day, moment, money, state_of
from core.web.detail import Crumb, Detail, Fact, Panel, detail_page
from core.web.lists import Column, Filter, ListPage, SavedView, list_page
from core.web.pages import needs
from underwriting.models import Endorsement
from underwriting.models.endorsement import KINDS
from underwriting.rules import endorsement_life as life
from underwriting.rules.ending_notice import NOTICE
from underwriting.rules.lifecycle import POLICY_KIND
from underwriting.selectors import endorsements as selectors
from underwriting.views import endorsement_panels as panels
from underwriting.views import exempting
from underwriting.views.narrowing import of_policy
from underwriting.views.proposals import number_cell, two_lines


@needs("underwriting.view_endorsements")
@require_GET
def endorsements(request: HttpRequest) -> HttpResponseBase:
    """Endorsements in scope, the newest first."""
    spec = ListPage(
        title=_("Endorsements"),
        rows=lambda actor: selectors.endorsements(actor).select_related("unit", "policy"),
        columns=_columns(),
        order="-created_at",
        search=lambda rows, text: rows.filter(selectors.by_text(text)),
        search_hint=_("Endorsement, policy, name"),
        export_name="endorsements",
        empty=_("Changes of policies appear here. Begin one from the page of its policy."),
        filters=(
            Filter(key="state", label=_("State"), choices=_states, apply=lambda rows, v: rows.filter(state=v)),
            Filter(key="kind", label=_("Kind"), choices=_kinds, apply=lambda rows, v: rows.filter(kind=v)),
            *of_policy(),
            Filter(key="from", label=_("From"), date_field="effective_on"),
            Filter(key="created", label=_("Taken in on"), date_field="created_at"),
            Filter(key="issued", label=_("Issued on"), date_field="issued_at"),
        ),
        views=(
            SavedView(_("All"), {}),
            SavedView(_("To be underwritten"), {"state": life.UW_QUEUE}),
            SavedView(_("Letter to be delivered"), {"state": NOTICE}),
            SavedView(_("Ready to issue"), {"state": life.PAID}),
            SavedView(_("In effect"), {"state": life.EFFECTIVE}),
        ),
        actions=((_("Mass endorsements"), reverse("underwriting:mass_endorsements"), "list-details"),),
    )
    return list_page(request, spec)


def _states(_actor: Any) -> list[tuple[str, str]]:
    return [(state.value, _(state.label)) for state in life.ENDORSEMENT.states]


def _kinds(_actor: Any) -> list[tuple[str, str]]:
    return [(value, str(label)) for value, label in KINDS]


def _numbers(one: Endorsement) -> SafeString | str:
    """The application; under it the endorsement, once it is issued."""
    asked = number_cell(one, "underwriting:endorsement")
    return two_lines(asked, one.printed_number) if one.printed_number else asked


def _columns() -> tuple[Column, ...]:
    return (
        Column(
            key="number",
            label=_("Application number"),
            cell=_numbers,
            plain=lambda e: e.number,
            sort="number",
        ),
        Column(
            key="policy",
            label=_("Policy and customer"),
            css="ui-clip",
            cell=lambda e: two_lines(e.policy.number, e.policy.holder_name),
            plain=lambda e: e.policy.number,
        ),
        Column(key="kind", label=_("Kind"), css="ui-nowrap", cell=lambda e: e.get_kind_display()),
        Column(key="state", label=_("State"), cell=lambda e: state_of(life.ENDORSEMENT, e.state)),
        Column(
            key="delta",
            label=_("Difference of premium"),
            css="ui-r",
            cell=lambda e: money(e.delta),
            plain=lambda e: e.delta,
            sort="delta",
        ),
        Column(key="from", label=_("From"), css="ui-nowrap", cell=lambda e: day(e.effective_on), sort="effective_on"),
        Column(
            key="printed",
            label=_("Endorsement"),
            css="ui-code ui-nowrap",
            cell=lambda e: e.printed_number or "–",
            default=False,
        ),
        Column(key="unit", label=_("Unit"), css="ui-nowrap", cell=lambda e: e.unit.label),
        Column(
            key="held",
            label=_("Refund held until"),
            css="ui-nowrap",
            cell=lambda e: moment(e.held_until),
            plain=lambda e: e.held_until,
            default=False,
        ),
        Column(key="by", label=_("Underwritten by"), cell=lambda e: e.approved_by or "–", default=False),
    )


@needs("underwriting.view_endorsements")
@require_GET
def endorsement(request: HttpRequest, pk: int) -> HttpResponse:
    """One endorsement: old beside new, what it costs, what later ones say, claims, papers, opinions."""
    found = selectors.endorsement_for(request.actor, pk)  # type: ignore[attr-defined]
    return detail_page(request, found, _detail(found))


def _detail(found: Endorsement) -> Detail:
    policy = found.policy
    link = links.url_for(POLICY_KIND, policy.pk)
    return Detail(
        title=found.printed_number or found.number,
        heading=found.get_kind_display(),
        crumbs=(
            Crumb(_("Underwriting centre")),
            Crumb(_("Endorsements"), reverse("underwriting:endorsements")),
            Crumb(found.number),
        ),
        facts=(
            Fact(_("Policy"), _linked(policy.number, link), policy.product_label),
            Fact(_("Policyholder"), policy.holder_name, policy.insured_subject),
            Fact(_("Last day of cover") if found.ends_policy else _("From"), day(found.effective_on)),
            Fact(_("Difference of premium"), money(found.delta)),
            Fact(_("Requested by"), found.requested_by, day(found.requested_on)),
            *_held(found),
            Fact(_("Unit"), found.unit.label),
        ),
        panels=_panels(),
    )


def _held(found: Endorsement) -> tuple[Fact, ...]:
    """Until when nobody pays the refund out."""
    waits = found.held_until is not None and found.state == life.APPROVED
    return (Fact(_("Refund held until"), moment(found.held_until), _("papers did not come back")),) if waits else ()


def _linked(text: str, url: str | None) -> SafeString | str:
    return format_html('<a class="ui-code" href="{}">{}</a>', url, text) if url else text


NAME = "underwriting/panels"


def _panels() -> tuple[Panel, ...]:
    return (*_terms_panels(), exempting.on_endorsement(), *_case_panels())


def _terms_panels() -> tuple[Panel, ...]:
    """What changes and what it costs."""
    return (
        Panel(
            key="terms",
            title=_("Old and new terms"),
            icon="git-compare",
            template=f"{NAME}/differences.html",
            context=panels.terms,
            flush=True,
        ),
        Panel(
            key="people",
            title=_("Who joins and who leaves"),
            icon="users",
            template=f"{NAME}/people_changes.html",
            context=panels.people,
            flush=True,
        ),
        Panel(
            key="conflicts",
            title=_("Later endorsements changed the same"),
            icon="alert-triangle",
            template=f"{NAME}/conflicts.html",
            context=panels.conflicts,
            flush=True,
        ),
        Panel(
            key="premium",
            title=_("Difference of premium, step by step"),
            icon="calculator",
            template=f"{NAME}/premium.html",
            context=panels.steps,
            flush=True,
        ),
    )


def _case_panels() -> tuple[Panel, ...]:
    """What the decision rests on, and its papers."""
    return (
        Panel(
            key="listed",
            title=_("On lists"),
            icon="flag",
            template="parties/panels/notices.html",
            context=panels.listed,
            rail=True,
        ),
        Panel(
            key="claims",
            title=_("Claims on the policy"),
            icon="car-crash",
            template=f"{NAME}/losses.html",
            context=panels.claims,
            flush=True,
        ),
        Panel(
            key="facts",
            title=_("Request and opinions"),
            icon="notes",
            template=f"{NAME}/vehicle.html",
            context=panels.facts,
        ),
        Panel(
            key="papers",
            title=_("Documents"),
            icon="paperclip",
            template=f"{NAME}/documents.html",
            context=panels.papers,
            rail=True,
            flush=True,
        ),
    )
