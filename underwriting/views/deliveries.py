"""Policies on their way to the customer: the list, and the receipt on the page of the policy (A1 6)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.views.decorators.http import require_GET

from core import links, work
from core.templatetags.ui import day, state_of
from core.web import navigation
from core.web.commands import action, register_action
from core.web.detail import Panel
from core.web.lists import Column, ListPage, SavedView, list_page
from core.web.navigation import NavItem
from core.web.pages import needs
from underwriting.forms.delivery import DeliveryForm
from underwriting.models import Policy, PolicyDelivery
from underwriting.rules import delivery as life
from underwriting.rules.lifecycle import POLICY_KIND
from underwriting.selectors import deliveries as selectors
from underwriting.selectors.shown import signed
from underwriting.services.delivery import confirm_delivery
from underwriting.views.cells import made_column, state_column, state_filter, unit_column
from underwriting.views.narrowing import of_policy

SEE = "underwriting.view_policies"


@needs(SEE)
@require_GET
def deliveries(request: HttpRequest) -> HttpResponseBase:
    """Receipts of policies: which are missing, and who received the others."""
    spec = ListPage(
        title=_("Delivery of policies"),
        facts=_("The receipt is due within the time of its clock, and is chased until it is there."),
        rows=selectors.deliveries,
        order="-created_at",
        columns=(
            Column(key="policy", label=_("Policy"), cell=_policy, plain=lambda row: row.policy.number),
            Column(key="holder", label=_("Policyholder"), cell=lambda row: row.policy.holder_name, css="ui-clip"),
            state_column(life.DELIVERY),
            Column(key="way", label=_("Way of delivery"), cell=lambda row: row.get_way_display() or "–"),
            Column(key="by", label=_("Received by"), cell=lambda row: row.received_by or "–", css="ui-clip"),
            Column(
                key="on",
                label=_("Day of the receipt"),
                cell=lambda row: day(row.received_on) if row.received_on else "–",
                plain=lambda row: row.received_on,
                css="ui-nowrap",
            ),
            unit_column(),
            made_column(),
        ),
        filters=(state_filter(life.DELIVERY), *of_policy()),
        search=lambda rows, text: (
            rows.filter(policy__number=text.strip().upper()) | rows.filter(policy__holder_name__icontains=text)
        ),
        search_hint=_("Policy, policyholder"),
        views=(SavedView(_("All"), {}), SavedView(_("Receipt is missing"), {"state": life.DUE})),
        empty=_("Policies appear here when they are issued."),
        export_name="deliveries",
    )
    return list_page(request, spec)


def _policy(row: PolicyDelivery) -> SafeString:
    url = links.url_for(POLICY_KIND, row.policy_id)
    return format_html('<a class="ui-code" href="{}">{}</a>', url, row.policy.number)


@needs(SEE)
@require_GET
def delivery(request: HttpRequest, pk: int) -> HttpResponse:
    """The receipt stands on the page of its policy."""
    found = selectors.delivery_for(request.actor, pk)  # type: ignore[attr-defined]
    return HttpResponseRedirect(reverse("underwriting:policy", kwargs={"pk": found.policy_id}))


def delivery_panel() -> Panel:
    """Who received the policy, or that the receipt is missing."""
    return Panel(
        key="delivery",
        title=_("Delivery"),
        icon="send",
        template="underwriting/panels/delivery.html",
        context=_delivery,
        rail=True,
    )


def _delivery(request: HttpRequest, obj: Policy) -> Mapping[str, Any] | None:
    found = selectors.delivery_of(obj)
    if found is None:
        return None
    actor: Any = request.actor  # type: ignore[attr-defined]
    may = found.state == life.DUE and actor.refusal_for(life.CONFIRM_RIGHT, found) is None
    rows = [
        (_("Received by"), found.received_by),
        (_("Day of the receipt"), day(found.received_on) if found.received_on else ""),
    ]
    rows += [
        (_("Way of delivery"), found.get_way_display()),
        (_("Number of the courier or of the message"), found.note),
        (_("Receipt noted by"), signed(found.confirmed_by)),
    ]
    return {
        "state": state_of(life.DELIVERY, found.state),
        "rows": [(label, value) for label, value in rows if value],
        "receipt": reverse("archives:document", args=[found.document_id]) if found.document_id else "",
        "act": action(life.CONFIRM.name).url(found) if may else "",
    }


def _receiver(_request: HttpRequest, obj: Any) -> dict[str, Any]:
    return {"holder": obj.policy.holder_name}


def register() -> None:
    """Button, link, queue and place."""
    work.name_queues(life.QUEUE_LABELS)
    links.register(life.DELIVERY_KIND, "underwriting:delivery", noop("Delivery of a policy"), "send")
    register_action(life.CONFIRM, confirm_delivery, form=DeliveryForm, prepare=_receiver)
    navigation.register(
        NavItem(
            label=noop("Delivery of policies"),
            url_name="underwriting:deliveries",
            icon="send",
            permission=SEE,
            group="underwriting",
            queues=(life.QUEUE,),
            order=32,
        )
    )
