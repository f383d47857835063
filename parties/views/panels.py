"""Panels with the business of a customer, one per app that registered some; of all records of the customer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from core import links
from core.web.detail import Panel
from parties.models import Party
from parties.selectors.business import Business, shown_business


def registered_panels() -> list[Panel]:
    """One panel per app, on the tab of policies and claims."""
    return [_panel(business) for business in shown_business()]


def _panel(business: Business) -> Panel:
    def context(request: HttpRequest, party: Party) -> Mapping[str, Any]:
        records = (party.pk, *party.same_as)
        rows = [row for pk in records for row in business.rows(pk, request.actor)]  # type: ignore[attr-defined]
        return {"rows": [(row, links.url_for(row.kind, row.pk)) for row in rows]}

    return Panel(
        key=business.key,
        title=_(business.label),
        template="parties/panels/business.html",
        icon=business.icon,
        permission=business.permission,
        context=context,
        tab="business",
        flush=True,
    )
