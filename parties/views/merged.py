"""Records that were merged: which into which, when and by whom (CUS-01)."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core import links
from core.templatetags.ui import full_moment
from core.web.lists import Column, Filter, ListPage, list_page
from core.web.pages import needs
from parties import permissions
from parties.forms.party import choices
from parties.models import Party
from parties.rules.lifecycle import PARTY
from parties.rules.words import KINDS
from parties.selectors.merged import merged_rows
from parties.selectors.parties import condition


@needs(permissions.VIEW)
@require_GET
def merged_records(request: HttpRequest) -> HttpResponseBase:
    """Every record that leads to another one now; a merger that was taken back stands in the record's timeline."""
    columns = (
        Column(key="record", label=_("Record"), cell=_named, plain=lambda p: p.number, sort="number"),
        Column(key="into", label=_("Merged into"), cell=lambda p: _named(p.merged_into), plain=_survivor),
        Column(key="paper", label=_("Number of the paper"), cell=lambda p: p.id_masked, css="ui-nowrap"),
        Column(key="unit", label=_("Registered at"), cell=lambda p: p.home_unit.label),
        Column(key="by", label=_("Merged by"), cell=lambda p: p.merged_by or "–"),
        Column(key="at", label=_("Time"), cell=lambda p: full_moment(p.merged_at) if p.merged_at else "–"),
    )
    return list_page(
        request,
        ListPage(
            title=_("Merged records"), rows=merged_rows, order="-updated_at", columns=columns, export_name="merged",
            search=lambda rows, text: rows.filter(condition(text)), search_hint=_("Name or customer number"),
            empty=_("No customer was registered twice."),
            filters=(Filter(key="kind", label=_("Kind"), choices=lambda _a: choices(KINDS), apply=_by_kind),),
        ),
    )  # fmt: skip


def _by_kind(rows: QuerySet[Party], value: str) -> QuerySet[Party]:
    return rows.filter(kind=value)


def _survivor(party: Party) -> str:
    return party.merged_into.number if party.merged_into else ""


def _named(party: Party | None) -> SafeString | str:
    if party is None:
        return "–"
    return format_html(
        '<a class="ui-code" href="{}">{}</a> {}', links.url_for(PARTY.kind, party.pk), party.number, party.name
    )
