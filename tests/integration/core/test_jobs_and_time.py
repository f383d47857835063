"""The database's clock jumps, and a command inside a job is refused: nothing lost, nothing twice, everything written.

Moving every moment of the tables back by ten minutes is to the product the same as a clock that jumps ahead by ten.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from core.jobs import JobRun, LeaseLost, enqueue, job
from core.jobs import schedules as module
from core.jobs.hints import bury_exhausted
from core.jobs.runner import run_job, run_next
from core.jobs.schedules import Schedule, fire_missed
from core.models import AuditEntry, Job, JobState, Notification, ScheduleSlot
from core.rules.slots import Every
from core.workflow.refusals import Forbidden
from tests.sample import services
from tests.sample.models import Paper
from tests.support.actors import StubActor, order

pytestmark = pytest.mark.django_db(transaction=True)
KIND = "test.time"
MOMENTS = ("run_after", "lease_until", "sent_at", "created_at", "started_at")
HOURLY = Schedule(name="test.time.hourly", label="Hourly", when=Every(minutes=60), kind=KIND, catch_up=3)
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
WRITER = StubActor(permissions=frozenset({"sample.write_paper"}), staff_id=1)
NOBODY = StubActor(permissions=frozenset(), staff_id=2)
_behaviour: dict[str, Any] = {}


@job(KIND, lease=60, max_attempts=3)
def _work(run: JobRun) -> None:
    _behaviour.get("handler", _mark)(run)


def _mark(run: JobRun) -> None:
    run.finish(lambda: Notification.objects.create(recipient_id=1, key=f"{run.key}/{run.attempt}", title="effect"))


@pytest.fixture(autouse=True)
def _as_ever() -> Iterator[None]:
    yield
    _behaviour.clear()


def _clock_jumps(minutes: int) -> None:
    changes = ", ".join(f"{name} = {name} - make_interval(mins => %(m)s)" for name in MOMENTS)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE core_job SET {changes}", {"m": minutes})


def _effects() -> int:
    return Notification.objects.count()


@pytest.mark.req("R1", "R3")
def test_a_clock_that_jumps_ahead_ends_the_lease_but_not_twice_the_work() -> None:
    row = enqueue(KIND, key="1", payload={})

    def slow(run: JobRun) -> None:
        _clock_jumps(10)
        _behaviour.clear()
        assert run_next(["default"])  # somebody else takes what seems to have fallen silent
        with pytest.raises(LeaseLost):
            _mark(run)
        raise LeaseLost

    _behaviour["handler"] = slow
    assert run_job(row.pk)
    row.refresh_from_db()
    assert (row.state, row.attempts, _effects()) == (JobState.DONE, 2, 1)


@pytest.mark.req("R1")
def test_work_goes_on_at_once_after_a_clock_that_jumped_back() -> None:
    """What was written down to be done now is not put off until the clock gets there again."""
    row = enqueue(KIND, key="1", payload={})
    _clock_jumps(-10)
    assert run_next(["default"])
    row.refresh_from_db()
    assert (row.state, _effects()) == (JobState.DONE, 1)


@pytest.mark.req("R1", "R3")
def test_who_works_while_the_clock_jumps_back_finishes_alone() -> None:
    row = enqueue(KIND, key="1", payload={})

    def slow(run: JobRun) -> None:
        _clock_jumps(-10)
        _behaviour.clear()
        assert not run_next(["default"])
        assert not run_job(row.pk)
        assert bury_exhausted() == 0
        _mark(run)

    _behaviour["handler"] = slow
    assert run_job(row.pk)
    row.refresh_from_db()
    assert (row.state, row.attempts, _effects()) == (JobState.DONE, 1, 1)


def test_planned_work_keeps_its_hour_when_the_clock_jumps_back() -> None:
    enqueue(KIND, key="1", payload={}, run_after=datetime.now(UTC) + timedelta(hours=1))
    _clock_jumps(-10)
    assert not run_next(["default"])
    _clock_jumps(75)
    assert run_next(["default"])
    assert _effects() == 1


@pytest.mark.req("R8")
def test_no_slot_is_started_twice_however_the_clock_jumps(monkeypatch: Any) -> None:
    monkeypatch.setattr(module, "schedules", lambda: (HOURLY,))
    jumps = (0, 60, 240, -120, 60, 240, 241, 300)
    for minutes in jumps:
        fire_missed(NOON + timedelta(minutes=minutes, seconds=50))
    started = list(ScheduleSlot.objects.exclude(job=None).order_by("slot").values_list("slot", flat=True))
    assert started == [NOON + timedelta(hours=hours) for hours in (1, 2, 3, 4, 5)]
    assert Job.objects.filter(kind=KIND).count() == len(started)


@pytest.mark.req("PLT-10")
def test_a_refusal_inside_a_job_is_written_down_although_the_effect_is_rolled_back() -> None:
    paper = services.write_paper(order(WRITER), title="One", amount=Decimal(500))
    row = enqueue(KIND, key="1", payload={})

    def refused(run: JobRun) -> None:
        def effect() -> None:
            Notification.objects.create(recipient_id=1, key="effect", title="effect")
            services.submit_paper(paper.pk, order(NOBODY))

        run.finish(effect)

    _behaviour["handler"] = refused
    with pytest.raises(Forbidden):
        run_job(row.pk, reraise=True)
    denial = AuditEntry.objects.get(subject_id=paper.pk, outcome="forbidden")
    assert (denial.action, denial.staff_id) == ("sample.paper.submit", NOBODY.staff_id)
    assert (Paper.objects.get().state, _effects()) == ("draft", 0)
    row.refresh_from_db()
    assert row.state == JobState.READY


def test_a_refusal_that_no_command_raised_is_written_nowhere() -> None:
    row = enqueue(KIND, key="1", payload={})

    def refused(run: JobRun) -> None:
        def effect() -> None:
            raise Forbidden("no")

        run.finish(effect)

    _behaviour["handler"] = refused
    with pytest.raises(Forbidden):
        run_job(row.pk, reraise=True)
    assert not AuditEntry.objects.exists()
