"""The plan as Celery beat understands it. Beat keeps no state: the slots are rows."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from celery.beat import BeatLazyFunc
from celery.schedules import BaseSchedule, schedstate
from django.utils import timezone

from core.jobs.schedules import Schedule, schedule, schedules

LOOK_SECONDS = 2.0
EARLY = timedelta(seconds=1)  # beat may look a moment before the slot


class SlotSchedule(BaseSchedule):
    """Due when a slot lies between the last run and now."""

    def __init__(self, planned: Schedule, **options: Any) -> None:
        super().__init__(**options)
        self.planned = planned

    def is_due(self, last_run_at: datetime) -> schedstate:
        return schedstate(is_due=self.planned.latest(timezone.now()) > last_run_at, next=LOOK_SECONDS)

    def remaining_estimate(self, last_run_at: datetime) -> timedelta:  # noqa: ARG002 - the interface's
        return timedelta(seconds=LOOK_SECONDS)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SlotSchedule) and other.planned == self.planned

    def __hash__(self) -> int:
        return hash(self.planned.name)


def present_slot(name: str) -> str:
    return schedule(name).latest(timezone.now() + EARLY).isoformat()


def beat_entries() -> dict[str, dict[str, Any]]:
    """One tick per schedule, with the slot worked out at the moment of sending."""
    return {
        planned.name: {
            "task": "core.tick",
            "schedule": SlotSchedule(planned, nowfun=timezone.now),
            "args": (planned.name, BeatLazyFunc(present_slot, planned.name)),
            "options": {"queue": "default", "ignore_result": True},
        }
        for planned in schedules()
    }
