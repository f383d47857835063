"""Nightly proofs: what nobody looks at by day is proved by night, and a failed proof is a dead letter that alarms."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from core import audit
from core.jobs.registry import job
from core.jobs.run import GiveUp, JobRun

PROOF_SECONDS = 3600


@job(
    "core.verify_audit",
    label=gettext_noop("Prove the chains of the audit trail"),
    lease=PROOF_SECONDS,
    time_limit=PROOF_SECONDS,
)
def verify_audit(run: JobRun) -> None:
    """Every entry unchanged, none missing, none re-ordered. A fault needs a person, so trying again is no use."""
    faults = audit.verify()
    if faults:
        first = faults[0]
        raise GiveUp(f"{len(faults)} faults; first: {first.kind} in stream {first.stream} at {first.seq}")
    run.finish(lambda: {"faults": 0})
