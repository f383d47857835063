"""Changes of rules: what was proposed, by whom, from what to what, and what became of it."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core.templatetags import ui
from core.web.detail import Crumb, Detail, Fact, Panel, Tab, detail_page
from core.web.lists import Column, Filter, ListPage, SavedView, list_page
from core.web.pages import needs
from organisation.models import ControlChange
from organisation.rules.changes import Affected, change_kinds, label_of
from organisation.rules.lifecycles import control_change as states
from organisation.selectors import changes as selectors
from organisation.views import cells


@needs("organisation.view_changes")
@require_GET
def changes(request: HttpRequest) -> HttpResponseBase:
    """Changes of the units in scope, the newest first."""
    return list_page(
        request,
        ListPage(
            title=_("Changes of rules"),
            facts=_("Authority, parameters, deadlines and calendar are changed by two people."),
            rows=selectors.changes,
            order="-created_at",
            columns=_columns(),
            filters=_filters(),
            search=selectors.by_text,
            search_hint=_("Number, subject, reason"),
            views=(
                SavedView(_("All"), {}),
                SavedView(_("To decide"), {"state": states.PROPOSED}),
                SavedView(_("Change approved"), {"state": states.APPROVED}),
            ),
            empty=_("No change of rules fits."),
            export_name="changes-of-rules",
        ),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column(key="number", label=_("Number"), cell=_number, plain=lambda c: c.number, css="ui-nowrap"),
        Column(key="title", label=_("Change"), cell=_title, plain=lambda c: c.title),
        Column(key="kind", label=_("Kind"), cell=lambda c: _(label_of(c.kind)), css="ui-nowrap"),
        cells.unit_column(),
        Column(
            key="effective",
            label=_("Effective from"),
            cell=lambda c: ui.day(c.effective_on),
            plain=lambda c: c.effective_on,
            css="ui-nowrap",
        ),
        cells.state_column(),
        Column(
            key="proposed",
            label=_("Proposed by"),
            cell=lambda c: cells.person(c.proposed_by, ui.moment(c.created_at)),
            plain=lambda c: f"{c.proposed_by.name} {ui.full_moment(c.created_at)}",
            sort="created_at",
            css="ui-nowrap",
        ),
        Column(
            key="decided",
            label=_("Decided by"),
            cell=lambda c: cells.person(c.decided_by, ui.moment(c.decided_at)),
            plain=lambda c: f"{c.decided_by.name} {ui.full_moment(c.decided_at)}" if c.decided_by else "",
            css="ui-nowrap",
        ),
        Column(key="reason", label=_("Reason"), cell=lambda c: c.reason, css="ui-clip", default=False),
    )


def _number(change: ControlChange) -> SafeString:
    return cells.linked("organisation:change", change.pk, change.number)


def _title(change: ControlChange) -> SafeString:
    return format_html("{}<small>{}</small>", change.title, change.reason)


def _filters() -> tuple[Filter, ...]:
    return (
        Filter(
            key="kind",
            label=_("Kind"),
            choices=lambda _actor: [(kind.kind, _(kind.label)) for kind in change_kinds().values()],
            apply=lambda rows, value: rows.filter(kind=value),
        ),
        cells.state_filter(states.LIFECYCLE),
        Filter(
            key="person",
            label=_("Member of staff"),
            choices=lambda actor: [(str(p.pk), p.name) for p in selectors.people_of_changes(actor)],
            apply=_of_person,
        ),
        cells.unit_filter(),
        Filter(key="proposed", label=_("Proposed on"), date_field="created_at"),
        Filter(key="effective", label=_("Effective from"), date_field="effective_on"),
    )


def _of_person(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    return rows.filter(Q(proposed_by_id=int(value)) | Q(decided_by_id=int(value))) if value.isdigit() else rows


@needs("organisation.view_changes")
@require_GET
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """One change: old and new, whom it touches, what was proposed about the same thing before."""
    found = selectors.change_for(request.actor, pk)  # type: ignore[attr-defined]
    return detail_page(
        request,
        found,
        Detail(
            title=found.number,
            heading=found.title,
            crumbs=(
                Crumb(_("Administration")),
                Crumb(_("Changes of rules"), reverse("organisation:changes")),
                Crumb(found.number),
            ),
            facts=_facts(found),
            panels=_panels(),
            tabs=(Tab("main", _("Change")),),
        ),
    )


def _facts(found: ControlChange) -> tuple[Fact, ...]:
    return (
        Fact(_("Kind"), _(label_of(found.kind))),
        Fact(_("Unit"), found.unit.label),
        Fact(_("Effective from"), ui.day(found.effective_on) if found.effective_on else _("with the approval")),
        Fact(_("Proposed by"), found.proposed_by.name, ui.moment(found.created_at)),
        Fact(_("Decided by"), found.decided_by.name if found.decided_by else "–", _decided_at(found)),
    )


def _decided_at(found: ControlChange) -> str:
    return ui.moment(found.decided_at) if found.decided_at else ""


def _panels() -> tuple[Panel, ...]:
    return (
        Panel(
            key="compare",
            title=_("Old and new"),
            icon="git-compare",
            template="organisation/panels/change_compare.html",
            context=_comparison,
            flush=True,
        ),
        Panel(
            key="reason",
            title=_("Reason and decision"),
            icon="notes",
            template="organisation/panels/change_reason.html",
            context=lambda _request, found: {"change": found, "paper": selectors.paper_of(found)},
        ),
        Panel(
            key="affected",
            title=_("Who is affected"),
            icon="users",
            template="organisation/panels/change_affected.html",
            context=_affected,
            flush=True,
        ),
        Panel(
            key="earlier",
            title=_("Other changes of the same thing"),
            icon="history",
            template="organisation/panels/change_earlier.html",
            context=lambda _request, found: {"changes": selectors.earlier_changes(found)},
            flush=True,
        ),
    )


def _comparison(_request: HttpRequest, found: ControlChange) -> dict[str, Any]:
    kind = change_kinds().get(found.kind)
    return {"lines": kind.describe(found) if kind else (), "raw": None if kind else found.proposal}


def _affected(_request: HttpRequest, found: ControlChange) -> dict[str, Any] | None:
    touched = _touched(found)
    return {"affected": touched, "aside": str(len(touched))} if touched else None


def _touched(found: ControlChange) -> list[Affected]:
    """Worked out until the decision, kept from then on."""
    if found.impact is not None:
        return [Affected(*line) for line in found.impact]
    kind = change_kinds().get(found.kind)
    return list(kind.affected(found)) if kind and found.state == states.PROPOSED else []
