"""Queued work of reinsurance: cessions, their booking, losses of ceded business, and the check that none is missing."""

from __future__ import annotations

from datetime import timedelta
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone
from django.utils.translation import gettext_noop as _

from core.jobs import JobRun, job
from core.jobs.operations import replay_all
from core.workflow.command import Command
from organisation.models.unit import BRANCHES
from organisation.public import Unit, system_actor
from underwriting.models import Cession, Policy
from underwriting.services.cession import ISSUE
from underwriting.services.cession_books import BOOK_JOB, book_cession, set_followers_aside
from underwriting.services.cession_queue import CEDE_JOB, MISSING_JOB, await_missing, bring_up_to_date, queue_stale
from underwriting.services.loss_advice import LOSS_JOB, follow_loss, policy_of
from underwriting.services.reinsurance_work import begin_work

CLOCK, WORK_JOB = "policy-clock", "underwriting.reinsurance_work"
STALE = timedelta(minutes=30)  # a healthy queue makes a cession within seconds


def _command(unit_id: int, what: str) -> Command:
    return Command(key=uuid5(NAMESPACE_URL, what), actor=system_actor(CLOCK, unit_id=unit_id), at=timezone.now())


@job(CEDE_JOB, queue="underwriting", label=_("Cession of a policy"))
def cede_policy(run: JobRun) -> None:
    """Make every version of the cession that the policy awaits."""
    policy = Policy.objects.get(pk=run.payload["policy"])
    command = _command(policy.unit_id, f"{CEDE_JOB}/{run.key}")

    def effect() -> None:
        bring_up_to_date(command, policy.pk)
        if run.payload["occasion"] == ISSUE:
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


@job(MISSING_JOB, queue="underwriting", label=_("Cessions that were missed"))
def find_missing(run: JobRun) -> None:
    """Every hour: a policy of a ceded line without a cession gets one, what is awaited too long is queued again, and
    work of reinsurance that was given up is tried again."""

    def effect() -> dict[str, int]:
        at = timezone.now()
        found, stale = await_missing(at, older_than=STALE), queue_stale(at, older_than=STALE)
        return {"missing": found, "stale": stale, "again": try_again(run.key)}

    run.finish(effect)


def try_again(key: str) -> int:
    """Work of reinsurance that was given up, with all its tries; its effect still happens once."""
    root = Unit.objects.order_by("pk").values_list("pk", flat=True)[0]
    clock = _command(root, f"{MISSING_JOB}/{key}")
    return sum(replay_all(kind, clock.then(kind)) for kind in (CEDE_JOB, BOOK_JOB, LOSS_JOB))


@job(WORK_JOB, queue="underwriting", label=_("Begin treaty reports and reinsurance accounts"), time_limit=900)
def begin_reinsurance_work(run: JobRun) -> None:
    """Every morning; on the first working day of a month and after each quarter there is something to begin."""
    today = timezone.localdate()
    begun = [
        begin_work(_command(branch.pk, f"{WORK_JOB}/{branch.pk}/{today}"), branch)
        for branch in Unit.objects.filter(kind__in=BRANCHES, active=True)
    ]
    run.finish(lambda: {"reports": sum(one.reports for one in begun), "accounts": sum(one.accounts for one in begun)})
