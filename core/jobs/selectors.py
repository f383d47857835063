"""What pages, health checks and metrics show about queued work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet

from core import links
from core.jobs.pulse import SILENCE_SECONDS
from core.jobs.schedules import Schedule, schedules
from core.models.events import Event, ScheduleSlot
from core.models.jobs import Job, JobState


@dataclass(frozen=True, slots=True)
class QueueFigures:
    """One queue at a glance. ``oldest_seconds`` is how long the oldest due job has waited; None where none waits."""

    queue: str
    due: int
    planned: int
    running: int
    dead: int
    done_last_hour: int
    oldest_seconds: float | None
    silent_seconds: float | None
    restarts: int

    @property
    def consumed(self) -> bool:
        """Whether a canary came out lately; work in progress counts as proof too."""
        return self.running > 0 or (self.silent_seconds is not None and self.silent_seconds < SILENCE_SECONDS)


_QUEUES = """
SELECT q.name,
       count(j.id) FILTER (WHERE j.state = 'ready' AND j.run_after <= statement_timestamp()),
       count(j.id) FILTER (WHERE j.state = 'ready' AND j.run_after > statement_timestamp()),
       count(j.id) FILTER (WHERE j.state = 'running'),
       count(j.id) FILTER (WHERE j.state = 'dead'),
       (SELECT count(*) FROM core_job d WHERE d.queue = q.name AND d.state = 'done'
           AND d.started_at > statement_timestamp() - interval '1 hour'),
       extract(epoch FROM statement_timestamp() - min(greatest(j.created_at, j.run_after))
           FILTER (WHERE j.state = 'ready' AND j.run_after <= statement_timestamp()))::float8,
       extract(epoch FROM statement_timestamp() - max(p.seen_at))::float8,
       coalesce(max(p.restarts), 0)
  FROM unnest(%s::text[]) WITH ORDINALITY AS q (name, place)
  LEFT JOIN core_queuepulse p ON p.queue = q.name
  LEFT JOIN core_job j ON j.queue = q.name
        AND (j.state = 'ready' OR j.state = 'running' OR j.state = 'dead')
 GROUP BY q.name, q.place ORDER BY q.place"""


def queue_figures() -> list[QueueFigures]:
    """One row per queue, in one statement that reads open jobs only (each OR has its partial index)."""
    with connection.cursor() as cursor:
        cursor.execute(_QUEUES, [list(settings.QUEUES)])
        return [QueueFigures(*row) for row in cursor.fetchall()]


def jobs_found(*, state: str = "", kind: str = "", queue: str = "", text: str = "") -> QuerySet[Job]:
    """Jobs for the monitor, the newest first."""
    rows = Job.objects.order_by("-pk")
    given: dict[str, Any] = {"state": state, "kind": kind, "queue": queue}
    rows = rows.filter(**{name: value for name, value in given.items() if value})
    return rows.filter(key__startswith=text) if text else rows


def job_with(pk: int) -> Job | None:
    return Job.objects.filter(pk=pk).first()


def dead_letters() -> QuerySet[Job]:
    return Job.objects.filter(state=JobState.DEAD).order_by("-done_at", "-pk")


def jobs_of(staff_id: int, *, limit: int = 20) -> list[Job]:
    """The background work that a person asked for, the newest first."""
    return list(Job.objects.filter(requested_by=staff_id).order_by("-pk")[:limit])


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one piece of background work is, as its page shows it."""

    job_id: int
    kind: str
    state: str
    done: int
    total: int | None
    note: str
    counts: dict[str, int]
    errors: tuple[dict[str, Any], ...]
    file: str = ""
    subject: str = ""

    @property
    def percent(self) -> int | None:
        return None if not self.total else min(100, self.done * 100 // self.total)

    @property
    def ended(self) -> bool:
        return self.state in {JobState.DONE, JobState.DEAD, JobState.CANCELLED}


def _page_of(subject: str) -> str:
    kind, _colon, pk = subject.partition(":")
    return links.url_for(kind, int(pk)) if pk.isdecimal() else ""


def progress_of(job: Job) -> Progress:
    """``result["errors"]`` is a list of ``{"row": …, "message": …}``, ``result["file"]`` the address of the file
    that was made, ``result["subject"]`` names what the work was about as ``kind:id``; every other whole number in it is
    a count."""
    result = job.result or {}
    return Progress(
        job_id=job.pk,
        kind=job.kind,
        state=job.state,
        done=job.progress_done,
        total=job.progress_total,
        note=job.progress_note,
        counts={name: value for name, value in result.items() if isinstance(value, int)},
        errors=tuple(result.get("errors", ())),
        file=str(result.get("file", "")),
        subject=_page_of(str(result.get("subject", ""))),
    )


@dataclass(frozen=True, slots=True)
class ScheduleLine:
    """One schedule and its last slot."""

    schedule: Schedule
    last: ScheduleSlot | None
    latest_slot: datetime

    @property
    def up_to_date(self) -> bool:
        return self.last is not None and self.last.slot >= self.latest_slot


def schedule_lines(at: datetime) -> list[ScheduleLine]:
    last = {
        slot.name: slot
        for slot in ScheduleSlot.objects.order_by("name", "-slot").distinct("name").select_related("job")
    }
    return [ScheduleLine(planned, last.get(planned.name), planned.latest(at)) for planned in schedules()]


def recent_events(*, kind: str = "") -> QuerySet[Event]:
    rows = Event.objects.order_by("-published_at", "-pk")
    return rows.filter(kind=kind) if kind else rows


def deliveries_of(events: Sequence[Event]) -> dict[str, list[Job]]:
    """The deliveries of each event, by the event's id, in one statement."""
    found: dict[str, list[Job]] = {str(event.pk): [] for event in events}
    for delivery in Job.objects.filter(kind__startswith="event:", key__in=list(found)).order_by("kind"):
        found[delivery.key].append(delivery)
    return found
