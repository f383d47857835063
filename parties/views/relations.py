"""The customer's relations to others, and what can be begun from his page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core import links
from core.templatetags.ui import day, icon
from parties.models import Party
from parties.rules.intermediary import INTERMEDIARY, INTERMEDIARY_KINDS
from parties.rules.lifecycle import PartyState
from parties.selectors.business import quick_actions
from parties.selectors.identification import owners_of
from parties.selectors.intermediaries import intermediary_of, mandates_of


def quick_buttons(request: HttpRequest, party: Party) -> list[SafeString]:
    """Buttons of other apps for a customer with whom business is done."""
    if party.state != PartyState.ACTIVE:
        return []
    return [
        format_html(
            '<a class="ui-btn" href="{}">{}{}</a>', one.url(party.number, party.name), icon(one.icon), _(one.label)
        )
        for one in quick_actions(request.actor)  # type: ignore[attr-defined]
    ]


def relations_of(_request: HttpRequest, party: Party) -> Mapping[str, Any] | None:
    """Who acts for the customer, for whom he acts, and who owns him."""
    rows = [*_as_intermediary(party), *_brokers(party), *_owners(party)]
    return {"rows": rows} if rows else None


def _as_intermediary(party: Party) -> list[tuple[str, str, str, str]]:
    row = intermediary_of(party)
    if row is None:
        return []
    return [(_(INTERMEDIARY_KINDS[row.kind]), row.code, links.url_for(INTERMEDIARY.kind, row.pk), row.agreement_number)]


def _brokers(party: Party) -> list[tuple[str, str, str, str]]:
    return [
        (
            _("Broker with mandate"),
            row.intermediary.party.name,
            links.url_for(INTERMEDIARY.kind, row.intermediary_id),
            f"{day(row.valid_from)} – {day(row.valid_until)}",
        )
        for row in mandates_of(party)
    ]


def _owners(party: Party) -> list[tuple[str, str, str, str]]:
    return [
        (_("Beneficial owner"), f"{owner.name} {owner.id_masked}", "", f"{owner.share or ''} {owner.control}".strip())
        for owner in owners_of(party)
    ]
