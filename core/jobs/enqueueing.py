"""Writing work down. One statement in the caller's transaction; the relay hears of it when that commits."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection

from core.jobs.registry import spec_of
from core.models.jobs import Job

Reference = str | int | bool | None
TEXT_LIMIT = 200  # longer texts are content, not references; content stays in business tables


class JobKeyReused(ValueError):
    """The same kind and business key came with other references: two different works under one name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewJob:
    """Work to be written down. ``payload`` holds references (ids, numbers, dates as text) only."""

    kind: str
    key: str
    payload: Mapping[str, Any] = field(default_factory=dict)
    queue: str | None = None
    run_after: datetime | None = None
    priority: int = 5
    requested_by: int | None = None


_COLUMNS = "kind, key, queue, payload, priority, run_after, max_attempts, lease_seconds, requested_by"
_ROW = "(%s, %s, %s, %s::jsonb, %s, coalesce(%s::timestamptz, statement_timestamp()), %s, %s, %s)"


def enqueue(
    kind: str,
    *,
    key: str,
    payload: Mapping[str, Any],
    queue: str | None = None,
    run_after: datetime | None = None,
    priority: int = 5,
    requested_by: int | None = None,
) -> Job:
    """Write one job down, or return the one that already stands under this kind and key."""
    new = NewJob(
        kind=kind,
        key=key,
        payload=payload,
        queue=queue,
        run_after=run_after,
        priority=priority,
        requested_by=requested_by,
    )
    inserted = list(Job.objects.raw(_insert(1) + " RETURNING *", _values(new)))
    if inserted:
        return inserted[0]
    standing = Job.objects.get(kind=kind, key=key)
    if standing.payload != json.loads(_as_json(payload)):
        raise JobKeyReused(f"{kind} {key} stands with other references")
    return standing


def enqueue_many(jobs: Sequence[NewJob]) -> int:
    """Write many jobs down in one statement; those that already stand are left alone. Returns how many were new."""
    if not jobs:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(_insert(len(jobs)), [value for new in jobs for value in _values(new)])
        return int(cursor.rowcount)


def _insert(rows: int) -> str:
    places = ", ".join([_ROW] * rows)
    return f"INSERT INTO core_job ({_COLUMNS}) VALUES {places} ON CONFLICT (kind, key) DO NOTHING"  # noqa: S608 - constants only


def _values(new: NewJob) -> list[Any]:
    spec = spec_of(new.kind)
    return [
        new.kind,
        new.key,
        new.queue or spec.queue,
        _as_json(new.payload),
        new.priority,
        new.run_after,
        spec.max_attempts,
        spec.lease,
        new.requested_by,
    ]


def _as_json(payload: Mapping[str, Any]) -> str:
    for name, value in payload.items():
        if not _is_reference(value):
            raise ValueError(f"a job carries references only; {name!r} is not one")
    return json.dumps(payload, cls=DjangoJSONEncoder)


def _is_reference(value: object) -> bool:
    if isinstance(value, list | tuple):
        return all(_is_reference(item) for item in value)
    if isinstance(value, str):
        return len(value) <= TEXT_LIMIT
    return value is None or isinstance(value, int)
