"""What the clock does: cover begins and ends, proposals lapse."""

from __future__ import annotations

from core.events import publish
from core.workflow.command import Command
from core.workflow.engine import transition
from underwriting.events import PolicyInForce
from underwriting.models import Policy, Proposal
from underwriting.rules import lifecycle
from underwriting.services.indexing import index_policy, index_proposal
from underwriting.services.money import cancel_due
from underwriting.services.plans import end_plan
from underwriting.services.referral_life import end_referral


@transition(Policy, lifecycle.BEGIN_COVER)
def begin_cover(policy: Policy, command: Command, /) -> None:
    """00:00 of the first day: cover begins. The books recognise income of their own accord."""
    publish(PolicyInForce(policy_id=policy.pk, number=policy.number))
    index_policy(policy, lifecycle.IN_FORCE, command.at)


@transition(Policy, lifecycle.EXPIRE)
def expire(policy: Policy, command: Command, /) -> None:
    """24:00 of the last day: cover ends."""
    index_policy(policy, lifecycle.EXPIRED, command.at)


@transition(Proposal, lifecycle.LAPSE)
def lapse(proposal: Proposal, command: Command, /) -> None:
    """Not taken up in time, or its start passed; an entry that nobody went on with; supplements that never came: the
    terms are gone, nothing is due. A new draft can be made of it (``services.copying``)."""
    cancel_due(proposal, command)
    end_plan(proposal, command)
    end_referral(proposal, command)
    index_proposal(proposal, command, lifecycle.LAPSED)
