"""Facts that travel up: published with the change that made them true, delivered once to each handler.

A delivery is a job: tried again with back-off, given up into the dead letters, replayable. The handler's effect and its
receipt are one transaction, and the commands that it sends carry a key made of event and handler, so that neither a
second delivery nor a replay has a second effect. Deliveries come in no particular order.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Protocol, TypeVar
from uuid import UUID, uuid4, uuid5

from django.db import connection
from django.db.transaction import TransactionManagementError
from django.utils import timezone
from django.utils.translation import gettext_noop

from core.jobs import JobRun, NewJob, enqueue_many, job
from core.models.events import Event
from core.rules.wire import pack, unpack
from core.workflow.command import Actor, Command


class Publishable(Protocol):
    """A frozen dataclass with the event's name as a class attribute."""

    kind: ClassVar[str]
    __dataclass_fields__: ClassVar[dict[str, Any]]


E = TypeVar("E", bound=Publishable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One event on its way to one handler."""

    event_id: UUID
    handler: str
    published_at: datetime
    attempt: int

    @property
    def key(self) -> UUID:
        return uuid5(self.event_id, self.handler)

    def command(self, actor: Actor, *, reason: str = "") -> Command:
        """The one command that a handler sends; it carries the event's identity into the audit trail."""
        context = {"event": str(self.event_id), "handler": self.handler}
        return Command(key=self.key, actor=actor, at=timezone.now(), reason=reason, context=context)


PASSED_ON = gettext_noop("Pass on an event")


@dataclass(frozen=True, slots=True)
class _Subscription:
    name: str
    event: type[Publishable]

    @property
    def job_kind(self) -> str:
        return f"event:{self.name}"


_subscriptions: dict[str, list[_Subscription]] = {}


def on(
    event: type[E], *, name: str, queue: str = "default", lease: int = 60, max_attempts: int = 8
) -> Callable[[Callable[[E, Delivery], object]], Callable[[E, Delivery], object]]:
    """Register ``handler(event, delivery)``. ``name`` is the handler's identity for ever: renaming it delivers anew."""

    def register(handler: Callable[[E, Delivery], object]) -> Callable[[E, Delivery], object]:
        subscription = _Subscription(name, event)
        known = _subscriptions.setdefault(event.kind, [])
        known[:] = [*(s for s in known if s.name != name), subscription]

        def deliver(run: JobRun) -> None:
            fact, delivery = _opened(event, name, run)
            run.finish(lambda: _ignore(handler(fact, delivery)))

        deliver.__module__, deliver.__qualname__ = handler.__module__, handler.__qualname__
        job(subscription.job_kind, label=PASSED_ON, queue=queue, lease=lease, max_attempts=max_attempts)(deliver)
        return handler

    return register


def _ignore(_returned: object) -> None:
    """What a handler returns is nobody's result."""


def _opened(event: type[E], name: str, run: JobRun) -> tuple[E, Delivery]:
    row = Event.objects.get(pk=UUID(run.payload["event"]))
    delivery = Delivery(event_id=row.pk, handler=name, published_at=row.published_at, attempt=run.attempt)
    return unpack(event, row.payload), delivery


def publish(fact: Publishable) -> UUID:
    """Write the fact and one delivery per handler down, in the transaction of the change itself."""
    return publish_all([fact])[0]


def publish_all(facts: Sequence[Publishable]) -> list[UUID]:
    """``publish`` for several facts of one change, in as many statements as one needs."""
    if not connection.in_atomic_block:
        raise TransactionManagementError("an event is published in the transaction that makes it true")
    written = [Event(pk=uuid4(), kind=fact.kind, payload=pack(fact)) for fact in facts]
    Event.objects.bulk_create(written)
    enqueue_many(
        [
            NewJob(kind=subscription.job_kind, key=str(event.pk), payload={"event": str(event.pk)})
            for event in written
            for subscription in _subscriptions.get(event.kind, ())
        ]
    )
    return [event.pk for event in written]


def heard_kinds() -> tuple[str, ...]:
    """The kinds of events that somebody listens to."""
    return tuple(sorted(_subscriptions))


def handlers_of(kind: str) -> tuple[str, ...]:
    return tuple(subscription.name for subscription in _subscriptions.get(kind, ()))
