"""A broken audit chain is found by night and stands among the dead letters until somebody decides."""

from __future__ import annotations

from typing import Any

import pytest

from core import audit
from core.jobs import enqueue
from core.jobs.runner import run_job
from core.models import AuditEntry, Job, JobState
from tests.support.actors import StubActor, order

pytestmark = pytest.mark.django_db(transaction=True)


def proof() -> Job:
    job = enqueue("core.verify_audit", key="tonight", payload={})
    run_job(job.pk)
    job.refresh_from_db()
    return job


def test_a_sound_chain_is_proved() -> None:
    audit.record(order(StubActor()), "test.act")
    done = proof()
    assert (done.state, done.result) == (JobState.DONE, {"faults": 0})


@pytest.mark.req("S10")
def test_a_tampered_entry_is_a_dead_letter_that_names_its_place(superuser_connection: Any) -> None:
    entry = audit.record(order(StubActor()), "test.act")
    superuser_connection.execute("SET session_replication_role = replica")
    superuser_connection.execute("UPDATE core_auditentry SET action = 'forged' WHERE id = %s", [entry.pk])
    place = AuditEntry.objects.get(pk=entry.pk).seq
    dead = proof()
    assert dead.state == JobState.DEAD
    assert dead.attempts == 1
    assert f"tampered in stream 100 at {place}" in dead.last_error
