"""Queued work: papers that are printed again."""

from __future__ import annotations

from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone
from django.utils.translation import gettext_noop as _

from core.jobs import JobRun, job
from core.workflow.command import Command
from organisation.public import system_actor
from underwriting.documents.reprint import make_reprint
from underwriting.models import Reprint
from underwriting.services.reprinting import REPRINT_JOB

CLOCK = "policy-clock"


@job(REPRINT_JOB, queue="documents", label=_("Reprints"), lease=120)
def print_again(run: JobRun) -> None:
    """Render the paper once more, marked with the number of the print."""
    reprint = Reprint.objects.select_related("policy__unit", "policy__section").get(pk=int(run.payload["reprint"]))
    clock = system_actor(CLOCK, unit_id=reprint.policy.unit_id)
    command = Command(key=uuid5(NAMESPACE_URL, f"{REPRINT_JOB}/{run.key}"), actor=clock, at=timezone.now())
    run.finish(lambda: make_reprint(reprint, command))
