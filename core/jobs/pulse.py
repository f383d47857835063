"""Proof that queues are consumed: canaries go through the broker, and a worker that takes none is restarted.

"The process is alive" proves nothing: a worker can be connected and consume no more. Only a message that went through
the broker and came out of a worker proves that the queue moves.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import structlog
from django.db import connection
from django.db.models.functions import Now

from core.models.jobs import QueuePulse

if TYPE_CHECKING:
    from core.jobs.broker import Broker  # the pages read this module and never load the client

log = structlog.get_logger(__name__)

SILENCE_SECONDS = 20
RELAY = "relay"  # the relay's own row among the pulses

_CANARY_FRESH = """
SELECT queue FROM core_queuepulse WHERE queue = ANY(%s)
   AND sent_at > statement_timestamp() - make_interval(secs => %s)"""

_CANARY_SENT = """
INSERT INTO core_queuepulse (queue, sent_at) VALUES (%s, statement_timestamp())
ON CONFLICT (queue) DO UPDATE SET sent_at = statement_timestamp()"""

_SEEN = """
INSERT INTO core_queuepulse AS p (queue, seen_at, host, pid) VALUES (%s, statement_timestamp(), %s, %s)
ON CONFLICT (queue) DO UPDATE
   SET seen_at = EXCLUDED.seen_at,
       host = CASE WHEN EXCLUDED.pid IS NULL THEN p.host ELSE EXCLUDED.host END,
       pid = coalesce(EXCLUDED.pid, p.pid)"""

_UP = """
INSERT INTO core_queuepulse (queue, host, pid, up_since) VALUES (%s, %s, %s, statement_timestamp())
ON CONFLICT (queue) DO UPDATE SET host = EXCLUDED.host, pid = EXCLUDED.pid, up_since = EXCLUDED.up_since"""

_SILENT = """
SELECT p.queue, p.host, p.pid,
       EXISTS (SELECT 1 FROM core_job j WHERE j.queue = p.queue AND j.state = 'running'
                  AND j.lease_until > statement_timestamp() AND j.locked_by NOT LIKE 'drain:%%')
    OR EXISTS (SELECT 1 FROM core_job j WHERE j.queue = p.queue AND j.locked_by NOT LIKE 'drain:%%'
                  AND j.started_at > statement_timestamp() - make_interval(secs => %s)) AS busy,
       coalesce(p.up_since > statement_timestamp() - make_interval(secs => %s)
             OR p.restarted_at > statement_timestamp() - make_interval(secs => %s), false) AS starting,
       coalesce(p.sent_at > statement_timestamp() - make_interval(secs => %s), false) AS asked
  FROM core_queuepulse p
 WHERE p.queue = ANY(%s)
   AND coalesce(p.seen_at, p.up_since, '-infinity') < statement_timestamp() - make_interval(secs => %s)"""

_RESTARTED = "UPDATE core_queuepulse SET restarts = restarts + 1, restarted_at = statement_timestamp() WHERE queue = %s"


@dataclass(frozen=True, slots=True)
class Silence:
    """A queue out of which no canary came.

    ``busy`` workers are at work, ``starting`` ones were just begun; ``asked`` says that canaries did go in, that is,
    the broker works.
    """

    queue: str
    host: str
    pid: int | None
    busy: bool
    starting: bool
    asked: bool

    @property
    def stalled(self) -> bool:
        return self.asked and not self.busy and not self.starting


def _execute(sql: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall() if cursor.description else []


def send_canaries(broker: Broker, queues: Sequence[str], *, every: float) -> None:
    """Put a canary into each queue from time to time. One that nobody takes expires, so that they do not pile up."""
    fresh = {row[0] for row in _execute(_CANARY_FRESH, [list(queues), every])}
    for queue in queues:
        if queue not in fresh:
            broker.send_canary(queue, expires=every * 2)
            _execute(_CANARY_SENT, [queue])


def rounds_made() -> None:
    """The relay's own proof of life."""
    _execute(_SEEN, [RELAY, "", None])


def canary_consumed(queue: str, *, worker: int | None = None) -> None:
    """A canary came out. It names its worker again, for one that started while the database was away."""
    _execute(_SEEN, [queue, socket.gethostname(), worker])


def worker_is_up(queue: str) -> None:
    """A worker writes down which process it is, so that the relay on the same host can end it when it falls silent."""
    _execute(_UP, [queue, socket.gethostname(), os.getpid()])


def silences(queues: Sequence[str], *, after: float = SILENCE_SECONDS) -> list[Silence]:
    rows = _execute(_SILENT, [after, after, after, after / 2, list(queues), after])
    return [Silence(*row) for row in rows]


def mark_restarted(queue: str) -> None:
    _execute(_RESTARTED, [queue])


def unproven(names: Sequence[str], *, after: float = SILENCE_SECONDS) -> list[str]:
    """Queues that nobody can be shown to consume at this moment; the relay is proved by its rounds."""
    alive = _lately_seen(names, after)
    silent = [name for name in names if name not in alive]
    busy = {silence.queue for silence in silences(silent, after=after) if silence.busy} if silent else set()
    return [name for name in silent if name not in busy]


def relay_is_away(*, after: float = SILENCE_SECONDS) -> bool:
    """The relay has made no round lately."""
    return not _lately_seen([RELAY], after)


def _lately_seen(names: Sequence[str], after: float) -> set[str]:
    fresh = Now() - timedelta(seconds=after)
    return set(QueuePulse.objects.filter(queue__in=names, seen_at__gt=fresh).values_list("queue", flat=True))
