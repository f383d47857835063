"""Automatic decisions in sets write what one by one would have written, and leave out what the single path refuses."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.audit import verify
from core.jobs import enqueue
from core.jobs.drain import drain
from core.models import AuditEntry, Job, Receipt, SearchEntry, WorkItem
from core.workflow.command import Command
from finance.models import Receivable
from organisation.public import system_actor
from tests.factories.organisation import actor_at, order
from tests.factories.underwriting import JINJIANG, make_checked, make_customer, make_submitted, vehicle
from underwriting.models import Decision, Proposal, Section
from underwriting.rules import lifecycle
from underwriting.rules.vehicle import vin_check_digit
from underwriting.services import automatic, intake
from underwriting.tasks import deciding

SPACE = UUID("2b6f0f0e-1111-4444-8888-0123456789ab")
# What depends on the order of writing, not on what is said.
OWN = {"id", "seq", "previous", "digest", "document_id", "key", "command_key", "subject_id", "clock_rule_id"}


def _other(n: int, plate: str) -> Any:
    plain = f"LSVNV21800N18329{n}"
    return vehicle(vin=plain[:8] + vin_check_digit(plain) + plain[9:], plate=plate)


def _waiting() -> list[Proposal]:
    holder = make_customer()
    return [
        make_checked(holder=holder),
        make_checked(holder=holder, vehicle=_other(0, "闽C22222"), claims_in_3_years=9, claims_last_year=9),
        make_checked(holder=holder, unit=JINJIANG, vehicle=_other(1, "闽C33333"), own_damage=False),
    ]


def _commands(proposals: list[Proposal], at: datetime) -> dict[int, Command]:
    return {
        p.pk: Command(key=uuid5(SPACE, str(p.pk)), actor=system_actor("auto-underwriting", unit_id=p.unit_id), at=at)
        for p in proposals
    }


def _rows(model: Any, **where: Any) -> list[dict[str, Any]]:
    return sorted((_said(row) for row in model.objects.filter(**where).values()), key=repr)


def _said(row: Any) -> Any:
    return {k: _said(v) for k, v in row.items() if k not in OWN} if isinstance(row, dict) else row


def _written(since: int, keys_before: set[UUID]) -> dict[str, Any]:
    new = Receipt.objects.exclude(key__in=keys_before)
    return {
        "proposals": _rows(Proposal),
        "decisions": _rows(Decision),
        "sections": _rows(Section),
        "due": _rows(Receivable),
        "trail": _rows(AuditEntry, pk__gt=since),
        "receipts": sorted(new.values_list("name", "subject_kind")),
        "work": _rows(WorkItem),
        "search": _rows(SearchEntry),
    }


def _state() -> tuple[int, set[UUID]]:
    last = AuditEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    return last, set(Receipt.objects.values_list("key", flat=True))


@pytest.fixture
def by_copy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few rows go the way of many."""
    for module in ("core.copying", "core.workflow.sets", "core.search.indexing"):
        monkeypatch.setattr(f"{module}.MANY", 1)


@pytest.mark.req("AUW-01", "AUW-04", "AUW-10")
@pytest.mark.parametrize("many", [False, True], ids=["by insert", "by copy"])
def test_a_set_writes_the_rows_of_the_single_path(many: bool, request: pytest.FixtureRequest) -> None:
    if many:
        request.getfixturevalue("by_copy")
    commands = _commands(_waiting(), timezone.now())
    since, keys = _state()
    with transaction.atomic():
        for pk, command in commands.items():
            automatic.decide_automatically(pk, command)
        single = _written(since, keys)
        transaction.set_rollback(True)
    decided = automatic.decide_together(commands)
    together = _written(since, keys)
    assert {p.state for p in decided} == {lifecycle.APPROVED, lifecycle.UW_QUEUE}
    for table, rows in single.items():
        assert together[table] == rows, table
    assert verify() == []


def test_receipts_of_both_paths_agree() -> None:
    """A command that came in a set is known when it comes again alone, with the same content."""
    commands = _commands(_waiting(), timezone.now())
    automatic.decide_together(commands)
    since, keys = _state()
    for pk, command in commands.items():
        automatic.decide_automatically(pk, command)
    assert automatic.decide_together(commands) == []
    assert _state() == (since, keys)


def test_what_is_not_open_is_left_to_the_single_path() -> None:
    holder = make_customer()
    ready, gone = make_checked(holder=holder), make_submitted(holder=holder, vehicle=_other(2, "闽C44444"))
    intake.withdraw_proposal(gone.pk, order(actor_at("SALES", gone.unit.code), reason="no"))
    commands = _commands([ready, gone], timezone.now())
    assert [p.pk for p in automatic.decide_together(commands)] == [ready.pk]
    assert not Receipt.objects.filter(key=commands[gone.pk].key).exists()
    assert Proposal.objects.get(pk=gone.pk).state == lifecycle.WITHDRAWN


def test_statements_do_not_grow_with_the_set() -> None:
    waiting = _waiting()
    commands = _commands(waiting, timezone.now())
    one = {waiting[0].pk: commands.pop(waiting[0].pk)}
    counts = []
    for part in (one, commands):
        with CaptureQueriesContext(connection) as asked:
            automatic.decide_together(part)
        counts.append(len(asked))
    assert counts[1] <= counts[0]


def test_one_job_decides_all_that_wait_and_the_other_jobs_find_nothing_to_do() -> None:
    waiting = _waiting()
    drain(["underwriting"], reraise=True)
    states = set(Proposal.objects.filter(pk__in=[p.pk for p in waiting]).values_list("state", flat=True))
    assert states == {lifecycle.APPROVED, lifecycle.UW_QUEUE}
    assert Decision.objects.count() == len(waiting)
    assert not Job.objects.exclude(state="done").filter(queue="underwriting").exists()


def test_one_that_cannot_be_decided_does_not_keep_the_others_waiting() -> None:
    broken, *sound = _waiting()
    Proposal.objects.filter(pk=broken.pk).update(holder_id=10**9)
    drain(["underwriting"])
    states = Proposal.objects.filter(pk__in=[p.pk for p in sound]).values_list("state", flat=True)
    assert lifecycle.AUTO_CHECK not in states
    assert Proposal.objects.get(pk=broken.pk).state == lifecycle.AUTO_CHECK
    assert Job.objects.exclude(state="done").filter(queue="underwriting").count() == 1


@pytest.mark.req("AUW-01")
def test_what_waits_is_decided_by_one_job_in_sets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not a job for each proposal; what was decided by a job that died is not decided again."""
    monkeypatch.setattr(deciding, "SET", 2)
    waiting = _waiting()
    Job.objects.all().delete()
    first = deciding.waiting_after(0, limit=1)
    automatic.decide_together(_commands([p for p in waiting if p.pk == first[0].pk], timezone.now()))
    job = enqueue(deciding.WAITING_JOB, key="all", payload={}, queue="underwriting")
    assert drain(reraise=True) == 1
    done = Job.objects.get(pk=job.pk)
    assert (done.state, done.result, done.progress_done, done.progress_total) == (
        "done",
        {"decided": 2, "left": 0},
        2,
        2,
    )
    assert Decision.objects.count() == len(waiting)
    assert deciding.waiting_count() == 0
    enqueue(deciding.WAITING_JOB, key="again", payload={}, queue="underwriting")
    drain(reraise=True)
    assert Decision.objects.count() == len(waiting)
