"""Queued work of the underwriting desk: replies as documents."""

from __future__ import annotations

from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone
from django.utils.translation import gettext_noop as _

from core.jobs import JobRun, job
from core.workflow.command import Command
from organisation.public import system_actor
from underwriting.documents.referral import bind_reply, make_reply
from underwriting.models.referral import Referral
from underwriting.services.referral_life import REPLY_JOB

CLOCK = "policy-clock"


@job(REPLY_JOB, queue="documents", label=_("Reply to a report upward"), lease=120)
def reply(run: JobRun) -> None:
    """Make the reply as a document once; bind it to the archive of the policies when they are issued (B-40)."""
    found = Referral.objects.select_related("proposal__unit", "unit").get(pk=int(run.payload["referral"]))
    command = Command(
        key=uuid5(NAMESPACE_URL, f"{REPLY_JOB}/{run.key}"),
        actor=system_actor(CLOCK, unit_id=found.unit_id),
        at=timezone.now(),
    )
    revision, bind = int(run.payload["revision"]), bool(run.payload["bind"])

    def effect() -> None:
        if found.revision != revision:
            return  # the plan was changed meanwhile; that reply no longer holds
        if not found.reply_sha256:
            make_reply(found, command)
        if bind:
            bind_reply(found, command)

    run.finish(effect)
