"""Trainings: the list, one with its people and results, planning one, the own record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core.templatetags import ui
from core.web.detail import Crumb, Detail, Fact, Panel, Tab, detail_page
from core.web.lists import Column, Filter, ListPage, SavedView, list_page
from core.web.pages import needs
from organisation.views.plain import FormPage, form_page, sent_or_refused
from organisation.views.tables import Section, TablePage, table_page
from training.forms.sessions import TrainingForm
from training.models import TrainingSeat, TrainingSession
from training.rules import session as life
from training.selectors import sessions as selectors
from training.services.sessions import plan_training


@needs(life.VIEW_RIGHT)
@require_GET
def trainings(request: HttpRequest) -> HttpResponseBase:
    """Trainings in scope, the newest first."""
    gives = request.actor.refusal_for(life.HOLD_RIGHT) is None  # type: ignore[attr-defined]
    own = (_("My record"), reverse("training:record"), "school")
    return list_page(
        request,
        ListPage(
            title=_("Trainings"),
            facts=_(
                "Underwriters, issuing clerks, sales and claims staff: who was taught what, and with which result."
            ),
            rows=selectors.sessions,
            order="-held_on",
            columns=_columns(),
            filters=(
                Filter(
                    key="state",
                    label=_("State"),
                    choices=lambda _actor: [(one.value, _(one.label)) for one in life.LIFECYCLE.states],
                    apply=lambda rows, value: rows.filter(state=value),
                ),
                Filter(
                    key="audience",
                    label=_("Audience"),
                    choices=lambda _actor: [(code, _(label)) for code, label in life.AUDIENCES.items()],
                    apply=lambda rows, value: rows.filter(audience=value),
                ),
                Filter(key="day", label=_("Day"), date_field="held_on"),
            ),
            search=lambda rows, text: rows.filter(title__contains=text.strip()),
            search_hint=_("Title"),
            views=(SavedView(_("All"), {}), SavedView(_("planned"), {"state": life.PLANNED})),
            actions=(own, (_("Plan a training"), reverse("training:new"), "plus")) if gives else (own,),
            empty=_("No training was planned yet."),
            export_name="trainings",
        ),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column(key="number", label=_("Number"), cell=_number, plain=lambda t: t.number, sort="number"),
        Column(key="title", label=_("Title"), cell=_title, plain=lambda t: t.title),
        Column(key="audience", label=_("Audience"), cell=lambda t: _(life.AUDIENCES[t.audience])),
        Column(key="state", label=_("State"), cell=lambda t: ui.state_of(life.LIFECYCLE, t.state), css="ui-nowrap"),
        Column(key="day", label=_("Day"), cell=lambda t: ui.day(t.held_on), plain=lambda t: t.held_on, sort="held_on"),
        Column(key="hours", label=_("Hours"), cell=lambda t: str(t.hours), plain=lambda t: t.hours, css="ui-r"),
        Column(key="trainer", label=_("Trainer"), cell=lambda t: t.trainer.name),
        Column(key="people", label=_("Present / invited"), cell=lambda t: f"{t.came} / {t.invited}", css="ui-r"),
    )


def _number(found: TrainingSession) -> SafeString:
    return format_html('<a href="{}">{}</a>', reverse("training:session", args=[found.pk]), found.number)


def _title(found: TrainingSession) -> SafeString:
    return format_html("{}<small>{}</small>", found.title, _(life.SUBJECTS[found.subject]))


@needs(life.VIEW_RIGHT)
@require_GET
def session(request: HttpRequest, pk: int) -> HttpResponse:
    """One training."""
    found = selectors.session_for(request.actor, pk)  # type: ignore[attr-defined]
    return detail_page(
        request,
        found,
        Detail(
            title=found.number,
            heading=found.title,
            crumbs=(Crumb(_("Trainings"), reverse("training:trainings")), Crumb(found.number)),
            facts=(
                Fact(_("Training subject"), _(life.SUBJECTS[found.subject])),
                Fact(_("Audience"), _(life.AUDIENCES[found.audience])),
                Fact(_("Day"), ui.day(found.held_on), found.place),
                Fact(_("Hours"), str(found.hours)),
                Fact(_("Trainer"), found.trainer.name, found.unit.label),
                Fact(_("Pass mark"), str(found.pass_mark) if found.pass_mark else _("no test")),
            ),
            panels=(
                Panel(
                    key="people",
                    title=_("Participants"),
                    icon="users",
                    template="organisation/panels/rows.html",
                    context=_people,
                    flush=True,
                ),
                Panel(
                    key="material",
                    title=_("Material"),
                    icon="book-2",
                    template="organisation/panels/texts.html",
                    context=lambda _request, found: {"texts": [("", found.material)]},
                ),
            ),
            tabs=(Tab("main", _("Training")),),
        ),
    )


def _people(request: HttpRequest, found: TrainingSession) -> Mapping[str, Any]:
    """Everybody for who gives trainings; other readers see their own result only."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    gives = actor.refusal_for(life.HOLD_RIGHT) is None
    rows = [
        (seat.staff.name, str(seat.staff.works_at or "–"), _presence(seat), _score(seat), _result(seat))
        for seat in selectors.seats_of(found)
        if gives or seat.staff_id == actor.staff_id
    ]
    heads = [_("Person"), _("Works at"), _("Present"), _("Score"), _("Result")]
    return {"heads": heads, "rows": rows, "right": [3], "empty": _("Nobody was invited yet.")}


def _presence(seat: TrainingSeat) -> str:
    return {None: "–", True: _("yes"), False: _("absent")}[seat.present]


def _score(seat: TrainingSeat) -> str:
    return "–" if seat.score is None else str(seat.score)


def _result(seat: TrainingSeat) -> SafeString | str:
    if seat.passed is None:
        return "–"
    return ui.badge(_("passed"), "good") if seat.passed else ui.badge(_("to be repeated"), "bad")


@needs(life.HOLD_RIGHT)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Plan a training of the own centre."""
    trainers = selectors.trainers(request.actor)  # type: ignore[attr-defined]
    form = TrainingForm(request.POST or None, people=[(one.pk, one.name) for one in trainers])
    if request.method == "POST" and form.is_valid():
        made = sent_or_refused(form, lambda: plan_training(form.command(request), **form.inputs()))
        if made is not None:
            messages.success(request, _("%(number)s was planned.") % {"number": made.number}, extra_tags="good")
            return redirect("training:session", pk=made.pk)
    back = reverse("training:trainings")
    spec = FormPage(title=_("Plan a training"), crumbs=(Crumb(_("Trainings"), back),), back=back, icon="school")
    return form_page(request, form, spec)


@needs(life.VIEW_RIGHT)
@require_GET
def record(request: HttpRequest) -> HttpResponse:
    """What the reader was trained in."""
    rows = selectors.record_of(request.actor.staff_id)  # type: ignore[attr-defined]
    columns = (
        Column(key="number", label=_("Number"), cell=lambda s: _number(s.session)),
        Column(key="title", label=_("Title"), cell=lambda s: _title(s.session)),
        Column(key="day", label=_("Day"), cell=lambda s: ui.day(s.session.held_on)),
        Column(key="hours", label=_("Hours"), cell=lambda s: str(s.session.hours), css="ui-r"),
        Column(key="present", label=_("Present"), cell=_presence),
        Column(key="score", label=_("Score"), cell=_score, css="ui-r"),
        Column(key="result", label=_("Result"), cell=_result),
    )
    section = Section(title=_("My record"), columns=columns, rows=rows, icon="school", empty=_("No training yet."))
    crumbs = (Crumb(_("Trainings"), reverse("training:trainings")), Crumb(_("My record")))
    return table_page(
        request, TablePage(title=_("My record"), sections=(section,), crumbs=crumbs, export_name="training-record")
    )
