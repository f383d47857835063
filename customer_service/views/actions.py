"""Where the pages of customer service stand, which steps have buttons, how calls are linked."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_noop as _

from claims.public import show_contacts
from core import links
from core.web import navigation
from core.web.commands import register_action
from core.web.navigation import NavItem
from customer_service.forms.call import EndForm
from customer_service.models import Call, Purpose
from customer_service.rules import lifecycle
from customer_service.selectors.calls import calls_of_customer, contact_rows
from customer_service.services.calls import end_call
from parties.public import Business, QuickAction, show_business, show_quick_action

PLACES = (
    (_("95518 desk"), "customer_service:desk", "headset", "customer_service.use_desk", 5),
    (_("Calls"), "customer_service:calls", "phone", "customer_service.view_calls", 6),
)


def _ending(_request: HttpRequest, obj: Call) -> dict[str, Any]:
    """What is known already."""
    purpose = Purpose.REPORT if obj.report_id else Purpose.QUERY
    return {"initial": {"caller_name": obj.caller_name, "purpose": purpose}}


def _desk_for(_number: str, name: str) -> str:
    """The desk with the customer's policies found."""
    return f"{reverse('customer_service:desk')}?{urlencode({'q': name})}"


def register() -> None:
    """Tell the registries."""
    register_action(lifecycle.END, end_call, form=EndForm, prepare=_ending)
    links.register(lifecycle.CALL_KIND, "customer_service:call", _("Call"), "phone")
    show_contacts("customer_service", contact_rows)
    show_business(
        Business(
            key="calls",
            label=_("Calls"),
            icon="headset",
            permission="customer_service.view_calls",
            rows=calls_of_customer,
            tab="claims",
        )
    )
    show_quick_action(QuickAction(_("Report a loss"), "phone", "customer_service.use_desk", _desk_for))
    for label, url_name, icon, permission, order in PLACES:
        navigation.register(
            NavItem(label=label, url_name=url_name, icon=icon, permission=permission, group="claims", order=order)
        )
