"""Work that the clock starts. Beat says when; a unique row per slot decides that it is started once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import structlog
from django.conf import settings
from django.db import connection, transaction
from django.utils.module_loading import import_string

from core.jobs.enqueueing import enqueue
from core.models.events import ScheduleSlot, SlotOrigin
from core.rules.slots import When, recent

log = structlog.get_logger(__name__)

GRACE = timedelta(seconds=45)  # a slot that beat did not start by then was missed


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """Planned work: a job of ``kind`` for each slot. ``catch_up`` slots are started late if they were missed."""

    name: str
    label: str
    when: When
    kind: str
    catch_up: int = 1

    def latest(self, at: datetime) -> datetime:
        return self.when.latest(at, zone())


def zone() -> ZoneInfo:
    return ZoneInfo(settings.TIME_ZONE)


def schedules() -> tuple[Schedule, ...]:
    """The plan, written in the composition root."""
    plan: Iterable[Schedule] = import_string(settings.SCHEDULE)
    return tuple(plan)


def schedule(name: str) -> Schedule:
    return next(planned for planned in schedules() if planned.name == name)


_TAKE = """
INSERT INTO core_scheduleslot (name, slot, origin) VALUES (%s, %s, %s)
ON CONFLICT (name, slot) DO NOTHING RETURNING id"""


def fire(planned: Schedule, slot: datetime, origin: SlotOrigin) -> bool:
    """Start the slot's work unless somebody did. The row and the job are written together."""
    with transaction.atomic():
        taken = _take(planned.name, slot, origin)
        if taken is None:
            return False
        job = enqueue(
            planned.kind,
            key=f"{planned.name}/{slot.isoformat()}",
            payload={"schedule": planned.name, "slot": slot.isoformat()},
        )
        ScheduleSlot.objects.filter(pk=taken).update(job=job)
    return True


def _take(name: str, slot: datetime, origin: SlotOrigin) -> int | None:
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [name, slot, origin.value])
        row = cursor.fetchone()
    return int(row[0]) if row else None


def fire_missed(at: datetime) -> int:
    """Start slots that no clock started: beat was down, or its tick was lost with the broker."""
    return sum(_fire_missed_of(planned, at) for planned in schedules())


def _fire_missed_of(planned: Schedule, at: datetime) -> int:
    known = ScheduleSlot.objects.filter(name=planned.name)
    first = known.order_by("slot").values_list("slot", flat=True).first()
    due = recent(planned.when, at - GRACE, zone(), count=planned.catch_up)
    if first is None:
        _take(planned.name, due[-1], SlotOrigin.BASELINE)
        return 0
    started = set(known.filter(slot__in=due).values_list("slot", flat=True))
    missed = [slot for slot in due if slot > first and slot not in started]
    for slot in missed:
        log.warning("slot_missed", schedule=planned.name, slot=slot.isoformat())
    return sum(fire(planned, slot, SlotOrigin.SWEEP) for slot in missed)
