"""What a handler holds while it works."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import transaction

from core.jobs import lease
from core.jobs.killpoints import reached
from core.jobs.lease import Lease
from core.workflow import denials
from core.workflow.refusals import Refusal

T = TypeVar("T")


class LeaseLost(Exception):
    """The lease ran out and the job was given to another worker, or was ended: nothing may be written any more."""


class JobCancelled(Exception):
    """Somebody cancelled the job while it was in work; what was not committed is rolled back."""


class RetryLater(Exception):
    """Nothing is wrong, it is only too early; the try is not counted."""

    def __init__(self, reason: str, *, seconds: float) -> None:
        super().__init__(reason)
        self.seconds = seconds


class GiveUp(Exception):
    """Trying again cannot help; the job goes to the dead letters at once."""


@dataclass(slots=True)
class JobRun:
    """One try of one job, under one lease."""

    lease: Lease
    kind: str
    key: str
    payload: Mapping[str, Any]
    attempt: int
    max_attempts: int
    requested_by: int | None
    finished: bool = field(default=False)

    @property
    def id(self) -> int:
        return self.lease.job_id

    def finish(self, effect: Callable[[], T]) -> T:
        """Run ``effect`` and mark the job done in one transaction, or neither.

        The fence comes first: it locks the row, so nobody can take the job over while the effect is written.
        A mapping returned by the effect is kept as the job's result. What was written down of a refused command is
        rolled back with the effect, so it is written once more.
        """
        try:
            value = self._finished(effect)
        except Refusal as refusal:
            denials.write_again(refusal)
            raise
        self.finished = True
        return value

    def _finished(self, effect: Callable[[], T]) -> T:
        with transaction.atomic():
            if not lease.fence(self.lease):
                self._refuse()
            reached("mid_work")
            value = effect()
            if isinstance(value, dict):
                lease.record_result(self.lease, value)
            reached("before_commit")
        return value

    def progress(self, done: int, total: int | None = None, note: str = "") -> None:
        """Show how far the work is, and keep the lease. Call it outside of ``finish``."""
        self._keep(lease.PROGRESS, [done, total, note])

    def heartbeat(self) -> None:
        """Keep the lease during long work."""
        self._keep(lease.EXTEND, [])

    def _keep(self, sql: str, params: list[Any]) -> None:
        row = lease.fetch(sql, [*params, self.lease.job_id, self.lease.token])
        if row is None:
            raise LeaseLost(f"{self.kind} {self.key}")
        if row[0]:
            raise JobCancelled(f"{self.kind} {self.key}")

    def _refuse(self) -> None:
        self._keep(lease.EXTEND, [])  # says whether it was cancelled or lost
        raise LeaseLost(f"{self.kind} {self.key}")
