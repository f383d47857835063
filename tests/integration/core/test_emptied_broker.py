"""The broker holds hints only: when it is emptied, the relay sends every due job's hint again, and no work is lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from core.jobs import JobRun, enqueue, job
from core.jobs.hints import RESEND_SECONDS, send_due
from core.jobs.runner import run_job
from core.models import Job, JobState, Notification

pytestmark = pytest.mark.django_db(transaction=True)
KIND, COUNT = "test.emptied", 20


@job(KIND)
def _work(run: JobRun) -> None:
    run.finish(lambda: Notification.objects.create(recipient_id=1, key=f"{run.key}/{run.attempt}", title="effect"))


class Broker:
    """A list of hints that can be emptied."""

    def __init__(self) -> None:
        self.hints: list[int] = []

    def depth(self, queue: str) -> int:
        return len(self.hints)

    def send_run(self, job_id: int, queue: str, **_more: Any) -> None:
        self.hints.append(job_id)


def _time_passes(seconds: float) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE core_job SET sent_at = sent_at - make_interval(secs => %s)", [seconds])


@pytest.mark.req("R1", "R4")
def test_hints_that_were_thrown_away_are_sent_again() -> None:
    broker: Any = Broker()
    for n in range(COUNT):
        enqueue(KIND, key=str(n), payload={})
    send_due(broker, "default")
    first = list(broker.hints)
    assert len(first) == COUNT
    for done in first[:5]:
        run_job(done)
    broker.hints.clear()  # FLUSHALL
    send_due(broker, "default")
    assert broker.hints == []  # not at once: the hints may be on their way
    _time_passes(RESEND_SECONDS + 1)
    send_due(broker, "default")
    assert sorted(broker.hints) == sorted(first[5:])
    for again in [*first, *broker.hints]:  # the old ones turn up as well
        run_job(again)
    assert Job.objects.filter(state=JobState.DONE).count() == COUNT
    assert Notification.objects.count() == COUNT
