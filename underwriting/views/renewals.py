"""Renewals: the list with its plan of contacts, the page of one policy that ends."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core.templatetags.ui import badge, day, money, state_of
from core.web.detail import Crumb, Detail, Fact, detail_page
from core.web.lists import Column, Filter, ListPage, SavedView, list_page
from core.web.pages import needs
from underwriting.models import Renewal
from underwriting.rules import renewing as life
from underwriting.selectors import renewals as selectors
from underwriting.views.narrowing import of_policy
from underwriting.views.proposals import two_lines
from underwriting.views.renewal_panels import renewal_panels

PERIOD_DAYS = 30


@needs("underwriting.view_endorsements")
@require_GET
def renewals(request: HttpRequest) -> HttpResponseBase:
    """Policies that end soon, the earliest first."""
    actor = request.actor  # type: ignore[attr-defined]
    today = timezone.localdate()
    found = selectors.kpi(actor, today - timedelta(days=PERIOD_DAYS), today + timedelta(days=PERIOD_DAYS))
    return list_page(
        request,
        ListPage(
            title=_("Renewals"),
            facts=_("Ending within 30 days before and after today: %(due)s, renewed %(renewed)s (%(share)s%%).")
            % {"due": found.due, "renewed": found.renewed, "share": found.share},
            rows=lambda someone: selectors.with_missed(
                selectors.renewals(someone).select_related("unit", "policy"), today
            ),
            columns=_columns(),
            order="ends_on",
            search=lambda rows, text: (
                rows.filter(policy__number__startswith=text.strip().upper())
                | rows.filter(policy__plate__startswith=text.replace("·", "").strip().upper())
            ),
            search_hint=_("Policy, plate"),
            export_name="renewals",
            empty=_("Policies appear here sixty days before they end."),
            filters=(
                Filter(key="state", label=_("State"), choices=_states, apply=lambda rows, v: rows.filter(state=v)),
                Filter(key="contact", label=_("Next contact"), choices=_contacts, apply=_by_contact),
                *of_policy(),
                Filter(key="end", label=_("Ends"), date_field="ends_on"),
            ),
            views=(
                SavedView(_("All"), {}),
                SavedView(_("To be reached today"), {"contact": "due"}),
                SavedView(_("Contact missed"), {"contact": "missed"}),
                SavedView(_("To be renewed"), {"state": life.PENDING}),
                SavedView(_("Not renewed"), {"state": life.LOST}),
            ),
        ),
    )


def _states(_actor: Any) -> list[tuple[str, str]]:
    return [(state.value, _(state.label)) for state in life.RENEWAL.states]


def _contacts(_actor: Any) -> list[tuple[str, str]]:
    return [("due", _("today or before")), ("missed", _("a planned one missed")), ("later", _("later"))]


def _by_contact(rows: QuerySet[Renewal], value: str) -> QuerySet[Renewal]:
    today = timezone.localdate()
    if value == "missed":
        return selectors.missed(rows, today)
    open_ones = rows.filter(state__in=(life.PENDING, life.PROPOSED))
    return open_ones.filter(contact_on__lte=today) if value == "due" else open_ones.filter(contact_on__gt=today)


def _columns() -> tuple[Column, ...]:
    return (
        Column(key="number", label=_("Policy"), cell=_number, plain=lambda r: r.policy.number),
        Column(
            key="holder",
            label=_("Customer and what is insured"),
            css="ui-clip",
            cell=lambda r: two_lines(r.policy.holder_name, r.policy.insured_subject),
        ),
        Column(key="state", label=_("State"), cell=_state),
        Column(key="end", label=_("Ends"), css="ui-nowrap", cell=lambda r: day(r.ends_on), sort="ends_on"),
        Column(
            key="contact",
            label=_("Next contact"),
            css="ui-nowrap",
            cell=lambda r: day(r.contact_on) if r.contact_on else "–",
            sort="contact_on",
        ),
        Column(key="missed", label=_("Missed contacts"), css="ui-r", cell=_missed, plain=lambda r: r.missed),
        Column(key="contacts", label=_("Contacts"), css="ui-r", cell=lambda r: r.contacts),
        Column(key="losses", label=_("Number of claims"), css="ui-r", cell=lambda r: r.losses, default=False),
        Column(
            key="incurred",
            label=_("Incurred"),
            css="ui-r",
            cell=lambda r: money(r.incurred),
            plain=lambda r: r.incurred,
        ),
        Column(
            key="premium", label=_("Premium"), css="ui-r", cell=lambda r: money(r.premium), plain=lambda r: r.premium
        ),
        Column(key="unit", label=_("Unit"), css="ui-nowrap", cell=lambda r: r.unit.label),
    )


def _number(one: Renewal) -> SafeString:
    url = reverse("underwriting:renewal", args=[one.pk])
    return format_html('<a class="ui-code" href="{}">{}</a>', url, one.policy.number)


def _missed(one: Any) -> SafeString | str:
    return badge(str(one.missed), "bad") if one.missed and one.contact_on else str(one.missed or "–")


def _state(one: Renewal) -> SafeString:
    shown = state_of(life.RENEWAL, one.state)
    if one.gap_days:
        return format_html("{} {}", shown, badge(_("%(days)s days without cover") % {"days": one.gap_days}, "bad"))
    return shown


@needs("underwriting.view_endorsements")
@require_GET
def renewal(request: HttpRequest, pk: int) -> HttpResponse:
    """One policy that ends: its claims, what was said, what became of it."""
    found = selectors.renewal_for(request.actor, pk)  # type: ignore[attr-defined]
    policy = found.policy
    return detail_page(
        request,
        found,
        Detail(
            title=policy.number,
            heading=_("Renewal"),
            crumbs=(
                Crumb(_("Underwriting centre")),
                Crumb(_("Renewals"), reverse("underwriting:renewals")),
                Crumb(policy.number),
            ),
            facts=(
                Fact(_("Policyholder"), policy.holder_name, policy.insured_subject),
                Fact(_("Ends"), day(found.ends_on)),
                Fact(_("Premium"), money(found.premium), policy.product_label),
                Fact(_("Number of claims"), str(found.losses), money(found.incurred)),
                Fact(_("Next contact"), day(found.contact_on) if found.contact_on else "–"),
                Fact(_("Unit"), found.unit.label),
            ),
            panels=renewal_panels(),
        ),
    )
