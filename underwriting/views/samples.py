"""Automatic acceptances that were drawn for review: list and page (AUW-08)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core import links
from core.templatetags.ui import day, money, state_of
from core.web.detail import Crumb, Detail, Fact, Panel, Tab, detail_page
from core.web.lists import Column, Filter, ListPage, SavedView, list_page
from core.web.pages import needs
from underwriting.models import SampledAcceptance
from underwriting.rules import sampling
from underwriting.rules.lifecycle import PROPOSAL_KIND
from underwriting.selectors import sampling as selectors
from underwriting.views import panels


@needs("underwriting.view_rules")
@require_GET
def samples(request: HttpRequest) -> HttpResponseBase:
    """Drawn acceptances, the newest first."""
    return list_page(
        request,
        ListPage(
            title=_("Sampled acceptances"),
            facts=_("Every night a share of the automatic acceptances is drawn; a person looks again."),
            rows=selectors.samples,
            order="-decided_on",
            columns=_columns(),
            filters=(
                Filter(key="state", label=_("State"), choices=_states, apply=lambda rows, v: rows.filter(state=v)),
                Filter(key="day", label=_("Accepted on"), date_field="decided_on"),
            ),
            search=lambda rows, text: rows.filter(proposal__number__startswith=text.strip().upper()),
            search_hint=_("Proposal"),
            views=(
                SavedView(_("All"), {}),
                SavedView(_("To be reviewed"), {"state": sampling.DRAWN}),
                SavedView(_("Not agreed"), {"state": sampling.DISAGREED}),
            ),
            empty=_("Nothing was drawn yet."),
            export_name="sampled-acceptances",
        ),
    )


def _states(_actor: Any) -> list[tuple[str, str]]:
    return [(state.value, _(state.label)) for state in sampling.SAMPLE.states]


def _columns() -> tuple[Column, ...]:
    return (
        Column(key="proposal", label=_("Proposal"), cell=_number, plain=lambda s: s.proposal.number),
        Column(key="vehicle", label=_("Customer and what is insured"), cell=_vehicle, css="ui-clip"),
        Column(key="state", label=_("State"), cell=lambda s: state_of(sampling.SAMPLE, s.state)),
        Column(key="finding", label=_("Finding"), cell=lambda s: s.get_finding_display() or "–"),
        Column(
            key="amount",
            label=_("To be paid"),
            css="ui-r",
            cell=lambda s: money(s.proposal.amount_due),
            plain=lambda s: s.proposal.amount_due,
        ),
        Column(key="day", label=_("Accepted on"), cell=lambda s: day(s.decided_on), sort="decided_on", css="ui-nowrap"),
        Column(key="unit", label=_("Unit"), cell=lambda s: s.unit.label, css="ui-nowrap"),
        Column(key="by", label=_("Reviewed by"), cell=lambda s: s.reviewed_by or "–"),
    )


def _number(one: SampledAcceptance) -> SafeString:
    url = reverse("underwriting:sample", kwargs={"pk": one.pk})
    return format_html('<a class="ui-code" href="{}">{}</a>', url, one.proposal.number)


def _vehicle(one: SampledAcceptance) -> SafeString:
    proposal = one.proposal
    return format_html("{}<small>{}</small>", proposal.holder_name, proposal.insured_subject)


@needs("underwriting.view_rules")
@require_GET
def sample(request: HttpRequest, pk: int) -> HttpResponse:
    """The acceptance with everything it rested on, and the finding."""
    found = selectors.sample_for(request.actor, pk)  # type: ignore[attr-defined]
    proposal = found.proposal
    here = format_html('<a href="{}">{}</a>', links.url_for(PROPOSAL_KIND, proposal.pk), proposal.number)
    detail = Detail(
        title=proposal.number,
        heading=_("Sampled acceptance"),
        crumbs=(
            Crumb(_("Underwriting centre")),
            Crumb(_("Sampled acceptances"), reverse("underwriting:samples")),
            Crumb(proposal.number),
        ),
        facts=(
            Fact(_("Proposal"), here),
            Fact(_("Policyholder"), proposal.holder_name),
            Fact(_("Vehicle"), proposal.shown_plate, proposal.model),
            Fact(_("To be paid"), money(proposal.amount_due)),
            Fact(_("Accepted on"), day(found.decided_on)),
            Fact(_("Unit"), found.unit.label),
        ),
        tabs=(Tab("main", _("Review")),),
        panels=_panels(),
    )
    return detail_page(request, found, detail)


def _panels() -> tuple[Panel, ...]:
    return (
        Panel(
            key="auto",
            title=_("Automatic underwriting"),
            icon="shield-check",
            template="underwriting/panels/verdicts.html",
            context=lambda request, found: panels.verdicts(request, found.proposal),
            flush=True,
        ),
        Panel(
            key="record",
            title=_("Record and papers"),
            icon="checklist",
            template="underwriting/panels/vehicle.html",
            context=lambda request, found: panels.record(request, found.proposal),
        ),
        Panel(
            key="finding",
            title=_("Finding"),
            icon="zoom-question",
            template="underwriting/panels/vehicle.html",
            context=_finding,
        ),
    )


def _finding(_request: HttpRequest, found: SampledAcceptance) -> Mapping[str, Any] | None:
    if found.state == sampling.DRAWN:
        return None
    return {
        "rows": [
            (_("Finding"), found.get_finding_display() or _("rightly accepted")),
            (_("Opinion"), found.opinion or "–"),
            (_("Reviewed by"), found.reviewed_by),
            (_("Reviewed at"), found.reviewed_at),
        ]
    }
