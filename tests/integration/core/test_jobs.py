"""Queued work: written down once, done once, tried again, given up, replayed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from core.jobs import GiveUp, JobKeyReused, JobRun, LeaseLost, NewJob, RetryLater, enqueue, enqueue_many, job
from core.jobs.drain import drain
from core.jobs.hints import bury_exhausted
from core.jobs.runner import run_job
from core.models import Job, JobState, Notification
from core.notify import notify

pytestmark = pytest.mark.django_db(transaction=True)

KIND = "test.sample"
_behaviour: dict[str, Any] = {}


@job(KIND, lease=30, max_attempts=3)
def _sample(run: JobRun) -> None:
    _behaviour["handler"](run)


@pytest.fixture(autouse=True)
def _fresh_behaviour() -> Iterator[None]:
    _behaviour["handler"] = lambda run: run.finish(lambda: leave_mark(run.key))
    yield
    _behaviour.clear()


def leave_mark(key: str) -> None:
    """An effect that can be counted: no unique key hides a second one."""
    Notification.objects.create(recipient_id=1, key=f"{key}/{Notification.objects.count()}", title="effect")


def effects() -> int:
    return Notification.objects.count()


def behave(handler: Any) -> None:
    _behaviour["handler"] = handler


def new_job(key: str = "1", **over: Any) -> Job:
    return enqueue(KIND, key=key, payload={"id": 7}, **over)


def due_now(pk: int) -> None:
    Job.objects.filter(pk=pk).update(run_after=timezone.now() - timedelta(seconds=1))


def lease_ran_out(pk: int) -> None:
    Job.objects.filter(pk=pk).update(lease_until=timezone.now() - timedelta(seconds=1))


class TestWritingDown:
    def test_the_same_key_stands_once(self) -> None:
        first, second = new_job(), new_job()
        assert first.pk == second.pk
        assert Job.objects.count() == 1

    def test_the_same_key_with_other_references_is_refused(self) -> None:
        new_job()
        with pytest.raises(JobKeyReused):
            enqueue(KIND, key="1", payload={"id": 8})
        assert Job.objects.get().payload == {"id": 7}

    def test_it_goes_with_the_transaction(self) -> None:
        with transaction.atomic():
            new_job()
            transaction.set_rollback(True)
        assert not Job.objects.exists()

    def test_content_is_no_reference(self) -> None:
        with pytest.raises(ValueError, match="references only"):
            enqueue(KIND, key="1", payload={"person": {"name": "Lin"}})
        with pytest.raises(ValueError, match="references only"):
            enqueue(KIND, key="1", payload={"text": "x" * 201})
        assert not Job.objects.exists()

    def test_many_are_one_statement(self, django_assert_num_queries: Any) -> None:
        with django_assert_num_queries(1):
            assert enqueue_many([NewJob(kind=KIND, key=str(n)) for n in range(50)]) == 50
        assert enqueue_many([NewJob(kind=KIND, key=str(n)) for n in range(51)]) == 1

    def test_one_is_one_statement(self, django_assert_num_queries: Any) -> None:
        with django_assert_num_queries(1):
            assert new_job().state == JobState.READY

    def test_an_unknown_kind_is_refused(self) -> None:
        with pytest.raises(LookupError):
            enqueue("test.nobody_does_this", key="1", payload={})


class TestDoing:
    @pytest.mark.req("R1")
    def test_a_hint_delivered_three_times_has_one_effect(self) -> None:
        pk = new_job().pk
        assert [run_job(pk) for _ in range(3)] == [True, False, False]
        assert effects() == 1

    def test_results_are_kept(self) -> None:
        behave(lambda run: run.finish(lambda: {"rows": 3, "errors": [{"row": 2, "message": "no plate"}]}))
        run_job(new_job().pk)
        assert Job.objects.get().result == {"rows": 3, "errors": [{"row": 2, "message": "no plate"}]}

    def test_a_handler_without_effect_is_done_all_the_same(self) -> None:
        behave(lambda run: None)
        run_job(new_job().pk)
        assert Job.objects.get().state == JobState.DONE

    def test_not_before_its_time(self) -> None:
        pk = new_job(run_after=timezone.now() + timedelta(hours=1)).pk
        assert not run_job(pk)
        assert drain() == 0
        due_now(pk)
        assert drain() == 1

    def test_urgent_work_comes_first(self) -> None:
        order: list[str] = []
        behave(lambda run: order.append(run.key))
        for key, priority in (("usual", 5), ("late", 9), ("urgent", 1)):
            new_job(key, priority=priority)
        drain()
        assert order == ["urgent", "usual", "late"]

    def test_progress_is_seen_while_it_works(self) -> None:
        seen: list[tuple[int, int | None, str, bool]] = []

        def work(run: JobRun) -> None:
            before = Job.objects.get().lease_until
            run.progress(3, 10, "rows")
            row = Job.objects.get()
            seen.append((row.progress_done, row.progress_total, row.progress_note, row.lease_until > before))

        behave(work)
        run_job(new_job().pk)
        assert seen == [(3, 10, "rows", True)]

    def test_the_effect_and_the_flag_are_one_transaction(self) -> None:
        def work(run: JobRun) -> None:
            def effect() -> None:
                leave_mark(run.key)
                raise ZeroDivisionError

            run.finish(effect)

        behave(work)
        run_job(new_job().pk)
        row = Job.objects.get()
        assert (row.state, row.attempts, effects()) == (JobState.READY, 1, 0)


class TestZombies:
    @pytest.mark.req("R3")
    def test_a_worker_whose_lease_ran_out_cannot_commit(self) -> None:
        pk = new_job().pk
        refused: list[type[Exception]] = []

        def slow(run: JobRun) -> None:
            lease_ran_out(pk)
            behave(lambda other: other.finish(lambda: leave_mark("second")))
            assert run_job(pk), "another worker takes it over"
            with pytest.raises(LeaseLost):
                run.heartbeat()
            try:
                run.finish(lambda: leave_mark("zombie"))
            except LeaseLost as lost:
                refused.append(type(lost))
                raise

        behave(slow)
        run_job(pk)
        assert refused == [LeaseLost]
        assert Notification.objects.get().key == "second/0"
        assert Job.objects.get().state == JobState.DONE
        assert Job.objects.get().attempts == 2

    def test_a_zombies_failure_does_not_touch_the_new_lease(self) -> None:
        pk = new_job().pk

        def slow(run: JobRun) -> None:
            lease_ran_out(pk)
            behave(lambda other: None)
            run_job(pk)
            raise RuntimeError("too late")

        behave(slow)
        run_job(pk)
        row = Job.objects.get()
        assert (row.state, row.last_error) == (JobState.DONE, "")

    def test_work_under_a_live_lease_is_not_taken_over(self) -> None:
        pk = new_job().pk
        behave(lambda run: _behaviour.update(second=run_job(pk)))
        run_job(pk)
        assert _behaviour["second"] is False


class TestFailing:
    def fail(self, run: JobRun) -> None:
        raise RuntimeError("no answer")

    def test_it_waits_and_is_tried_again(self) -> None:
        behave(self.fail)
        pk = new_job().pk
        run_job(pk)
        row = Job.objects.get()
        assert (row.state, row.attempts, row.locked_by, row.lease_until) == (JobState.READY, 1, "", None)
        assert row.last_error.endswith("RuntimeError: no answer")
        assert row.run_after > timezone.now()
        behave(lambda run: leave_mark(run.key))
        due_now(pk)
        assert run_job(pk)
        assert effects() == 1

    @pytest.mark.req("R11")
    def test_after_the_last_try_it_is_a_dead_letter(self) -> None:
        behave(self.fail)
        pk = new_job().pk
        for _ in range(5):
            due_now(pk)
            run_job(pk)
        row = Job.objects.get()
        assert (row.state, row.attempts) == (JobState.DEAD, 3)
        assert row.done_at is not None

    @pytest.mark.req("R11")
    def test_work_that_kills_its_worker_every_time_is_a_dead_letter(self) -> None:
        pk = new_job().pk
        for attempt in range(1, 4):
            behave(lambda run: (_ for _ in ()).throw(KeyboardInterrupt))
            with pytest.raises(KeyboardInterrupt):
                run_job(pk)
            assert Job.objects.get().attempts == attempt
            lease_ran_out(pk)
        assert not run_job(pk), "no fourth try"
        assert bury_exhausted() == 1
        assert Job.objects.get().state == JobState.DEAD
        assert bury_exhausted() == 0

    def test_too_early_is_no_failed_try(self) -> None:
        def early(run: JobRun) -> None:
            raise RetryLater("the bank has not answered yet", seconds=60)

        behave(early)
        run_job(new_job().pk)
        row = Job.objects.get()
        assert (row.state, row.attempts, row.last_error) == (JobState.READY, 0, "the bank has not answered yet")

    def test_hopeless_work_is_given_up_at_once(self) -> None:
        def hopeless(run: JobRun) -> None:
            raise GiveUp("unknown format")

        behave(hopeless)
        run_job(new_job().pk)
        assert Job.objects.get().state == JobState.DEAD

    def test_values_out_of_the_database_stay_out_of_the_error(self) -> None:
        notify([1], key="4401-secret", title="t")
        behave(lambda run: Notification.objects.create(recipient_id=1, key="4401-secret", title="t"))
        run_job(new_job().pk)
        error = Job.objects.get().last_error
        assert "IntegrityError" in error
        assert "4401-secret" not in error


class TestGuards:
    def test_done_stays_done(self) -> None:
        pk = new_job().pk
        run_job(pk)
        with pytest.raises(DatabaseError, match="stays so"):
            Job.objects.filter(pk=pk).update(state="ready", done_at=None)

    def test_the_token_never_goes_back(self) -> None:
        pk = new_job().pk
        run_job(pk)
        with pytest.raises(DatabaseError, match="cannot go back"):
            Job.objects.filter(pk=pk).update(token=0)

    def test_what_it_is_about_never_changes(self) -> None:
        pk = new_job().pk
        with pytest.raises(DatabaseError, match="cannot change"):
            Job.objects.filter(pk=pk).update(payload={"id": 8})

    def test_running_without_a_lease_is_refused(self) -> None:
        pk = new_job().pk
        with pytest.raises(DatabaseError, match="job_running_has_lease"):
            Job.objects.filter(pk=pk).update(state="running")

    def test_the_application_cannot_empty_the_table(self) -> None:
        with pytest.raises(DatabaseError, match="permission denied"), connection.cursor() as cursor:
            cursor.execute("TRUNCATE core_job CASCADE")
