"""Replay and cancel by administrators; what the monitor and the health light show."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from prometheus_client import generate_latest

from core.jobs import JobCancelled, JobRun, enqueue, job
from core.jobs.drain import drain
from core.jobs.health import light
from core.jobs.metrics import JOBS
from core.jobs.operations import OPERATE, cancel, replay, replay_all
from core.jobs.pulse import RELAY, canary_consumed, silences, unproven
from core.jobs.runner import run_job
from core.jobs.selectors import dead_letters, jobs_of, progress_of, queue_figures
from core.models import AuditEntry, Job, JobState, Notification, QueuePulse
from core.workflow.refusals import Forbidden, Hidden, NotPossible
from core.workflow.spec import Tone
from tests.support.actors import StubActor, order

pytestmark = pytest.mark.django_db(transaction=True)

KIND = "test.operated"
OPERATOR = StubActor(permissions=frozenset({OPERATE}), post="IT_ADMIN")
_handler: list[Any] = []


@job(KIND, max_attempts=1)
def _operated(run: JobRun) -> None:
    _handler[-1](run)


@pytest.fixture(autouse=True)
def _fresh() -> None:
    _handler[:] = [lambda run: run.finish(effect)]


def effect() -> None:
    Notification.objects.create(recipient_id=1, key=str(Notification.objects.count()), title="effect")


def fail(run: JobRun) -> None:
    raise RuntimeError("broken")


def dead_job(key: str = "1") -> int:
    _handler.append(fail)
    pk = enqueue(KIND, key=key, payload={}).pk
    run_job(pk)
    _handler.pop()
    assert Job.objects.get(pk=pk).state == JobState.DEAD
    return pk


class TestReplay:
    @pytest.mark.req("R11")
    def test_a_dead_letter_is_tried_again_with_all_its_tries(self) -> None:
        pk = dead_job()
        replay(pk, order(OPERATOR, reason="bank is back"))
        assert drain() == 1
        row = Job.objects.get()
        assert (row.state, row.attempts, Notification.objects.count()) == (JobState.DONE, 1, 1)

    def test_it_is_audited_with_reason_and_state(self) -> None:
        pk = dead_job()
        replay(pk, order(OPERATOR, reason="bank is back"))
        entry = AuditEntry.objects.get()
        assert (entry.action, entry.reason, entry.state_before, entry.state_after) == (
            "core.job.replay", "bank is back", "dead", "ready",
        )  # fmt: skip
        assert entry.before == {"attempts": 1}

    def test_done_work_is_not_tried_again(self) -> None:
        pk = enqueue(KIND, key="1", payload={}).pk
        run_job(pk)
        with pytest.raises(NotPossible):
            replay(pk, order(OPERATOR))
        assert not AuditEntry.objects.exists()
        assert (drain(), Notification.objects.count()) == (0, 1)

    def test_without_the_permission_nothing_happens(self) -> None:
        pk = dead_job()
        with pytest.raises(Forbidden):
            replay(pk, order(StubActor()))
        assert Job.objects.get().state == JobState.DEAD
        assert not AuditEntry.objects.exists()

    def test_unknown_work_is_not_found(self) -> None:
        with pytest.raises(Hidden):
            replay(4711, order(OPERATOR))

    def test_all_of_one_kind(self) -> None:
        for key in ("1", "2", "3"):
            dead_job(key)
        assert replay_all(KIND, order(OPERATOR)) == 3
        assert AuditEntry.objects.count() == 3
        assert drain() == 3
        assert Notification.objects.count() == 3


class TestCancel:
    def test_waiting_work_is_cancelled_at_once(self) -> None:
        pk = enqueue(KIND, key="1", payload={}).pk
        assert cancel(pk, order(OPERATOR)).state == JobState.CANCELLED
        assert (drain(), Notification.objects.count()) == (0, 0)

    def test_running_work_stops_before_it_commits(self) -> None:
        seen: list[type[Exception]] = []

        def work(run: JobRun) -> None:
            cancel(run.id, order(OPERATOR))
            with pytest.raises(JobCancelled) as caught:
                run.progress(1, 2)
            seen.append(caught.type)
            run.finish(effect)

        _handler.append(work)
        pk = enqueue(KIND, key="1", payload={}).pk
        run_job(pk)
        row = Job.objects.get()
        assert (row.state, Notification.objects.count(), seen) == (JobState.CANCELLED, 0, [JobCancelled])

    def test_done_work_cannot_be_cancelled(self) -> None:
        pk = enqueue(KIND, key="1", payload={}).pk
        run_job(pk)
        with pytest.raises(NotPossible):
            cancel(pk, order(OPERATOR))
        assert Job.objects.get().state == JobState.DONE

    def test_a_dead_letter_can_be_laid_to_rest(self) -> None:
        assert cancel(dead_job(), order(OPERATOR)).state == JobState.CANCELLED
        assert not dead_letters().exists()


class TestFigures:
    def test_each_queue_with_its_ages_and_counts(self) -> None:
        dead_job("dead")
        enqueue(KIND, key="due", payload={}, run_after=timezone.now() - timedelta(minutes=2))
        enqueue(KIND, key="later", payload={}, run_after=timezone.now() + timedelta(hours=1))
        by_queue = {figure.queue: figure for figure in queue_figures()}
        found = by_queue["default"]
        assert (found.due, found.planned, found.running, found.dead) == (1, 1, 0, 1)
        assert found.oldest_seconds is not None
        assert by_queue["dispatch"].due == 0
        assert by_queue["dispatch"].oldest_seconds is None

    def test_progress_with_counts_and_errors(self) -> None:
        errors = [{"row": 3, "message": "plate missing"}]

        def work(run: JobRun) -> None:
            run.progress(2, 4, "checking")
            run.finish(lambda: {"read": 4, "refused": 1, "errors": errors})

        _handler.append(work)
        enqueue(KIND, key="1", payload={}, requested_by=9)
        drain()
        shown = progress_of(jobs_of(9)[0])
        assert (shown.percent, shown.note, shown.ended) == (50, "checking", True)
        assert (shown.counts, shown.errors) == ({"read": 4, "refused": 1}, ({"row": 3, "message": "plate missing"},))
        assert jobs_of(8) == []


class TestHealth:
    def consumed(self) -> None:
        for queue in ("underwriting", "dispatch", "documents", "default", RELAY):
            canary_consumed(queue)

    def test_green_when_every_queue_is_proved(self) -> None:
        self.consumed()
        assert light().tone == Tone.GOOD

    def test_red_when_a_queue_is_silent(self) -> None:
        self.consumed()
        QueuePulse.objects.filter(queue="dispatch").update(seen_at=timezone.now() - timedelta(seconds=21))
        found = light()
        assert found.tone == Tone.BAD
        assert [fault for fault in found.faults if "dispatch" in fault]
        assert unproven(["dispatch", "default", RELAY]) == ["dispatch"]

    def test_amber_with_a_dead_letter(self) -> None:
        self.consumed()
        dead_job()
        assert light().tone == Tone.WAIT

    @pytest.mark.req("R7")
    def test_silence_with_work_in_hand_is_no_stall(self) -> None:
        long_ago = timezone.now() - timedelta(minutes=5)
        QueuePulse.objects.create(
            queue="default", sent_at=timezone.now(), seen_at=long_ago, up_since=long_ago, pid=1, host="h"
        )
        (idle,) = silences(["default"])
        assert idle.stalled
        _handler.append(lambda run: seen.extend(silences(["default"])))
        seen: list[Any] = []
        run_job(enqueue(KIND, key="1", payload={}).pk)
        assert [silence.stalled for silence in seen] == [False]

    @pytest.mark.req("R7")
    def test_a_worker_that_was_just_started_is_given_time(self) -> None:
        long_ago = timezone.now() - timedelta(minutes=5)
        QueuePulse.objects.create(queue="default", sent_at=timezone.now(), seen_at=long_ago, up_since=timezone.now())
        (found,) = silences(["default"])
        assert not found.stalled

    def test_a_canary_names_the_worker_that_could_not_do_so_at_its_start(self) -> None:
        canary_consumed("default", worker=4711)
        canary_consumed("default")
        assert QueuePulse.objects.get(queue="default").pid == 4711

    @pytest.mark.req("R4", "R7")
    def test_without_the_broker_no_worker_is_to_blame(self) -> None:
        long_ago = timezone.now() - timedelta(minutes=5)
        QueuePulse.objects.create(queue="default", sent_at=long_ago, seen_at=long_ago, up_since=long_ago)
        (found,) = silences(["default"])
        assert (found.asked, found.stalled) == (False, False)


def test_figures_for_the_alert_rules() -> None:
    dead_job()
    canary_consumed("default")
    told = generate_latest(JOBS).decode()
    assert 'jobs_dead{queue="default"} 1.0' in told
    assert 'jobs_due{queue="underwriting"} 0.0' in told
    assert "relay_up 0.0" in told
    assert 'queue_silent_seconds{queue="dispatch"}' not in told
    assert 'schedule_up_to_date{schedule="core.remove_ended_jobs"} 0.0' in told
