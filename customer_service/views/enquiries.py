"""Enquiries: the list, one with needs and recommendation (CUS-08)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET

from core import links
from core.templatetags.ui import full_moment, moment, money, state_of
from core.web import navigation
from core.web.commands import register_action
from core.web.detail import Crumb, Detail, Fact, detail_page
from core.web.lists import Column, Filter, ListPage, SavedView, list_page
from core.web.navigation import NavItem
from core.web.pages import needs
from customer_service.forms.enquiry import ContactForm
from customer_service.models import Enquiry
from customer_service.rules import enquiry as rules
from customer_service.rules.desks import DESKS, MATTERS
from customer_service.rules.enquiry import ENQUIRY, NEEDS, WAYS
from customer_service.selectors.enquiries import enquiries, enquiries_of_customer, enquiry_for
from customer_service.services.answers import note_contact
from customer_service.services.enquiries import close_enquiry
from customer_service.views import asked, enquiry_panels
from parties.public import Business, QuickAction, show_business, show_quick_action

VIEW = "customer_service.view_enquiries"
RECORD = "customer_service.take_enquiry"


def register_enquiries() -> None:
    """Buttons, links, the place in the side bar, and the panel on the customer's page."""
    links.register(rules.ENQUIRY_KIND, "customer_service:enquiry", gettext_noop("Enquiry"), "message-report")
    navigation.register(
        NavItem(
            label=gettext_noop("Enquiries"), url_name="customer_service:enquiries", icon="message-report",
            permission=VIEW, group="shared", order=8, queues=tuple(desk.queue for desk in DESKS.values()),
        )
    )  # fmt: skip
    navigation.register(
        NavItem(
            label=gettext_noop("Behaviour of customers"), url_name="customer_service:behaviour", icon="chart-histogram",
            permission="customer_service.view_behaviour", group="shared", order=35,
        )
    )  # fmt: skip
    register_action(rules.ANALYSE, url_name="customer_service:analyse")
    register_action(rules.RECOMMEND, url_name="customer_service:recommend")
    register_action(rules.START, url_name="customer_service:start_proposal")
    register_action(rules.ANSWER, url_name="customer_service:answer")
    register_action(rules.PASS_ON, url_name="customer_service:pass_on")
    register_action(rules.CONTACT, note_contact, form=ContactForm)
    register_action(rules.CLOSE, close_enquiry)
    asked.register()
    show_business(
        Business(
            key="enquiries",
            label=gettext_noop("Enquiries"),
            icon="message-report",
            permission=VIEW,
            rows=enquiries_of_customer,
        )
    )
    show_quick_action(QuickAction(gettext_noop("Record an enquiry"), "message-report", RECORD, _ask_for))  # fmt: skip


def _ask_for(number: str, name: str) -> str:
    return f"{reverse('customer_service:new_enquiry')}?{urlencode({'party': number, 'name': name})}"


@needs(VIEW)
@require_GET
def enquiry_list(request: HttpRequest) -> HttpResponseBase:
    """Enquiries in scope, the newest first."""
    may_record = request.actor.refusal_for(RECORD) is None  # type: ignore[attr-defined]
    new = ((_("Record an enquiry"), reverse("customer_service:new_enquiry"), "plus"),) if may_record else ()
    return list_page(
        request,
        ListPage(
            title=_("Enquiries"), rows=enquiries, order="-asked_at", columns=_columns(), export_name="enquiries",
            search=_search, search_hint=_("Number or name"), actions=new,
            empty=_("What customers ask before they insure is kept here."),
            views=(
                SavedView(_("All"), {}),
                SavedView(_("To be answered"), {"state": rules.OPEN}),
                SavedView(_("Recommended"), {"state": rules.RECOMMENDED}),
                SavedView(_("Customer to be told"), {"state": rules.ANSWERED}),
            ),
            filters=(
                Filter(key="state", label=_("State"), choices=lambda _a: _states(), apply=_by("state")),
                Filter(
                    key="matter", label=_("Subject of the enquiry"), apply=_by("matter"),
                    choices=lambda _a: _words(MATTERS),
                ),
                Filter(key="way", label=_("Way of asking"), choices=lambda _a: _words(WAYS), apply=_by("way")),
                Filter(key="need", label=_("What is at risk"), choices=lambda _a: _words(NEEDS), apply=_by_need),
                Filter(key="asked", label=_("Asked on"), date_field="asked_at__date"),
            ),
        ),
    )  # fmt: skip


def _columns() -> tuple[Column, ...]:
    return (
        Column(key="number", label=_("Enquiry"), cell=_number, plain=lambda e: e.number, sort="number"),
        Column(key="name", label=_("Who asks"), cell=_who, plain=lambda e: e.name, personal=True),
        Column(key="matter", label=_("Subject of the enquiry"), cell=lambda e: _(MATTERS[e.matter])),
        Column(key="way", label=_("Way of asking"), cell=lambda e: _(WAYS[e.way])),
        Column(key="question", label=_("Question"), cell=lambda e: e.question, css="ui-clip"),
        Column(key="needs", label=_("What is at risk"), cell=_needs_of, css="ui-clip"),
        Column(key="unit", label=_("Who is responsible"), cell=_desk_of, plain=lambda e: e.unit.label),
        Column(key="asked", label=_("Asked on"), cell=lambda e: moment(e.asked_at), sort="asked_at"),
        Column(key="state", label=_("State"), cell=lambda e: state_of(ENQUIRY, e.state)),
    )


def _number(row: Enquiry) -> SafeString:
    return format_html('<a class="ui-code" href="{}">{}</a>', links.url_for(rules.ENQUIRY_KIND, row.pk), row.number)


def _who(row: Enquiry) -> SafeString:
    return format_html("{}<small>{}</small>", row.name, row.phone_masked)


def _desk_of(row: Enquiry) -> SafeString:
    return format_html("{}<small>{}</small>", _(DESKS[row.desk].label), row.unit.label)


def _needs_of(row: Enquiry) -> str:
    return _(", ").join(_(NEEDS[need]) for need in row.needs) or "–"


def _search(rows: QuerySet[Enquiry], text: str) -> QuerySet[Enquiry]:
    return rows.filter(Q(number=text.upper()) | Q(name__icontains=text))


def _by(field: str) -> Any:
    return lambda rows, value: rows.filter(**{field: value})


def _by_need(rows: QuerySet[Enquiry], value: str) -> QuerySet[Enquiry]:
    return rows.filter(needs__contains=[value])


def _words(labels: Mapping[Any, str]) -> list[tuple[str, str]]:
    return [(str(key), _(label)) for key, label in labels.items()]


def _states() -> list[tuple[str, str]]:
    return [(str(state.value), _(state.label)) for state in ENQUIRY.states]


@needs(VIEW)
@require_GET
def enquiry(request: HttpRequest, pk: int) -> HttpResponse:
    """One enquiry: question, needs, recommendation."""
    found = enquiry_for(request.actor, pk)  # type: ignore[attr-defined]
    customer = links.url_for("parties.party", found.party_id) if found.party_id else ""
    name = format_html('<a href="{}">{}</a>', customer, found.name) if customer else found.name
    taken_by = _("taken by %(name)s") % {"name": found.taken_by_name}
    detail = Detail(
        title=found.number,
        heading=found.question,
        crumbs=(Crumb(_("Enquiries"), reverse("customer_service:enquiries")), Crumb(found.number)),
        facts=(
            Fact(_("Who asks"), name, found.phone_masked),
            Fact(_("Way of asking"), _(WAYS[found.way]), full_moment(found.asked_at)),
            Fact(_("Subject of the enquiry"), _(MATTERS[found.matter]), taken_by),
            Fact(_("Who is responsible"), _(DESKS[found.desk].label), found.unit.label),
            *([Fact(_("Yearly budget"), money(found.budget), found.finances)] if found.budget is not None else []),
        ),
        panels=enquiry_panels.panels(found),
    )  # fmt: skip
    return detail_page(request, found, detail)
