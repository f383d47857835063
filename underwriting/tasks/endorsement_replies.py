"""Queued work: the replies of the upper level to reported changes."""

from __future__ import annotations

from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone
from django.utils.translation import gettext_noop as _

from core.jobs import JobRun, job
from core.workflow.command import Command
from organisation.public import system_actor
from underwriting.documents.endorsement_reply import make_reply
from underwriting.models import Endorsement
from underwriting.services.endorsement_upward import REPLY_JOB

CLOCK = "policy-clock"


@job(REPLY_JOB, queue="documents", label=_("Replies to reported endorsements"), lease=120)
def write_reply(run: JobRun) -> None:
    """Render the reply once."""
    found = Endorsement.objects.select_related("policy__unit", "policy__section", "unit")
    endorsement = found.get(pk=int(run.payload["endorsement"]))
    clock = system_actor(CLOCK, unit_id=endorsement.unit_id)
    command = Command(key=uuid5(NAMESPACE_URL, f"{REPLY_JOB}/{run.key}"), actor=clock, at=timezone.now())
    run.finish(lambda: make_reply(endorsement, command))
