"""The statements that decide who works on a job. Every one is a single UPDATE, timed by the database's clock."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to work on one job until the lease runs out, proved by the token."""

    job_id: int
    token: int


# ``statement_timestamp()`` is the database's clock and, unlike ``clock_timestamp()``, lets comparisons use an index.
# What is to be done at once (not before it was written down) is due whatever the clock says: it may have jumped back.
READY = "state = 'ready' AND (run_after <= statement_timestamp() OR run_after <= created_at)"
EXPIRED = "state = 'running' AND lease_until < statement_timestamp() AND attempts < max_attempts"

_CLAIM = """
UPDATE core_job
   SET state = 'running', attempts = attempts + 1, token = token + 1, locked_by = %s,
       started_at = statement_timestamp(), lease_until = statement_timestamp() + make_interval(secs => lease_seconds)
 WHERE id = ({which})
RETURNING id, token, kind, key, payload, attempts, max_attempts, requested_by"""

CLAIM_ONE = _CLAIM.format(
    which=f"SELECT id FROM core_job WHERE id = %s AND (({READY}) OR ({EXPIRED})) FOR UPDATE SKIP LOCKED"  # noqa: S608
)
# The waiting ones in the order of their index; only if there is none, one whose worker fell silent.
CLAIM_NEXT = _CLAIM.format(
    which=f"""
    SELECT id FROM (SELECT id FROM core_job WHERE queue = %s AND {READY}
                     ORDER BY priority, id LIMIT 1 FOR UPDATE SKIP LOCKED) waiting
    UNION ALL
    SELECT id FROM (SELECT id FROM core_job WHERE queue = %s AND {EXPIRED}
                     ORDER BY lease_until LIMIT 1 FOR UPDATE SKIP LOCKED) silent
    LIMIT 1"""  # noqa: S608
)

_HELD = "id = %s AND token = %s AND state = 'running'"

FENCE = f"""UPDATE core_job SET state = 'done', done_at = statement_timestamp(), lease_until = NULL
             WHERE {_HELD} AND NOT cancel_requested"""  # noqa: S608
RECORD_RESULT = "UPDATE core_job SET result = %s::jsonb WHERE id = %s"
EXTEND = f"""UPDATE core_job SET lease_until = statement_timestamp() + make_interval(secs => lease_seconds)
              WHERE {_HELD} RETURNING cancel_requested"""  # noqa: S608
PROGRESS = f"""UPDATE core_job SET progress_done = %s, progress_total = %s, progress_note = %s,
                      lease_until = statement_timestamp() + make_interval(secs => lease_seconds)
                WHERE {_HELD} RETURNING cancel_requested"""  # noqa: S608
RELEASE = f"""UPDATE core_job SET state = 'ready', lease_until = NULL, locked_by = '', sent_at = NULL, last_error = %s,
                     attempts = attempts - %s, run_after = statement_timestamp() + make_interval(secs => %s)
               WHERE {_HELD}"""  # noqa: S608
END = f"""UPDATE core_job SET state = %s, lease_until = NULL, last_error = %s, done_at = statement_timestamp()
           WHERE {_HELD}"""  # noqa: S608


def fetch(sql: str, params: list[Any]) -> tuple[Any, ...] | None:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        row: tuple[Any, ...] | None = cursor.fetchone()
        return row


def change(sql: str, params: list[Any]) -> bool:
    """Whether exactly the one row that the caller holds was changed."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return int(cursor.rowcount) == 1


def fence(lease: Lease) -> bool:
    """Mark the job done if the lease is still ours; the row stays locked until the surrounding transaction ends."""
    return change(FENCE, [lease.job_id, lease.token])


def record_result(lease: Lease, result: dict[str, Any]) -> None:
    change(RECORD_RESULT, [json.dumps(result, cls=DjangoJSONEncoder), lease.job_id])


def release(lease: Lease, *, error: str, after: float, refund: bool = False) -> bool:
    """Give the job back, to be tried again after so many seconds."""
    return change(RELEASE, [error, int(refund), after, lease.job_id, lease.token])


def end(lease: Lease, *, state: str, error: str) -> bool:
    """Give the job up or mark it cancelled."""
    return change(END, [state, error, lease.job_id, lease.token])
