"""Work and targets: the list, one of them with the figures of today, giving work."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core.templatetags import ui
from core.web.detail import Crumb, Detail, Fact, Panel, Tab, detail_page
from core.web.lists import Column, Filter, ListPage, SavedView, list_page
from core.web.pages import needs
from organisation.forms.steering import WorkForm
from organisation.models import Assignment
from organisation.rules.lifecycles import assignment as life
from organisation.selectors import steering as selectors
from organisation.services.assignments import give_work
from organisation.views import cells
from organisation.views.plain import FormPage, form_page, sent_or_refused


@needs(life.DO_RIGHT)
@require_GET
def assignments(request: HttpRequest) -> HttpResponseBase:
    """Own work; whoever gives work sees all in scope."""
    gives = request.actor.refusal_for(life.GIVE_RIGHT) is None  # type: ignore[attr-defined]
    return list_page(
        request,
        ListPage(
            title=_("Work and targets"),
            facts=_("Targets, plans and work given from above, with who does it until when."),
            rows=selectors.assignments,
            order="-created_at",
            columns=_columns(),
            filters=(
                cells.state_filter(life.LIFECYCLE),
                Filter(
                    key="sort",
                    label=_("Kind of work"),
                    choices=lambda _actor: [(code, _(label)) for code, label in life.SORTS.items()],
                    apply=lambda rows, value: rows.filter(sort=value),
                ),
                Filter(
                    key="open", label=_("Finished?"), choices=lambda _actor: [("1", _("not finished"))], apply=_open
                ),
                Filter(key="due", label=_("Due day"), date_field="due_on"),
            ),
            search=selectors.assignments_by_text,
            search_hint=_("Number, title, person"),
            views=(
                SavedView(_("All"), {}),
                SavedView(_("Not finished"), {"open": "1"}),
                SavedView(_("Reported as done"), {"state": life.REPORTED}),
            ),
            actions=((_("Give work"), reverse("organisation:work_new"), "plus"),) if gives else (),
            empty=_("No work was given."),
            export_name="work",
        ),
    )


def _open(rows: QuerySet[Assignment], _value: str) -> QuerySet[Assignment]:
    return rows.filter(state__in=life.OPEN)


def _columns() -> tuple[Column, ...]:
    today = timezone.localdate()
    return (
        Column(
            key="number",
            label=_("Number"),
            cell=lambda w: cells.linked("organisation:assignment", w.pk, w.number),
            plain=lambda w: w.number,
            sort="number",
            css="ui-nowrap",
        ),
        Column(key="title", label=_("Title"), cell=_title, plain=lambda w: w.title, css="ui-clip"),
        Column(key="owner", label=_("Done by"), cell=lambda w: cells.person(w.owner, w.unit.label)),
        cells.state_column(),
        Column(
            key="percent",
            label=_("Progress"),
            cell=lambda w: f"{w.percent} %",
            plain=lambda w: w.percent,
            sort="percent",
            css="ui-r",
        ),
        Column(key="due", label=_("Due day"), cell=lambda w: _due(w, today), plain=lambda w: w.due_on, sort="due_on"),
        Column(key="by", label=_("Given by"), cell=lambda w: cells.person(w.set_by, ui.moment(w.created_at))),
    )


def _title(work: Assignment) -> SafeString:
    return format_html("{}<small>{}</small>", work.title, _(life.SORTS[work.sort]))


def _due(work: Assignment, today: Any) -> SafeString | str:
    late = work.due_on < today and work.state in (life.GIVEN, life.UNDER_WAY)
    day = ui.day(work.due_on)
    return format_html("{} {}", day, ui.badge(_("overdue"), "bad")) if late else day


@needs(life.DO_RIGHT)
@require_GET
def assignment(request: HttpRequest, pk: int) -> HttpResponse:
    """One piece of work."""
    found = selectors.assignment_for(request.actor, pk)  # type: ignore[attr-defined]
    return detail_page(
        request,
        found,
        Detail(
            title=found.number,
            heading=found.title,
            crumbs=(Crumb(_("Work and targets"), reverse("organisation:assignments")), Crumb(found.number)),
            facts=(
                Fact(_("Kind of work"), _(life.SORTS[found.sort])),
                Fact(_("Done by"), found.owner.name, found.unit.label),
                Fact(_("Given by"), found.set_by.name, ui.moment(found.created_at)),
                Fact(_("Due day"), _due(found, timezone.localdate()), ui.day(found.first_on)),
                Fact(_("Progress"), f"{found.percent} %"),
            ),
            panels=(
                Panel(
                    key="text",
                    title=_("What is to be done"),
                    icon="checklist",
                    template="organisation/panels/texts.html",
                    context=_texts,
                ),
                Panel(
                    key="targets",
                    title=_("Targets"),
                    icon="flag",
                    template="organisation/panels/rows.html",
                    context=_targets,
                    flush=True,
                ),
                Panel(
                    key="progress",
                    title=_("Reports"),
                    icon="message-report",
                    template="organisation/panels/rows.html",
                    context=_progress,
                    flush=True,
                ),
            ),
            tabs=(Tab("main", _("Work")),),
        ),
    )


def _texts(_request: HttpRequest, found: Assignment) -> Mapping[str, Any]:
    source = f"{found.meeting.number} {found.meeting.title}" if found.meeting else ""
    texts = [(_("What is to be done"), found.text), (_("Decided by the meeting"), source)]
    return {"texts": [one for one in texts if one[1]]}


def _targets(request: HttpRequest, found: Assignment) -> Mapping[str, Any] | None:
    rows = selectors.measured(found, request.actor, timezone.localdate())  # type: ignore[attr-defined]
    if not rows:
        return None
    shown = [(one.label, one.unit, f"{one.target}", "–" if one.now is None else f"{one.now:,}") for one in rows]
    return {"heads": [_("Figure"), _("Unit of measure"), _("Target"), _("Today")], "rows": shown, "right": [2, 3]}


def _progress(_request: HttpRequest, found: Assignment) -> Mapping[str, Any]:
    rows = [
        (ui.full_moment(datetime.fromisoformat(one["at"])), one["who"], f"{one['percent']} %", one["text"])
        for one in reversed(found.progress)
    ]
    heads = [_("Time"), _("Person"), _("Progress"), _("What was done")]
    return {"heads": heads, "rows": rows, "right": [2], "empty": _("Nothing was reported yet.")}


@needs(life.GIVE_RIGHT)
@require_http_methods(["GET", "POST"])
def work_new(request: HttpRequest) -> HttpResponse:
    """Work or a target for a person in scope."""
    people = [(str(one.pk), one.name) for one in selectors.owners(request.actor)]  # type: ignore[attr-defined]
    form = WorkForm(
        request.POST or None,
        people=people,
        figures=selectors.figures(),
        initial={"first_on": timezone.localdate()},
    )
    if request.method == "POST" and form.is_valid():
        made = sent_or_refused(form, lambda: give_work(form.command(request), **form.inputs()))
        if made is not None:
            messages.success(request, _("%(number)s was given.") % {"number": made.number}, extra_tags="good")
            return redirect("organisation:assignment", pk=made.pk)
    back = reverse("organisation:assignments")
    spec = FormPage(
        title=_("Give work"),
        intro=_("The person is told and finds the work on the own list; you confirm the result."),
        crumbs=(Crumb(_("Work and targets"), back),),
        back=back,
        groups=form.groups(),
        icon="send",
    )
    return form_page(request, form, spec)
