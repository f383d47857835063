"""Identifications: the queue of missing ones, one record, the panel on the customer's page (domain 2.3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET

from core import links
from core.templatetags.ui import day, money, state_of
from core.web import navigation
from core.web.commands import register_action
from core.web.detail import Crumb, Detail, Fact, Panel, detail_page
from core.web.lists import Column, Filter, ListPage, SavedView, list_page
from core.web.navigation import NavItem
from core.web.pages import needs
from core.workflow.refusals import Hidden
from parties import permissions
from parties.forms.identification import EndOwnerForm, IdentifyForm, OwnerForm
from parties.forms.party import choices
from parties.models import Identification, Party
from parties.rules import identification as rules
from parties.rules import lifecycle
from parties.rules.identification import ACTS, GAPS, IDENTIFICATION
from parties.rules.lifecycle import PARTY
from parties.selectors.identification import missing_for_record, owners_of, recorded, visible_identifications
from parties.services import identification


def register_identification() -> None:
    """Buttons, links and the place in the side bar."""
    links.register(IDENTIFICATION.kind, "parties:identification", gettext_noop("Identification"), "user-check")
    navigation.register(
        NavItem(
            label=gettext_noop("Identifications"), url_name="parties:identifications", icon="user-check",
            permission=permissions.VIEW_IDENTIFICATIONS, group="shared", order=14,
            queues=(rules.QUEUE, rules.FAILED_QUEUE),
        )
    )  # fmt: skip
    register_action(rules.IDENTIFY, identification.identify, form=IdentifyForm)
    register_action(rules.FAIL, identification.fail_identification)
    register_action(lifecycle.ADD_OWNER, identification.add_owner, form=OwnerForm)
    register_action(lifecycle.END_OWNER, identification.end_owner, form=EndOwnerForm, prepare=_owners)


def _owners(_request: HttpRequest, party: Party) -> Mapping[str, Any]:
    return {"owners": [(owner.pk, f"{owner.name} {owner.id_masked}") for owner in owners_of(party)]}


@needs(permissions.VIEW_IDENTIFICATIONS)
@require_GET
def identifications(request: HttpRequest) -> HttpResponseBase:
    """Who must be identified, why and since when."""
    columns = (
        Column(key="customer", label=_("Customer"), cell=_name, plain=lambda i: i.party.name),
        Column(key="act", label=_("Occasion"), cell=lambda i: _(ACTS[i.occasion])),
        Column(key="amount", label=_("Amount"), cell=lambda i: money(i.amount), plain=lambda i: i.amount, css="ui-r"),
        Column(key="document", label=_("Document"), cell=lambda i: i.document_number or "–"),
        Column(key="needed", label=_("Needed on"), cell=lambda i: day(i.needed_on), sort="needed_on"),
        Column(key="refresh", label=_("Due again on"), cell=lambda i: day(i.refresh_on), sort="refresh_on"),
        Column(key="unit", label=_("Unit"), cell=lambda i: i.unit.label),
        Column(key="state", label=_("State"), cell=lambda i: state_of(IDENTIFICATION, i.state)),
    )
    return list_page(
        request,
        ListPage(
            title=_("Identifications"), rows=visible_identifications, order="-updated_at", columns=columns,
            export_name="identifications", search=lambda rows, text: rows.filter(party__name__icontains=text),
            search_hint=_("Name of the customer"), empty=_("Nobody has to be identified."),
            views=(SavedView(_("All"), {}), SavedView(_("To be identified"), {"state": "needed"})),
            filters=(
                Filter(key="state", label=_("State"), choices=lambda _a: _states(), apply=_by("state")),
                Filter(key="act", label=_("Occasion"), choices=lambda _a: choices(ACTS), apply=_by("occasion")),
                Filter(key="refresh", label=_("Due again on"), date_field="refresh_on"),
            ),
        ),
    )  # fmt: skip


def _by(field: str) -> Any:
    return lambda rows, value: rows.filter(**{field: value})


def _states() -> list[tuple[str, str]]:
    return [(str(state.value), _(state.label)) for state in IDENTIFICATION.states]


def _name(record: Identification) -> SafeString:
    url = links.url_for(IDENTIFICATION.kind, record.pk)
    return format_html('<a href="{}">{}</a><small>{}</small>', url, record.party.name, record.party.number)


@needs(permissions.VIEW_IDENTIFICATIONS)
@require_GET
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """One identification: the occasion, what is missing, the owners."""
    found = visible_identifications(request.actor).filter(pk=pk).first()  # type: ignore[attr-defined]
    if found is None:
        raise Hidden(_("Not found."))
    detail = Detail(
        title=found.party.name,
        heading=found.party.number,
        crumbs=(Crumb(_("Identifications"), reverse("parties:identifications")), Crumb(found.party.number)),
        facts=(
            Fact(_("Occasion"), _(ACTS[found.occasion]), found.document_number),
            Fact(_("Amount"), money(found.amount), day(found.needed_on)),
            Fact(_("Identified by"), found.identified_by_name or "–", day(found.identified_on)),
            Fact(_("Due again on"), day(found.refresh_on)),
        ),
        panels=(
            Panel(
                key="needed", title=_("What is missing"), icon="checklist", template="parties/panels/gaps.html",
                context=lambda request, found: identification_of(request, found.party),
            ),
        ),
    )  # fmt: skip
    return detail_page(request, found, detail)


def identification_of(_request: HttpRequest, party: Party) -> Mapping[str, Any]:
    """What is known, what is missing; also the panel on the customer's page."""
    found = recorded(party)
    pairs = []
    if found is not None:
        pairs = [
            (_("State"), state_of(IDENTIFICATION, found.state)),
            (_("Relation of the people concerned"), found.relation or "–"),
        ]
        pairs.append((_("Due again on"), day(found.refresh_on)))
    return {
        "pairs": pairs,
        "missing": [_(GAPS[gap]) for gap in missing_for_record(party, timezone.localdate())],
        "owners": list(owners_of(party)),
        "customer_url": links.url_for(PARTY.kind, party.pk),
        "record_url": links.url_for(IDENTIFICATION.kind, found.pk) if found else "",
    }
