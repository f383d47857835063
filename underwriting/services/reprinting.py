"""Printing a paper of a policy again: counted, with its reason, marked on the paper itself (ISS-05)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from core.jobs import enqueue
from core.workflow.command import Command
from core.workflow.engine import transition
from underwriting.models import COMPULSORY, Policy, Reprint
from underwriting.rules import lifecycle
from underwriting.services.refusals import InvalidEntry

REPRINT_JOB = "underwriting.reprint"
POLICY_PAPER, SIGN_PAPER = "policy", "compulsory_sign"


@transition(Policy, lifecycle.REPRINT)
def reprint(policy: Policy, command: Command, /, *, paper: str) -> None:
    """The terms as they stand now; the first print stays in the archive."""
    if paper not in papers_of(policy):
        raise InvalidEntry(_("This policy has no such paper."), field="paper")
    made = Reprint.objects.create(
        policy=policy,
        paper=paper,
        copy=policy.reprints.filter(paper=paper).count() + 1,
        reason=command.reason.strip()[:200],
        at=command.at,
        by=command.actor.name,
    )
    enqueue(REPRINT_JOB, key=str(made.pk), payload={"reprint": made.pk}, queue="documents")


def papers_of(policy: Policy) -> tuple[str, ...]:
    """Papers that may be printed again."""
    return (POLICY_PAPER, SIGN_PAPER) if policy.line == COMPULSORY else (POLICY_PAPER,)
