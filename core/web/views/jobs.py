"""The administrator's pages of queued work: monitor, one job, schedules, events."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, cast

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, pgettext, pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from core.events import heard_kinds
from core.jobs import health, operations, selectors
from core.jobs.registry import label_of, specs
from core.models import Job, JobState
from core.templatetags.ui import badge, job_queue, moment
from core.web.commands import ReasonForm
from core.web.lists import Column, Filter, ListPage, SavedView, list_page
from core.web.pages import needs, page
from core.web.views.acting import done
from core.workflow.command import Command
from core.workflow.refusals import Hidden, Refusal

TONES = {
    JobState.READY: "wait",
    JobState.RUNNING: "info",
    JobState.DONE: "good",
    JobState.DEAD: "bad",
    JobState.CANCELLED: "neutral",
}
EVENTS_SHOWN = 100
EVENT = "event:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Monitor(ListPage):
    """The list of jobs below the queues and the light."""

    figures: Sequence[selectors.QueueFigures]
    light: health.Light


def state_badge(job: Job) -> SafeString:
    return badge(job.get_state_display(), TONES[JobState(job.state)])


def _name(job: Job) -> SafeString:
    address = reverse("core:job", args=[job.pk])
    return format_html('<a href="{}">{}</a><small class="ui-code">{}</small>', address, kind_label(job.kind), job.key)


def kind_label(kind: str) -> str:
    """The name of a kind of work; the passing on of events says to whom."""
    label, (_first, is_event, handler) = _(label_of(kind)), kind.partition(EVENT)
    return f"{label} · {handler}" if is_event else label


def _error(job: Job) -> str:
    """The last line says what went wrong; the lines above it say where."""
    return job.last_error.rpartition("\n")[2]


COLUMNS: tuple[tuple[str, Promise | str, Callable[[Job], str | SafeString], str], ...] = (
    ("id", pgettext_lazy("job", "No."), lambda job: str(job.pk), "id"),
    ("kind", pgettext_lazy("job", "Work"), _name, ""),
    ("queue", pgettext_lazy("job", "Queue"), lambda job: job_queue(job.queue), ""),
    ("state", pgettext_lazy("job", "State"), state_badge, ""),
    ("attempts", pgettext_lazy("job", "Tries"), lambda job: f"{job.attempts} / {job.max_attempts}", ""),
    ("created", pgettext_lazy("job", "Created"), lambda job: moment(job.created_at), ""),
    ("started", pgettext_lazy("job", "Started"), lambda job: moment(job.started_at), ""),
    ("ended", pgettext_lazy("job", "Ended"), lambda job: moment(job.done_at), ""),
    ("error", pgettext_lazy("job", "Last error"), _error, ""),
)


@needs(operations.VIEW)
@require_GET
def monitor(request: HttpRequest) -> HttpResponse:
    """Queues with their ages, and every job; dead letters are a saved view."""
    figures = selectors.queue_figures()
    spec = Monitor(
        title=_("Queued work"),
        rows=lambda _actor: selectors.jobs_found(),
        columns=tuple(Column(key=key, label=str(label), cell=cell, sort=sort) for key, label, cell, sort in COLUMNS),
        order="-id",
        filters=_filters(),
        search=lambda rows, text: rows.filter(key__startswith=text),
        search_hint=_("Beginning of the business key"),
        views=(
            SavedView(_("All"), {}),
            SavedView(pgettext("job", "Given up"), {"state": JobState.DEAD.value}),
            SavedView(pgettext("job", "Waiting"), {"state": JobState.READY.value}),
            SavedView(pgettext("job", "In work"), {"state": JobState.RUNNING.value}),
        ),
        empty=_("Work appears here as soon as something is done in the background."),
        export_name="jobs",
        figures=figures,
        light=health.light(figures),
    )
    return cast("HttpResponse", list_page(request, spec, "core/jobs.html"))  # or the export as a stream


def _filters() -> tuple[Filter, ...]:
    states = [(value, str(label)) for value, label in JobState.choices]
    queues = [(queue, job_queue(queue)) for queue in settings.QUEUES]
    kinds = [(spec.kind, kind_label(spec.kind)) for spec in specs()]
    return (
        Filter(key="state", label=pgettext("job", "State"), choices=lambda _a: states, apply=_by("state")),
        Filter(key="queue", label=pgettext("job", "Queue"), choices=lambda _a: queues, apply=_by("queue")),
        Filter(key="kind", label=pgettext("job", "Work"), choices=lambda _a: kinds, apply=_by("kind")),
    )


def _by(field: str) -> Callable[[QuerySet[Job], str], QuerySet[Job]]:
    return lambda rows, value: rows.filter(**{field: value})


@needs(operations.VIEW)
@require_GET
def job(request: HttpRequest, pk: int) -> HttpResponse:
    """One job: what it is about, how it went, and what can be done about it."""
    found = _found(pk)
    may_operate = request.actor.refusal_for(operations.OPERATE) is None  # type: ignore[attr-defined]
    context = {
        "job": found,
        "title": kind_label(found.kind),
        "badge": state_badge(found),
        "progress": selectors.progress_of(found),
        "references": sorted(found.payload.items()),
        "may_replay": may_operate and found.state == JobState.DEAD,
        "may_cancel": may_operate and found.state in {JobState.READY, JobState.RUNNING, JobState.DEAD},
    }
    return page(request, "core/job.html", context)


def _found(pk: int) -> Job:
    found = selectors.job_with(pk)
    if found is None:
        raise Hidden(_("There is no such work."))
    return found


class Act(NamedTuple):
    """What the dialog of an act on a job shows, and what it sends."""

    label: str
    icon: str
    confirm: str
    style: str
    send: Callable[[int, Command], Job]


ACTS = {
    "replay": Act(
        gettext_noop("Try again"),
        "refresh",
        gettext_noop("The work is tried again with all its tries. Its effect still happens once."),
        "default",
        operations.replay,
    ),
    "cancel": Act(
        gettext_noop("Cancel this work"),
        "circle-x",
        gettext_noop("Cancelled work is never done. Work that is running stops before it changes anything."),
        "danger",
        operations.cancel,
    ),
}


@needs(operations.OPERATE)
@require_http_methods(["GET", "POST"])
def operate(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Ask for the reason, then replay or cancel; both are audited."""
    found, chosen = _found(pk), ACTS[act]
    back = reverse("core:job", args=[pk])
    form = ReasonForm(request.POST or None)
    context = {"transition": chosen, "number": f"{found.kind} {found.key}", "form": form, "back": back}
    if request.method == "GET" or not form.is_valid():
        return page(request, "core/act.html", context, status=200 if request.method == "GET" else 422)
    try:
        chosen.send(pk, form.command(request))
    except Refusal as refusal:
        return page(request, "core/act.html", {**context, "refusal": refusal}, status=refusal.status)
    messages.success(request, _("Done: %(act)s") % {"act": _(chosen.label)}, extra_tags="good")
    return done(request, back)


@needs(operations.VIEW)
@require_GET
def schedules(request: HttpRequest) -> HttpResponse:
    """The plan, and for each schedule the last slot and how its work went."""
    lines = [
        (line, _(line.schedule.label), state_badge(line.last.job) if line.last and line.last.job else "")
        for line in selectors.schedule_lines(timezone.now())
    ]
    return page(request, "core/schedules.html", {"lines": lines})


@needs(operations.VIEW)
@require_GET
def events(request: HttpRequest) -> HttpResponse:
    """The latest events with their deliveries."""
    kind = request.GET.get("kind", "")
    found = list(selectors.recent_events(kind=kind)[:EVENTS_SHOWN])
    deliveries = selectors.deliveries_of(found)
    rows = [
        (event, [(one, one.kind.removeprefix("event:"), state_badge(one)) for one in deliveries[str(event.pk)]])
        for event in found
    ]
    return page(request, "core/events.html", {"rows": rows, "kind": kind, "kinds": heard_kinds()})
