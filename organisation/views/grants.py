"""Exceptional grants: who may read what outside the own scope, until when, and what was read."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core import links
from core.templatetags import ui
from core.web.commands import ReasonForm
from core.web.detail import Crumb, Fact, Panel
from core.web.lists import Column, Filter, ListPage, SavedView, list_page
from core.web.pages import needs
from organisation.models import SharedCase
from organisation.selectors import posts
from organisation.selectors import shared as selectors
from organisation.services import exceptional as services
from organisation.views import cells
from organisation.views.plain import Button, FormPage, Plain, administration, form_page, plain_page, sent_or_refused

RUNNING, OVER, ENDED = "running", "over", "ended"


@needs("organisation.view_grants")
@require_GET
def grants(request: HttpRequest) -> HttpResponseBase:
    """Every grant to people in scope, the newest first."""
    return list_page(
        request,
        ListPage(
            title=_("Exceptional grants"),
            facts=_("Cases that somebody may read outside the own scope: approved, for a time, every reading logged"),
            rows=selectors.shared_cases,
            order="-approved_at",
            columns=_columns(),
            filters=(
                Filter(key="state", label=_("State"), choices=_states, apply=_of_state),
                Filter(key="granted", label=_("Granted"), date_field="approved_at__date"),
            ),
            search=lambda rows, text: (
                rows.filter(subject_number__istartswith=text) | rows.filter(staff__name__contains=text)
            ),
            search_hint=_("Number of the case, reader"),
            views=(SavedView(_("Running now"), {"state": RUNNING}), SavedView(_("All"), {})),
            decorate=_add_use,
            empty=_("Nobody may read anything outside the own scope."),
            export_name="exceptional-grants",
        ),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column(
            key="case",
            label=_("Case"),
            cell=lambda g: cells.linked("organisation:exceptional_grant", g.pk, g.subject_number),
            plain=lambda g: g.subject_number,
        ),
        Column(
            key="reader",
            label=_("Reader"),
            cell=lambda g: cells.person(g.staff, g.staff.belongs_to.label if g.staff.belongs_to else ""),
            plain=lambda g: g.staff.name,
            css="ui-nowrap",
        ),
        Column(key="reason", label=_("Reason"), cell=lambda g: g.reason, css="ui-clip"),
        Column(key="period", label=_("Period"), cell=_period, css="ui-nowrap"),
        Column(key="by", label=_("Granted by"), cell=lambda g: cells.person(g.approved_by), css="ui-nowrap"),
        Column(
            key="granted",
            label=_("Granted"),
            cell=lambda g: ui.moment(g.approved_at),
            sort="approved_at",
            css="ui-nowrap",
        ),
        Column(
            key="readings",
            label=_("Readings"),
            cell=lambda g: str(getattr(g, "readings", 0)),
            plain=lambda g: getattr(g, "readings", None),
            css="ui-r",
        ),
        Column(key="right", label=_("Object permission"), cell=_right, css="ui-nowrap"),
        Column(key="state", label=_("State"), cell=_state, css="ui-nowrap"),
    )


def _period(row: SharedCase) -> str:
    return f"{ui.moment(row.period.lower)} – {ui.moment(row.period.upper)}"


def state_now(row: SharedCase, now: datetime) -> str:
    """Running, over by itself, or ended early."""
    if row.ended_at is not None and (row.period.upper is None or row.ended_at < row.period.upper):
        return ENDED
    return OVER if row.period.upper is not None and row.period.upper <= now else RUNNING


def _state(row: SharedCase) -> SafeString:
    words = {
        RUNNING: (_("running"), "good"),
        OVER: (_("run out"), "neutral"),
        ENDED: (_("ended early"), "wait"),
    }
    return ui.badge(*words[state_now(row, timezone.now())])


def _right(row: SharedCase) -> SafeString | str:
    """The permission on the object stands exactly as long as the grant runs; anything else is a fault."""
    stands, running = getattr(row, "stands", False), state_now(row, timezone.now()) == RUNNING
    if stands and not running:
        return ui.badge(_("stands although over"), "bad", "alert-triangle")
    return ui.badge(_("stands"), "info", "key") if stands else "–"


def _add_use(rows: list[SharedCase]) -> None:
    known = services.sources()
    counts = selectors.reading_counts(rows, [source.reading for source in known.values()])
    rights = {kind: known[kind].permissions() for kind in {row.subject_kind for row in rows} if kind in known}
    for row in rows:
        row.readings = counts.get(row.pk, 0)  # type: ignore[attr-defined]
        row.stands = (row.staff_id, row.subject_id) in rights.get(row.subject_kind, set())  # type: ignore[attr-defined]


def _states(_actor: Any) -> list[tuple[str, str]]:
    return [(RUNNING, _("running")), (OVER, _("run out")), (ENDED, _("ended early"))]


def _of_state(rows: Any, value: str) -> Any:
    return selectors.in_state(rows, value, timezone.now())


# -- one grant --------------------------------------------------------------------------------------------------------


@needs("organisation.view_grants")
@require_GET
def grant(request: HttpRequest, pk: int) -> HttpResponse:
    """One grant with every reading under it."""
    found = selectors.shared_case(request.actor, pk)  # type: ignore[attr-defined]
    _add_use([found])
    return plain_page(
        request,
        found,
        Plain(
            title=found.subject_number,
            heading=_("Exceptional grant"),
            crumbs=_crumbs(Crumb(found.subject_number)),
            facts=(
                Fact(_("Reader"), found.staff.name, found.staff.belongs_to.label if found.staff.belongs_to else ""),
                Fact(_("Case"), _case(found)),
                Fact(_("Period"), _period(found), _state(found)),
                Fact(_("Granted by"), cells.person(found.approved_by), ui.moment(found.approved_at)),
                Fact(_("Ended at"), ui.moment(found.ended_at)),
                Fact(_("Object permission"), _right(found)),
            ),
            buttons=_buttons(request, found),
            panels=(
                Panel(
                    key="reason",
                    title=_("Reason"),
                    icon="notes",
                    template="organisation/panels/grant_reason.html",
                    context=lambda _request, row: {"grant": row},
                ),
                Panel(
                    key="readings",
                    title=_("Readings"),
                    icon="eye",
                    template="organisation/panels/grant_readings.html",
                    context=_readings,
                    flush=True,
                ),
            ),
        ),
    )


def _crumbs(*more: Crumb) -> tuple[Crumb, ...]:
    return administration(Crumb(_("Exceptional grants"), reverse("organisation:exceptional_grants")), *more)


def _case(found: SharedCase) -> SafeString | str:
    url = links.url_for(found.subject_kind, found.subject_id)
    return format_html('<a href="{}">{}</a>', url, found.subject_number) if url else found.subject_number


def _buttons(request: HttpRequest, found: SharedCase) -> tuple[Button, ...]:
    may = request.actor.refusal_for(services.PERMISSION) is None  # type: ignore[attr-defined]
    if not may or state_now(found, timezone.now()) != RUNNING:
        return ()
    url = reverse("organisation:exceptional_grant_end", kwargs={"pk": found.pk})
    return (Button(_("End the grant"), url, "lock", "danger"),)


def _readings(_request: HttpRequest, found: SharedCase) -> dict[str, Any]:
    source = services.sources().get(found.subject_kind)
    rows = selectors.readings_of(found, source.reading) if source else []
    for row in rows:
        row.post_name = posts.name_of(row.post)  # type: ignore[attr-defined]
    return {"rows": rows, "aside": str(len(rows)) if rows else ""}


@needs("organisation.end_grants")
@require_http_methods(["GET", "POST"])
def grant_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a grant before its time."""
    found = selectors.shared_case(request.actor, pk)  # type: ignore[attr-defined]
    form = ReasonForm(request.POST or None)
    back = reverse("organisation:exceptional_grant", kwargs={"pk": pk})
    if request.method == "POST" and form.is_valid():
        command = form.command(request)
        if sent_or_refused(form, lambda: services.end_grant(pk, command)) is not None:
            messages.success(request, _("The grant is ended."), extra_tags="good")
            return redirect("organisation:exceptional_grant", pk=pk)
    spec = FormPage(
        title=_("End the grant"),
        intro=_("%(name)s can no longer read %(case)s from now on.")
        % {"name": found.staff.name, "case": found.subject_number},
        crumbs=_crumbs(Crumb(found.subject_number, back)),
        back=back,
        icon="lock",
    )
    return form_page(request, form, spec)
