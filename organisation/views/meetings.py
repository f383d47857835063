"""Regular meetings: the list, one with its minutes and decisions, calling one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core.templatetags import ui
from core.web.detail import Crumb, Detail, Fact, Panel, Tab, detail_page
from core.web.lists import Column, Filter, ListPage, SavedView, list_page
from core.web.pages import needs
from organisation.forms.steering import MeetingForm
from organisation.models import Meeting
from organisation.rules.lifecycles import meeting as life
from organisation.selectors import steering as selectors
from organisation.services.meetings import call_meeting
from organisation.views import cells
from organisation.views.plain import FormPage, form_page, sent_or_refused

VIEW = "organisation.view_meetings"


@needs(VIEW)
@require_GET
def meetings(request: HttpRequest) -> HttpResponseBase:
    """Meetings in scope, the newest first."""
    may = request.actor.refusal_for(life.CALL_RIGHT) is None  # type: ignore[attr-defined]
    return list_page(
        request,
        ListPage(
            title=_("Meetings"),
            facts=_("Regular meetings with agenda, minutes, decisions and lessons."),
            rows=selectors.meetings,
            order="-held_at",
            columns=_columns(),
            filters=(
                cells.state_filter(life.LIFECYCLE),
                Filter(
                    key="sort",
                    label=_("Kind of meeting"),
                    choices=lambda _actor: [(code, _(label)) for code, label in life.SORTS.items()],
                    apply=lambda rows, value: rows.filter(sort=value),
                ),
                Filter(key="held", label=_("Time"), date_field="held_at__date"),
            ),
            search=lambda rows, text: rows.filter(title__contains=text.strip()),
            search_hint=_("Title"),
            views=(SavedView(_("All"), {}), SavedView(_("Called"), {"state": life.CALLED})),
            actions=((_("Call a meeting"), reverse("organisation:meeting_new"), "plus"),) if may else (),
            empty=_("No meeting was called yet."),
            export_name="meetings",
        ),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column(
            key="number",
            label=_("Number"),
            cell=lambda m: cells.linked("organisation:meeting", m.pk, m.number),
            plain=lambda m: m.number,
            sort="number",
            css="ui-nowrap",
        ),
        Column(key="title", label=_("Title"), cell=_title, plain=lambda m: m.title),
        cells.state_column(),
        Column(
            key="held",
            label=_("Time"),
            cell=lambda m: ui.full_moment(m.held_at),
            plain=lambda m: m.held_at,
            sort="held_at",
            css="ui-nowrap",
        ),
        Column(key="chair", label=_("Chair of the meeting"), cell=lambda m: cells.person(m.chair, m.unit.label)),
        Column(
            key="decisions",
            label=_("Decisions"),
            cell=lambda m: str(len(m.decisions)),
            plain=lambda m: len(m.decisions),
            css="ui-r",
        ),
    )


def _title(found: Meeting) -> Any:
    return format_html("{}<small>{}</small>", found.title, _(life.SORTS[found.sort]))


@needs(VIEW)
@require_GET
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """One meeting."""
    found = selectors.meeting_for(request.actor, pk)  # type: ignore[attr-defined]
    return detail_page(
        request,
        found,
        Detail(
            title=found.number,
            heading=found.title,
            crumbs=(Crumb(_("Meetings"), reverse("organisation:meetings")), Crumb(found.number)),
            facts=(
                Fact(_("Kind of meeting"), _(life.SORTS[found.sort])),
                Fact(_("Time"), ui.full_moment(found.held_at), found.place),
                Fact(_("Chair of the meeting"), found.chair.name, found.unit.label),
                Fact(_("Present"), str(len(found.attendees)), "、".join(found.attendees)),
                Fact(_("Decisions"), str(len(found.decisions))),
            ),
            panels=(
                Panel(
                    key="minutes",
                    title=_("Agenda and minutes"),
                    icon="notes",
                    template="organisation/panels/texts.html",
                    context=_minutes,
                ),
                Panel(
                    key="decisions",
                    title=_("Decisions"),
                    icon="checklist",
                    template="organisation/panels/rows.html",
                    context=_decisions,
                    flush=True,
                ),
            ),
            tabs=(Tab("main", _("Meeting")),),
        ),
    )


def _minutes(_request: HttpRequest, found: Meeting) -> Mapping[str, Any]:
    texts = [(_("Agenda"), found.agenda), (_("Minutes"), found.minutes), (_("Lessons"), found.lessons)]
    return {"texts": [one for one in texts if one[1]]}


def _decisions(_request: HttpRequest, found: Meeting) -> Mapping[str, Any]:
    made = {(one.owner_id, one.text): one for one in selectors.work_of(found)}
    rows = []
    for one in found.decisions:
        work = made.get((one["owner"], one["text"]))
        link = cells.linked("organisation:assignment", work.pk, work.number) if work else "–"
        due = ui.day(date.fromisoformat(one["due"])) if one["due"] else "–"
        rows.append((one["text"], one["name"] or "–", due, link))
    heads = [_("What was decided"), _("Done by"), _("Due day"), _("Work")]
    return {"heads": heads, "rows": rows, "right": [], "empty": _("Nothing was decided yet.")}


@needs(life.CALL_RIGHT)
@require_http_methods(["GET", "POST"])
def meeting_new(request: HttpRequest) -> HttpResponse:
    """Call a meeting of the own centre."""
    form = MeetingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = sent_or_refused(form, lambda: call_meeting(form.command(request), **form.inputs()))
        if made is not None:
            messages.success(request, _("%(number)s was called.") % {"number": made.number}, extra_tags="good")
            return redirect("organisation:meeting", pk=made.pk)
    back = reverse("organisation:meetings")
    spec = FormPage(
        title=_("Call a meeting"), crumbs=(Crumb(_("Meetings"), back),), back=back, icon="send", submit=_("Call")
    )
    return form_page(request, form, spec)
