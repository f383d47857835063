"""Dispatch board, and the surveyor's pages for the phone."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from claims.forms.survey import FactsForm, ItemForm, PhotoForm
from claims.models import Shot, SurveyTask
from claims.rules import lifecycle
from claims.selectors import claims as selectors
from claims.selectors.duty import board
from claims.services import survey
from claims.views import panels
from claims.views.cells import linked, panel, two_lines
from core import files
from core.templatetags.ui import moment, state_of
from core.web.commands import next_steps
from core.web.detail import Crumb, Detail, Fact, Panel, detail_page
from core.web.lists import Column, Filter, ListPage, SavedView, list_page
from core.web.pages import needs, page
from core.workflow.refusals import Refusal

REFUSED = 422
MORE = (Shot.DAMAGE, Shot.PEOPLE, Shot.PAPERS)


def _columns() -> tuple[Column, ...]:
    return (
        Column(
            key="number",
            label=_("Task"),
            cell=lambda t: linked("claims:task", t),
            plain=lambda t: t.number,
            sort="number",
        ),
        Column(
            key="place",
            label=_("Place of loss"),
            css="ui-clip",
            cell=lambda t: two_lines(t.report.place, t.report.plate),
        ),
        Column(key="about", label=_("About"), cell=lambda t: t.get_speciality_display()),
        Column(key="state", label=_("State"), cell=lambda t: state_of(lifecycle.TASK, t.state)),
        Column(
            key="surveyor",
            label=_("Surveyor"),
            cell=lambda t: two_lines(t.surveyor_name or "—", t.why_sent),
            plain=lambda t: t.surveyor_name,
        ),
        Column(key="km", label=_("km"), css="ui-r", cell=lambda t: "" if t.distance_km is None else str(t.distance_km)),
        Column(
            key="created", label=_("Since"), css="ui-nowrap", cell=lambda t: moment(t.created_at), sort="created_at"
        ),
    )


def _states(actor: Any) -> list[tuple[str, str]]:  # noqa: ARG001 - the same for everybody
    return [(state.value, _(state.label)) for state in lifecycle.TASK.states]


@needs("claims.view_tasks")
@require_GET
def tasks(request: HttpRequest) -> HttpResponseBase:
    """The dispatch board: tasks, and who is on duty with how much to do."""
    spec = ListPage(
        title=_("Dispatch and survey"),
        rows=lambda actor: selectors.tasks(actor).select_related("report"),
        columns=_columns(),
        order="-created_at",
        search=lambda rows, text: rows.filter(number__iexact=text.strip()) | rows.filter(report__plate__iexact=text),
        search_hint=_("Number, plate"),
        export_name="tasks",
        empty=_("Tasks appear here when reports are taken."),
        facts=_("On duty: %(people)s") % {"people": board(request.actor, timezone.now()) or "—"},  # type: ignore[attr-defined]
        filters=(Filter(key="state", label=_("State"), choices=_states, apply=lambda rows, v: rows.filter(state=v)),),
        views=(
            SavedView(_("All"), {}),
            SavedView(_("To be dispatched"), {"state": lifecycle.NEW}),
            SavedView(_("Not accepted yet"), {"state": lifecycle.ASSIGNED}),
            SavedView(_("On site"), {"state": lifecycle.ON_SITE}),
        ),
    )
    return list_page(request, spec)


@needs("claims.view_own_tasks")
@require_GET
def my_tasks(request: HttpRequest) -> HttpResponse:
    """The surveyor's own tasks on the phone."""
    found = [(task, state_of(lifecycle.TASK, task.state)) for task in selectors.own_tasks(request.actor)]  # type: ignore[attr-defined]
    open_rows = [row for row in found if row[0].state not in {lifecycle.DONE, lifecycle.CANCELLED}]
    done = [row for row in found if row not in open_rows]
    return page(request, "claims/phone_tasks.html", {"open": open_rows, "done": done})


@needs("claims.view_own_tasks")
@require_GET
def field(request: HttpRequest, pk: int) -> HttpResponse:
    """One task on the phone: way, photos, facts, objects, finish."""
    task = selectors.own_task(request.actor, pk)  # type: ignore[attr-defined]
    return page(request, "claims/phone_task.html", _field_context(request, task))


def _field_context(request: HttpRequest, task: SurveyTask) -> dict[str, Any]:
    photos = [(p, reverse("core:file", kwargs={"token": p.file.token})) for p in selectors.photos_of(task)]
    items = [
        (
            item,
            state_of(lifecycle.ITEM, item.state),
            reverse("claims:field_item", kwargs={"pk": task.pk, "item": item.pk}),
        )
        for item in selectors.items_of(task.report_id)
        if item.state != lifecycle.REMOVED
    ]
    wanted = [(shot, str(Shot(shot).label)) for shot in survey.missing_shots(task)]
    return {
        "task": task,
        "report": task.report,
        "state": lifecycle.TASK.state(task.state),
        "next": next_steps(task, request.actor),  # type: ignore[attr-defined]
        "photos": photos,
        "wanted": wanted,
        "more": [(s.value, str(s.label)) for s in MORE if s.value not in dict(wanted)],
        "photo_form": PhotoForm(),
        "items": items,
        "checks": _checks(task, wanted, items),
        "on_site": task.state == lifecycle.ON_SITE,
        "assessing": task.state in {lifecycle.ON_SITE, lifecycle.DONE},
    }


def _checks(task: SurveyTask, wanted: list[Any], items: list[Any]) -> list[tuple[str, str, bool]]:
    """What must be done before the survey can be finished."""
    return [
        (_("Photos"), _("%(n)s still needed") % {"n": len(wanted)} if wanted else _("complete"), not wanted),
        (_("Facts and fault"), str(task.get_fault_display() or _("not recorded yet")), bool(task.fault)),
        (_("Objects of loss"), str(len(items)), bool(items)),
    ]


@needs("claims.survey")
@require_POST
def add_photo(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a photo of the task."""
    task = selectors.own_task(request.actor, pk)  # type: ignore[attr-defined]
    form = PhotoForm(request.POST, request.FILES)
    if not form.is_valid():
        return _photo_refused(request, task, _("Choose a photo."))
    try:
        _keep_photo(request, task, form)
    except (Refusal, files.FileRefused) as refusal:
        return _photo_refused(request, task, getattr(refusal, "message", str(refusal)))
    return HttpResponseRedirect(reverse("claims:field", kwargs={"pk": task.pk}))


def _photo_refused(request: HttpRequest, task: SurveyTask, why: str) -> HttpResponse:
    """The status tells the phone's queue that the photo was not kept."""
    messages.error(request, why, extra_tags="bad")
    return page(request, "claims/phone_task.html", _field_context(request, task), status=REFUSED)


def _keep_photo(request: HttpRequest, task: SurveyTask, form: PhotoForm) -> None:
    upload, command = form.cleaned_data["photo"], form.command(request)
    stored = files.store(upload, purpose=files.PHOTO, name=upload.name, actor=request.actor)  # type: ignore[attr-defined]
    known = survey.file_sent_before(task.pk, command, stored.original_sha256)
    survey.add_photo(task.pk, command, file_id=known or stored.pk, shot=form.cleaned_data["shot"])


@needs("claims.survey")
@require_http_methods(["GET", "POST"])
def facts(request: HttpRequest, pk: int) -> HttpResponse:
    """What was found at the place."""
    task = selectors.own_task(request.actor, pk)  # type: ignore[attr-defined]
    names = (
        "fault",
        "counterpart",
        "narrative",
        "driver_licence",
        "blameless_others",
        "received",
        "first_scene",
        "excluded",
    )
    initial = {name: getattr(task, name) for name in names}
    form = FactsForm(request.POST or None, version=task.version, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            survey.record_facts(task.pk, form.command(request), facts=form.facts())
            return HttpResponseRedirect(reverse("claims:field", kwargs={"pk": task.pk}))
        except Refusal as refusal:
            form.refuse(refusal)
    return page(request, "claims/phone_facts.html", {"task": task, "form": form}, status=_status(form))


@needs("claims.survey")
@require_http_methods(["GET", "POST"])
def field_item(request: HttpRequest, pk: int, item: int = 0) -> HttpResponse:
    """Enter or correct an object of loss."""
    task = selectors.own_task(request.actor, pk)  # type: ignore[attr-defined]
    known = selectors.item_of_task(task, item) if item else None
    initial = (
        {}
        if known is None
        else {n: getattr(known, n) for n in ("kind", "category", "name", "plate", "residual", "total_loss")}
    )
    lines = [] if known is None else known.lines
    form = ItemForm(request.POST or None, version=known.version if known else None, initial=initial, lines=lines)
    if request.method == "POST" and form.is_valid():
        try:
            _save_item(request, task, known, form)
            return HttpResponseRedirect(reverse("claims:field", kwargs={"pk": task.pk}))
        except Refusal as refusal:
            form.refuse(refusal)
    context: dict[str, Any] = {"task": task, "form": form, "item": known}
    if known is not None:
        context |= {"next": next_steps(known, request.actor), "state": lifecycle.ITEM.state(known.state)}  # type: ignore[attr-defined]
    return page(request, "claims/phone_item.html", context, status=_status(form))


def _status(form: Form) -> int:
    """A form that comes back with errors was not sent: the phone's queue keeps it."""
    return REFUSED if form.errors else 200


def _save_item(request: HttpRequest, task: SurveyTask, known: Any, form: ItemForm) -> None:
    if known is None:
        survey.add_item(form.command(request), task_id=task.pk, data=form.item())
    else:
        survey.edit_item(known.pk, form.command(request), data=form.item())


@needs("claims.view_tasks")
@require_GET
def task(request: HttpRequest, pk: int) -> HttpResponse:
    """One task for the dispatcher; the surveyor goes to the page for the phone."""
    actor = request.actor  # type: ignore[attr-defined]
    found = selectors.task_for(actor, pk)
    if found.surveyor_id == actor.staff_id:
        return HttpResponseRedirect(reverse("claims:field", kwargs={"pk": pk}))
    return detail_page(request, found, _detail(found))


def _detail(found: SurveyTask) -> Detail:
    report_url = reverse("claims:report", kwargs={"pk": found.report_id})
    return Detail(
        title=found.number,
        crumbs=(Crumb(_("Dispatch and survey"), reverse("claims:tasks")), Crumb(found.report.number, report_url)),
        facts=(
            Fact(_("About"), str(found.get_speciality_display())),
            Fact(_("Place of loss"), found.report.place, found.report.unit.label),
            Fact(_("Surveyor"), found.surveyor_name or "—", found.why_sent),
            Fact(_("Distance"), "—" if found.distance_km is None else f"{found.distance_km} km"),
            Fact(_("Attempts"), str(found.waves)),
        ),
        panels=(
            panel("weighed", _("Why this surveyor"), "navigation", panels.weighed),
            Panel(
                key="survey",
                title=_("Survey and photos"),
                icon="camera",
                template="claims/panels/survey.html",
                context=panels.survey,
                flush=True,
            ),
        ),
    )
