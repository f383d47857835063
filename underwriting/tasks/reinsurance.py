"""Queued work of reinsurance: cessions, their booking, losses of ceded business, and the check that none is missing."""

from __future__ import annotations

from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone
from django.utils.translation import gettext_noop as _

from core.jobs import JobRun, RetryLater, job
from core.workflow.command import Command
from organisation.public import system_actor
from underwriting.models import Cession, Policy
from underwriting.services.cession import CEDE_JOB, ISSUE, MISSING_JOB, cede, order_of, queue_missing
from underwriting.services.cession_books import BOOK_JOB, book_cession, set_followers_aside
from underwriting.services.loss_advice import LOSS_JOB, follow_loss, policy_of

CLOCK = "policy-clock"


def _command(unit_id: int, what: str) -> Command:
    return Command(key=uuid5(NAMESPACE_URL, what), actor=system_actor(CLOCK, unit_id=unit_id), at=timezone.now())


@job(CEDE_JOB, queue="underwriting", label=_("Cession of a policy"))
def cede_policy(run: JobRun) -> None:
    """Make one version of a cession; an endorsement waits for the version that it follows."""
    asked = order_of(run.payload)
    if asked is None:
        raise RetryLater("the version before is not made yet", seconds=30)
    policy = Policy.objects.get(pk=asked.policy_id)
    command = _command(policy.unit_id, f"{CEDE_JOB}/{run.key}")

    def effect() -> None:
        cede(command, asked)
        if asked.occasion == ISSUE:
            set_followers_aside(command.then("followers"), policy)

    run.finish(effect)


@job(BOOK_JOB, queue="underwriting", label=_("Book a cession"))
def book_ceded(run: JobRun) -> None:
    """Ceded premium reaches the books when cover begins."""
    pk = int(run.payload["cession"])
    unit_id = Cession.objects.values_list("unit_id", flat=True).get(pk=pk)
    run.finish(lambda: book_cession(_command(unit_id, f"{BOOK_JOB}/{run.key}"), pk))


@job(LOSS_JOB, queue="underwriting", label=_("Loss of ceded business"))
def share_loss(run: JobRun) -> None:
    """Share a loss among all who bear part of it; reinsurers are told the same day."""
    claim = str(run.payload["claim"])
    clock = _command(policy_of(claim).unit_id, f"{LOSS_JOB}/{run.key}")
    run.finish(lambda: follow_loss(clock, claim))


@job(MISSING_JOB, queue="underwriting", label=_("Policies without their cession"))
def find_missing(run: JobRun) -> None:
    """Every night: a policy of a ceded line without a cession gets one."""
    run.finish(lambda: {"queued": queue_missing()})
