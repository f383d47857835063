"""Queued work: the letters by which the insurer ends contracts."""

from __future__ import annotations

from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone
from django.utils.translation import gettext_noop as _

from core.jobs import JobRun, job
from core.workflow.command import Command
from organisation.public import system_actor
from underwriting.documents.ending_letter import make_letter
from underwriting.models import Endorsement
from underwriting.rules.ending_notice import LETTER_JOB

CLOCK = "policy-clock"


@job(LETTER_JOB, queue="documents", label=_("Letters that end contracts"), lease=120)
def write_letter(run: JobRun) -> None:
    """Render the letter once."""
    found = Endorsement.objects.select_related("policy__unit", "policy__proposal", "policy__section", "unit")
    endorsement = found.get(pk=int(run.payload["endorsement"]))
    clock = system_actor(CLOCK, unit_id=endorsement.unit_id)
    command = Command(key=uuid5(NAMESPACE_URL, f"{LETTER_JOB}/{run.key}"), actor=clock, at=timezone.now())
    run.finish(lambda: make_letter(endorsement, command))
