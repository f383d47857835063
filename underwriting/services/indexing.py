"""Keeping the global search up to date with proposals and policies."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from core import search
from core.workflow.command import Command
from underwriting.models import Policy, Proposal
from underwriting.rules import lifecycle


def index_proposal(proposal: Proposal, command: Command, state: str = "") -> None:
    """Keep the global search up to date; ``state`` is the one that the running transition leads to."""
    index_proposals([(proposal, state or proposal.state)], command.at)


def index_proposals(arriving: Iterable[tuple[Proposal, str]], at: datetime) -> None:
    """``index_proposal`` for many proposals, each with the state it comes to."""
    search.index(*(_search_entry(proposal, state, at) for proposal, state in arriving))


def _search_entry(proposal: Proposal, value: str, at: datetime) -> search.Entry:
    state = proposal.lifecycle.state(value)
    return search.Entry(
        kind=lifecycle.PROPOSAL_KIND,
        object_id=proposal.pk,
        title=proposal.holder_name or proposal.owner_name,
        at=at,
        scope=search.Scope.of(proposal),
        number=proposal.number,
        plate=proposal.plate,
        vin=proposal.vin,
        names=tuple(n for n in (proposal.holder_name, proposal.owner_name) if n),
        detail=proposal.insured_subject,
        state=state.label,
        tone=state.tone.value,
    )


def index_policy(policy: Policy, arriving: str, at: datetime) -> None:
    """Found by number, plate, VIN and the names of holder and insured; shown with the state it comes to."""
    search.index(_policy_entry(policy, arriving, at))


def index_issued(proposal: Proposal, policies: Iterable[Policy], at: datetime) -> None:
    """The proposal that is done and the policies it became."""
    policy_entries = [_policy_entry(policy, lifecycle.ISSUED, at) for policy in policies]
    search.index(_search_entry(proposal, lifecycle.ISSUED, at), *policy_entries)


def _policy_entry(policy: Policy, value: str, at: datetime) -> search.Entry:
    state = policy.lifecycle.state(value)
    return search.Entry(
        kind=lifecycle.POLICY_KIND,
        object_id=policy.pk,
        title=policy.holder_name,
        at=at,
        scope=search.Scope.of(policy),
        number=policy.number,
        plate=policy.plate,
        vin=policy.vin,
        names=tuple({policy.holder_name, policy.insured_name}),
        detail=policy.insured_subject,
        state=state.label,
        tone=state.tone.value,
    )
