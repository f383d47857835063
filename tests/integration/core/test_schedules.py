"""The clock starts work once per slot, however many clocks tick and however long they were silent."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from core.jobs import JobRun, enqueue, job
from core.jobs import schedules as module
from core.jobs.drain import drain
from core.jobs.runner import run_job
from core.jobs.schedules import Schedule, fire, fire_missed
from core.models import Job, ScheduleSlot, SlotOrigin
from core.rules.slots import Every
from tests.support.races import together

pytestmark = pytest.mark.django_db(transaction=True)

HOURLY = Schedule(name="test.hourly", label="Hourly", when=Every(minutes=60), kind="test.hourly", catch_up=3)
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@job("test.hourly")
def _hourly(run: JobRun) -> None:
    run.finish(lambda: {"slot": run.payload["slot"]})


@pytest.fixture(autouse=True)
def _plan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "schedules", lambda: (HOURLY,))


def slots() -> list[tuple[datetime, str]]:
    return list(ScheduleSlot.objects.order_by("slot").values_list("slot", "origin"))


@pytest.mark.req("R8")
def test_two_clocks_start_a_slot_once() -> None:
    outcomes = together(*[lambda: fire(HOURLY, NOON, SlotOrigin.BEAT)] * 4)
    assert sorted(outcomes) == [False, False, False, True]
    assert Job.objects.filter(kind="test.hourly").count() == 1


@pytest.mark.req("R8")
def test_slot_and_job_are_written_together() -> None:
    fire(HOURLY, NOON, SlotOrigin.BEAT)
    slot, job_row = ScheduleSlot.objects.get(), Job.objects.get()
    assert slot.job_id == job_row.pk
    assert job_row.payload == {"schedule": "test.hourly", "slot": "2026-11-22T12:00:00+00:00"}


def test_the_first_start_begins_with_the_present_slot() -> None:
    assert fire_missed(NOON + timedelta(minutes=30)) == 0
    assert slots() == [(NOON, SlotOrigin.BASELINE)]
    assert not Job.objects.exists()


def test_missed_slots_are_started_late() -> None:
    fire_missed(NOON + timedelta(minutes=30))
    assert fire_missed(NOON + timedelta(hours=2, minutes=30)) == 2
    assert slots()[1:] == [(NOON + timedelta(hours=n), SlotOrigin.SWEEP) for n in (1, 2)]
    assert fire_missed(NOON + timedelta(hours=2, minutes=30)) == 0


def test_only_as_many_as_the_schedule_catches_up() -> None:
    fire_missed(NOON)
    assert fire_missed(NOON + timedelta(hours=10, minutes=30)) == 3


def test_beat_gets_time_before_a_slot_counts_as_missed() -> None:
    fire_missed(NOON + timedelta(minutes=30))
    assert fire_missed(NOON + timedelta(hours=1, seconds=30)) == 0
    assert fire_missed(NOON + timedelta(hours=1, seconds=50)) == 1


def test_old_slots_and_ended_jobs_are_removed_and_dead_letters_stay() -> None:
    long_ago = timezone.now() - timedelta(days=91)
    for hour in range(3):
        fire(HOURLY, NOON + timedelta(hours=hour), SlotOrigin.BEAT)
    drain()
    old, dead, young = Job.objects.order_by("pk")
    ScheduleSlot.objects.filter(job__in=[old, dead]).update(fired_at=long_ago)
    Job.objects.filter(pk=old.pk).update(done_at=long_ago)
    dead_letter = enqueue("test.hourly", key="dead", payload={})
    Job.objects.filter(pk=dead_letter.pk).update(state="dead", done_at=long_ago)
    clean_up = enqueue("core.remove_ended_jobs", key="today", payload={})
    assert run_job(clean_up.pk)
    clean_up.refresh_from_db()
    assert clean_up.result == {"slots": 2, "jobs": 1}
    assert set(Job.objects.values_list("pk", flat=True)) == {dead.pk, young.pk, dead_letter.pk, clean_up.pk}
    assert ScheduleSlot.objects.get().job_id == young.pk
