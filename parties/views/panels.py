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
    """One panel per app on the tab that it names, and everything together by date."""
    return [*(_panel(business) for business in shown_business()), _everything()]


def _everything() -> Panel:
    return Panel(
        key="everything", title=_("Everything by date"), template="parties/panels/everything.html", icon="history",
        context=_by_date, tab="history", flush=True,
    )  # fmt: skip


def _by_date(request: HttpRequest, party: Party) -> Mapping[str, Any]:
    """What the reader may see of all apps; periods begin with a day, which orders them."""
    actor = request.actor  # type: ignore[attr-defined]
    allowed = [one for one in shown_business() if actor.refusal_for(one.permission) is None]
    records = (party.pk, *party.same_as)
    rows = [(row, _(one.label), one.icon) for one in allowed for pk in records for row in one.rows(pk, actor)]
    rows.sort(key=lambda line: line[0].period, reverse=True)
    return {"rows": [(row, label, icon, links.url_for(row.kind, row.pk)) for row, label, icon in rows]}


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
        tab=business.tab,
        flush=True,
    )
