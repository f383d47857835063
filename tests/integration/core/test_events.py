"""Events go up through the outbox: once per handler, whatever is delivered twice, replayed or out of order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar
from uuid import uuid4, uuid5

import pytest
from django.db import transaction
from django.db.transaction import TransactionManagementError

from core.events import Delivery, handlers_of, on, publish
from core.jobs import enqueue
from core.jobs.drain import drain
from core.jobs.operations import OPERATE, replay
from core.jobs.runner import run_job
from core.models import Event, Job, JobState
from tests.support.actors import StubActor, order

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass(frozen=True)
class PremiumCame:
    kind: ClassVar[str] = "test.premium_came"
    document_id: int
    amount: Decimal
    on: date
    parts: tuple[Decimal, ...] = ()


received: list[tuple[str, PremiumCame, Delivery]] = []
broken: set[str] = set()


def take(name: str, fact: PremiumCame, delivery: Delivery) -> None:
    if name in broken:
        raise RuntimeError(f"{name} is broken")
    received.append((name, fact, delivery))


@on(PremiumCame, name="test.policy")
def _policy(fact: PremiumCame, delivery: Delivery) -> None:
    take("test.policy", fact, delivery)


@on(PremiumCame, name="test.statistics", queue="documents", max_attempts=1)
def _statistics(fact: PremiumCame, delivery: Delivery) -> None:
    take("test.statistics", fact, delivery)


@pytest.fixture(autouse=True)
def _fresh() -> None:
    received.clear()
    broken.clear()


FACT = PremiumCame(
    document_id=7, amount=Decimal("1234.50"), on=date(2026, 11, 22), parts=(Decimal("1.10"), Decimal("2.00"))
)


def published() -> Event:
    with transaction.atomic():
        key = publish(FACT)
    return Event.objects.get(pk=key)


def test_every_handler_gets_the_fact_once() -> None:
    event = published()
    assert drain() == 2
    assert sorted(name for name, _fact, _delivery in received) == ["test.policy", "test.statistics"]
    assert {fact for _name, fact, _delivery in received} == {FACT}
    assert {delivery.event_id for _name, _fact, delivery in received} == {event.pk}


def test_it_costs_two_statements(django_assert_num_queries: object) -> None:
    with transaction.atomic(), django_assert_num_queries(2):  # type: ignore[operator]
        publish(FACT)


def test_what_is_rolled_back_was_never_told() -> None:
    with transaction.atomic():
        publish(FACT)
        transaction.set_rollback(True)
    assert not Event.objects.exists()
    assert not Job.objects.exists()


def test_outside_a_transaction_it_is_refused() -> None:
    with pytest.raises(TransactionManagementError):
        publish(FACT)
    assert not Event.objects.exists()


def test_delivered_twice_has_one_effect() -> None:
    published()
    job = Job.objects.get(kind="event:test.policy")
    assert [run_job(job.pk), run_job(job.pk)] == [True, False]
    assert len(received) == 1


def test_one_broken_handler_does_not_hold_the_other() -> None:
    published()
    broken.add("test.statistics")
    drain()
    assert [name for name, _fact, _delivery in received] == ["test.policy"]
    assert Job.objects.get(kind="event:test.statistics").state == JobState.DEAD


def test_a_replayed_delivery_carries_the_same_command_key() -> None:
    event = published()
    broken.add("test.statistics")
    drain()
    broken.clear()
    dead = Job.objects.get(kind="event:test.statistics")
    operator = StubActor(permissions=frozenset({OPERATE}))
    replay(dead.pk, order(operator))
    drain()
    keys = {name: delivery.command(operator).key for name, _fact, delivery in received}
    assert keys == {name: uuid5(event.pk, name) for name in ("test.policy", "test.statistics")}


def test_the_newest_first_and_the_oldest_last_make_no_difference() -> None:
    published()
    published()
    for job in Job.objects.order_by("-pk"):
        assert run_job(job.pk)
    assert len(received) == 4


def test_an_older_row_still_reads_after_a_field_was_added_or_removed() -> None:
    old = Event.objects.create(
        kind=PremiumCame.kind, payload={"document_id": 7, "amount": "1.00", "on": "2026-11-22", "colour": "gone"}
    )
    enqueue("event:test.policy", key=str(old.pk), payload={"event": str(old.pk)})
    drain()
    assert [fact for _name, fact, _delivery in received] == [PremiumCame(7, Decimal("1.00"), date(2026, 11, 22))]


def test_handlers_are_known_by_name() -> None:
    assert handlers_of(PremiumCame.kind) == ("test.policy", "test.statistics")
    assert handlers_of("test.nobody") == ()


def test_a_command_names_its_event_and_handler() -> None:
    delivery = Delivery(event_id=uuid4(), handler="test.policy", published_at=None, attempt=1)
    command = delivery.command(StubActor())
    assert dict(command.context) == {"event": str(delivery.event_id), "handler": "test.policy"}
