"""Movements between the company and its reinsurers reach the books on their day (JE-25 … JE-28)."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.timezone import localdate

from core.clocks import at_midnight
from core.jobs import enqueue
from core.workflow.command import Command
from finance.public import ReinsuranceFact, record_reinsurance
from underwriting.models import Cession, Movement, MovementKind, Policy
from underwriting.rules.lifecycle import POLICY_KIND, SECTION_KIND
from underwriting.selectors.coinsurance import coinsurance_of, followers_part

BOOK_JOB, MOVEMENT = "underwriting.book_cession", "underwriting.movement"


def book_when_due(command: Command, cession: Cession, movements: Sequence[Movement]) -> None:
    """Book what is due today; premium of cover that begins later is booked with its start, as the premium itself is."""
    if not movements:
        return
    day = movements[0].booked_on
    if day <= localdate(command.at):
        book(command, movements)
        return
    payload = {"cession": cession.pk}
    enqueue(BOOK_JOB, key=str(cession.pk), payload=payload, queue="underwriting", run_after=at_midnight(day))


def book_cession(command: Command, cession_id: int) -> int:
    """Book all movements of one version of a cession."""
    found = Movement.objects.filter(cession_id=cession_id).select_related("policy").order_by("pk")
    return book(command, list(found))


def set_followers_aside(command: Command, policy: Policy) -> None:
    """What the leader collected for its co-insurers is owed to them (JE-31)."""
    amount = followers_part(coinsurance_of(policy.proposal_id), policy.premium)
    if not amount:
        return
    fact = ReinsuranceFact(
        source=(POLICY_KIND, policy.pk),
        document_kind=POLICY_KIND,
        document_id=policy.pk,
        document_number=policy.number,
        unit_id=policy.unit_id,
        line=policy.line,
        followers=amount,
        premium_kind=SECTION_KIND,
        premium_id=policy.section_id,
    )
    record_reinsurance(command, [fact])


def book(command: Command, movements: Sequence[Movement]) -> int:
    """Put movements into the books."""
    return record_reinsurance(command, [_fact(one) for one in movements])


def _fact(one: Movement) -> ReinsuranceFact:
    amounts = {
        MovementKind.PREMIUM: {"premium": one.amount, "unearned": one.amount},
        MovementKind.COMMISSION: {"commission": one.amount},
        MovementKind.RECOVERY: {"recovery": one.amount},
    }[MovementKind(one.kind)]
    return ReinsuranceFact(
        source=(MOVEMENT, one.pk),
        document_kind=POLICY_KIND,
        document_id=one.policy_id,
        document_number=one.policy.number,
        unit_id=one.unit_id,
        line=one.line,
        reinsurer_id=one.reinsurer_id,
        reinsurer_name=one.reinsurer_name,
        **amounts,
    )
