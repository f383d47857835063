"""Which jobs need a hint on the broker, and which have used up their tries."""

from __future__ import annotations

import structlog
from django.db import connection

from core.jobs.broker import Broker
from core.jobs.killpoints import reached
from core.jobs.lease import EXPIRED, READY
from core.jobs.registry import UnknownKind, spec_of

log = structlog.get_logger(__name__)

WINDOW = 100  # hints on the broker per queue; the backlog itself waits in the table
RESEND_SECONDS = 5
CLAIMED_TOO_OFTEN = "The worker died or fell silent on every try."

# Two looks, each in the order of its index, so that a long backlog is not sorted again and again.
_DUE_UNSENT = f"""
UPDATE core_job SET sent_at = statement_timestamp() WHERE id IN (
  SELECT id FROM (SELECT id FROM core_job WHERE queue = %(queue)s AND {READY}
                     AND (sent_at IS NULL OR sent_at < statement_timestamp() - make_interval(secs => %(resend)s))
                   ORDER BY priority, id LIMIT %(room)s FOR UPDATE SKIP LOCKED) waiting
  UNION ALL
  SELECT id FROM (SELECT id FROM core_job WHERE queue = %(queue)s AND {EXPIRED}
                     AND (sent_at IS NULL OR sent_at < lease_until
                          OR sent_at < statement_timestamp() - make_interval(secs => %(resend)s))
                   ORDER BY lease_until LIMIT %(room)s FOR UPDATE SKIP LOCKED) silent)
RETURNING id, kind"""  # noqa: S608 - constants

_BURY = """
UPDATE core_job SET state = 'dead', done_at = statement_timestamp(), lease_until = NULL, token = token + 1,
       last_error = %s || E'\\n' || last_error
 WHERE id IN (SELECT id FROM core_job WHERE state = 'running' AND lease_until < statement_timestamp()
                AND attempts >= max_attempts FOR UPDATE SKIP LOCKED)
RETURNING id"""


def send_due(broker: Broker, queue: str) -> bool:
    """Send hints for due jobs, up to the window. Returns whether more are waiting than could be sent.

    A row is marked as sent before the message leaves: if the process dies in between, the hint counts as lost and is
    sent again after five seconds.
    """
    room = WINDOW - broker.depth(queue)
    if room <= 0:
        return True
    due = _mark_sent(queue, room)
    reached("during_publish")
    for job_id, kind in due:
        broker.send_run(job_id, queue, time_limit=_time_limit(kind))
    return len(due) >= room


def _mark_sent(queue: str, room: int) -> list[tuple[int, str]]:
    with connection.cursor() as cursor:
        cursor.execute(_DUE_UNSENT, {"queue": queue, "resend": RESEND_SECONDS, "room": room})
        return [(int(job_id), str(kind)) for job_id, kind in cursor.fetchall()]


def _time_limit(kind: str) -> int:
    try:
        return spec_of(kind).time_limit
    except UnknownKind:
        log.warning("job_kind_unknown", kind=kind)
        return 60


def bury_exhausted() -> int:
    """Jobs whose workers died or fell silent on every allowed try go to the dead letters."""
    reached("during_sweep")
    with connection.cursor() as cursor:
        cursor.execute(_BURY, [CLAIMED_TOO_OFTEN])
        buried = cursor.fetchall()
    for (job_id,) in buried:
        log.error("job_dead", job_id=job_id)
    return len(buried)
