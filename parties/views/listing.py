"""List pages: customers, list entries."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core import links
from core.templatetags.ui import badge, day, icon, moment, state_of
from core.web.lists import Column, Filter, ListPage, SavedView, list_page
from core.web.pages import needs
from parties import permissions
from parties.forms.party import choices
from parties.models import ListEntry, Party
from parties.rules.identity import PartyKind
from parties.rules.lifecycle import PARTY
from parties.rules.listing import LISTING
from parties.rules.words import KINDS, LIST_KINDS, LIST_REASONS, LIST_SUBJECTS, ROLES, Role
from parties.selectors.lists import visible_entries
from parties.selectors.parties import condition, visible_parties


def _link(kind: str, pk: int, text: str, small: str = "") -> SafeString:
    note = format_html("<small>{}</small>", small) if small else ""
    return format_html('<a class="ui-code" href="{}">{}</a>{}', links.url_for(kind, pk), text, note)


def roles_of(party: Party) -> SafeString:
    """The roles of a customer as badges."""
    return format_html_join(" ", "{}", ((badge(_(ROLES[Role(role)]), "info"),) for role in party.roles))


def _party_name(party: Party) -> SafeString:
    mark = icon("users" if party.is_person else "building", "sm")
    return format_html(
        '<span class="ui-subject">{}<span><a href="{}">{}</a><small>{}</small></span></span>',
        mark, links.url_for(PARTY.kind, party.pk), party.name, party.number,
    )  # fmt: skip


def _search(rows: QuerySet[Party], text: str) -> QuerySet[Party]:
    return rows.filter(condition(text))


@needs(permissions.VIEW)
@require_GET
def customers(request: HttpRequest) -> HttpResponseBase:
    """All customers, the newest first; values are masked."""
    return list_page(request, _customers(request))


def _customers(request: HttpRequest) -> ListPage:
    return ListPage(
        title=_("Customers"),
        rows=lambda actor: visible_parties(actor).filter(merged_into=None).select_related("home_unit"),
        order="-created_at",
        search=_search,
        search_hint=_("Name, telephone or its last four digits, identity number"),
        export_name="customers",
        empty=_("Register the first customer."),
        actions=(*_new_customer(request), (_("Merged records"), reverse("parties:merged"), "copy")),
        views=(
            SavedView(_("All"), {}),
            SavedView(_("Persons"), {"kind": PartyKind.PERSON}),
            SavedView(_("Companies and institutions"), {"kind": PartyKind.ORGANISATION}),
        ),
        filters=(
            Filter(key="kind", label=_("Kind"), choices=lambda _actor: choices(KINDS), apply=_by("kind")),
            Filter(key="role", label=_("Role"), choices=lambda _actor: choices(ROLES), apply=_by_role),
            Filter(key="registered", label=_("Registered"), date_field="created_at__date"),
        ),
        columns=(
            Column(key="name", label=_("Customer"), cell=_party_name, plain=lambda p: p.name, personal=True),
            Column(key="number", label=_("Customer number"), cell=lambda p: p.number, default=False),
            Column(key="kind", label=_("Kind"), cell=lambda p: _(KINDS[PartyKind(p.kind)])),
            Column(key="paper", label=_("Number of the paper"), cell=lambda p: p.id_masked, css="ui-nowrap"),
            Column(key="phone", label=_("Telephone"), cell=lambda p: p.phone_masked, css="ui-nowrap"),
            Column(key="roles", label=_("Roles"), cell=roles_of),
            Column(key="unit", label=_("Registered at"), cell=lambda p: p.home_unit.label),
            Column(key="created", label=_("Registered"), cell=lambda p: moment(p.created_at), sort="created_at"),
            Column(key="state", label=_("State"), cell=lambda p: state_of(PARTY, p.state)),
        ),
    )


def _new_customer(request: HttpRequest) -> tuple[tuple[str, str, str], ...]:
    if request.actor.refusal_for("parties.register_party") is not None:  # type: ignore[attr-defined]
        return ()
    return (
        (_("Register person"), reverse("parties:new", args=[PartyKind.PERSON]), "plus"),
        (_("Register company"), reverse("parties:new", args=[PartyKind.ORGANISATION]), "building"),
    )


def _by(field: str) -> Any:
    return lambda rows, value: rows.filter(**{field: value})


def _by_role(rows: QuerySet[Party], value: str) -> QuerySet[Party]:
    return rows.filter(roles__contains=[value])


@needs(permissions.VIEW_LISTS)
@require_GET
def entries(request: HttpRequest) -> HttpResponseBase:
    """Grey and black list in the actor's scope."""
    allowed = request.actor.refusal_for("parties.propose_listing") is None  # type: ignore[attr-defined]
    return list_page(request, _entries(may_propose=allowed))


def _entries(*, may_propose: bool) -> ListPage:
    return ListPage(
        title=_("Grey and black list"),
        rows=visible_entries,
        order="-created_at",
        search=lambda rows, text: rows.filter(shown__icontains=text) | rows.filter(number=text.upper()),
        search_hint=_("Entry number, customer, plate"),
        export_name="lists",
        empty=_("Nobody and nothing is on a list."),
        actions=((_("Propose entry"), reverse("parties:new_entry"), "plus"),) if may_propose else (),
        views=(
            SavedView(_("All"), {}),
            SavedView(_("To be decided"), {"state": "proposed"}),
            SavedView(_("To be reviewed"), {"state": "review"}),
            SavedView(_("Grey list"), {"kind": "grey", "state": "active"}),
            SavedView(_("Black list"), {"kind": "black", "state": "active"}),
        ),
        filters=(
            Filter(key="kind", label=_("List"), choices=lambda _actor: choices(LIST_KINDS), apply=_by("kind")),
            Filter(key="state", label=_("State"), choices=lambda _actor: _states(LISTING), apply=_by("state")),
            Filter(key="ground", label=_("Ground"), choices=lambda _a: choices(LIST_REASONS), apply=_by("reason_code")),
            Filter(key="review", label=_("Review on"), date_field="review_on"),
        ),
        columns=(
            Column(key="number", label=_("Number"), cell=lambda e: _link(LISTING.kind, e.pk, e.number)),
            Column(key="kind", label=_("List"), cell=_list_badge, plain=lambda e: _(LIST_KINDS[e.kind])),
            Column(key="subject", label=_("Subject"), cell=_entry_subject, personal=True),
            Column(key="ground", label=_("Ground"), cell=lambda e: _(LIST_REASONS[e.reason_code])),
            Column(key="from", label=_("From"), cell=lambda e: day(e.valid_from), sort="valid_from"),
            Column(key="review", label=_("Review on"), cell=lambda e: day(e.review_on), sort="review_on"),
            Column(key="by", label=_("Proposed by"), cell=lambda e: e.proposed_by_name),
            Column(key="decided", label=_("Decided by"), cell=lambda e: e.decided_by_name or "–"),
            Column(key="state", label=_("State"), cell=lambda e: state_of(LISTING, e.state)),
        ),
    )


def _states(lifecycle: Any) -> list[tuple[str, str]]:
    return [(str(state.value), _(state.label)) for state in lifecycle.states]


def _list_badge(entry: ListEntry) -> SafeString:
    return badge(_(LIST_KINDS[entry.kind]), "bad" if entry.kind == "black" else "wait")


def _entry_subject(entry: ListEntry) -> SafeString:
    return format_html("{}<small>{}</small>", entry.shown, _(LIST_SUBJECTS[entry.subject]))
