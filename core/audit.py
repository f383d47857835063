"""The audit trail: what the engine and a few acts outside it write, and the proof that nobody touched it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection

from core.copying import store_many
from core.models import AuditEntry
from core.workflow.command import Command

# All entries of one outermost command go to one stream, so that two commands never lock two heads in opposite order.
audit_stream: ContextVar[int | None] = ContextVar("audit_stream", default=None)


def current_stream(command: Command) -> int:
    """The stream of the running outermost command, or that of ``command`` itself."""
    stream = audit_stream.get()
    return command.actor.unit_id if stream is None else stream


def plain(value: Any) -> Any:
    """A value as stored in the trail: JSON types only, amounts as text so that nothing is rounded."""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    if isinstance(value, datetime | date):
        return value.isoformat()
    if value is None or isinstance(value, str | int | bool | float):
        return value
    if isinstance(value, Decimal | UUID):
        return str(value)
    return str(value)


def record(command: Command, action: str, **more: Any) -> AuditEntry:
    """Append one entry; see ``entry``. The database sets its place in the chain."""
    written = entry(command, action, **more)
    written.save(force_insert=True)
    return written


def record_all(entries: Iterable[AuditEntry]) -> None:
    """Append many entries, stream by stream, so that two such sets never wait for each other in opposite order."""
    ordered = sorted(entries, key=lambda one: one.stream)
    store_many(ordered)


def entry(
    command: Command,
    action: str,
    *,
    subject: tuple[str, int | None, str] = ("", None, ""),
    states: tuple[str, str] = ("", ""),
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    basis: Mapping[str, Any] | None = None,
    outcome: str = "done",
) -> AuditEntry:
    """One entry, not yet appended. ``subject`` is (kind, id, number)."""
    actor = command.actor
    kind, pk, number = subject
    return AuditEntry(
        stream=current_stream(command),
        at=command.at,
        action=action,
        outcome=outcome,
        staff_id=actor.staff_id,
        assignment_id=actor.assignment_id,
        actor_name=actor.name,
        post=actor.post,
        unit_id=actor.unit_id,
        subject_kind=kind,
        subject_id=pk,
        subject_number=number,
        state_before=states[0],
        state_after=states[1],
        before=plain(dict(before or {})),
        after=plain(dict(after or {})),
        reason=command.reason,
        basis=plain(dict(basis or {})),
        edition=command.context.get("edition", ""),
        command_key=command.key,
        context={key: value for key, value in command.context.items() if key != "edition"},
    )


@dataclass(frozen=True, slots=True)
class Fault:
    """A place where the chain does not hold: ``kind`` is tampered, missing, re-ordered or cut."""

    stream: int
    seq: int
    kind: str
    entry_id: int | None


_FAULTS = """
WITH chain AS (
    SELECT e.id, e.stream, e.seq, e.digest, e.previous,
           core_audit_digest(e) = e.digest AS sound,
           lag(e.seq) OVER w AS seq_before,
           lag(e.digest) OVER w AS digest_before
      FROM core_auditentry e
     WHERE %(stream)s IS NULL OR e.stream = %(stream)s
    WINDOW w AS (PARTITION BY e.stream ORDER BY e.seq)
), faults AS (
    SELECT stream, seq, 'tampered' AS kind, id FROM chain WHERE NOT sound
    UNION ALL
    SELECT stream, coalesce(seq_before, 0) + 1, 'missing', NULL FROM chain WHERE seq <> coalesce(seq_before, 0) + 1
    UNION ALL
    SELECT stream, seq, 're-ordered', id FROM chain
     WHERE seq = coalesce(seq_before, 0) + 1 AND previous <> coalesce(digest_before, ''::bytea) AND sound
    UNION ALL
    SELECT h.stream, h.seq, 'cut', NULL FROM core_audithead h
     WHERE (%(stream)s IS NULL OR h.stream = %(stream)s)
       AND NOT EXISTS (SELECT 1 FROM core_auditentry e
                        WHERE e.stream = h.stream AND e.seq = h.seq AND e.digest = h.digest)
)
SELECT stream, seq, kind, id FROM faults ORDER BY stream, seq, kind
"""


def verify(stream: int | None = None) -> list[Fault]:
    """Prove the chains: every entry unchanged, none missing, none re-ordered, the last one still there.

    Empty when all streams (or the one asked for) hold. One statement, whatever the size.
    """
    with connection.cursor() as cursor:
        cursor.execute(_FAULTS, {"stream": stream})
        return [Fault(*row) for row in cursor.fetchall()]
