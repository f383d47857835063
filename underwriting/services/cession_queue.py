"""Cessions are made by the queue: what is awaited, in which order it is made, what was missed (ADR 7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.timezone import localdate

from core.jobs import NewJob, enqueue_many
from core.workflow.command import Command
from underwriting.models import AwaitedCession, Cession, Policy
from underwriting.rules.lines import CEDED_LINES, MOTOR
from underwriting.selectors.reinsurance import protection_of
from underwriting.services.cession import ISSUE, cede, locked, order_after, order_at_issue

CEDE_JOB, MISSING_JOB = "underwriting.cede", "underwriting.missing_cessions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What an endorsement or ending did: difference of gross premium, sum insured after it (as before when none is
    told), from which day."""

    delta: Decimal
    sum_insured: Decimal | None
    effective_on: date


def cession_jobs(policies: Sequence[Policy]) -> list[NewJob]:
    """The cessions of new policies and the shares of their co-insurers, to be queued in the transaction that issues
    them; motor business is kept whole."""
    return [_job(policy.pk, ISSUE) for policy in policies if policy.product != MOTOR]


def cede_later(policy: Policy, command: Command, *, occasion: str, change: Change) -> None:
    """Await the cession of a policy that was changed or ended, in the transaction that does it."""
    if policy.product == MOTOR or policy.line not in CEDED_LINES:
        return
    awaited = _awaited(policy, command.at, occasion, change)
    AwaitedCession.objects.bulk_create([awaited], ignore_conflicts=True)
    enqueue_many([_job(policy.pk, occasion)])


def _awaited(policy: Policy, at: datetime, occasion: str, change: Change) -> AwaitedCession:
    row = AwaitedCession(
        policy=policy,
        line=policy.line,
        occasion=occasion,
        delta=change.delta,
        sum_insured=change.sum_insured,
        effective_on=change.effective_on,
        asked_at=at,
    )
    row.set_unit(policy.unit)
    return row


def _job(policy_id: int, occasion: str) -> NewJob:
    payload = {"policy": policy_id, "occasion": occasion}
    return NewJob(kind=CEDE_JOB, key=f"{policy_id}:{occasion}", payload=payload, queue="underwriting")


@transaction.atomic
def bring_up_to_date(command: Command, policy_id: int) -> int:
    """Make every version that a policy still awaits, the first one and then each change in the order in which they
    were made, from the newest version under the policy's lock. Returns how many were made. A contract that nothing
    protected on its first day awaits nothing."""
    policy = locked(policy_id)
    made = 0
    if protection_of(policy.line, policy.start_on) is not None:
        newest = _newest(policy)
        if newest is None:
            cede(command.then(ISSUE), order_at_issue(policy))
            made += 1
        for change in AwaitedCession.objects.filter(policy=policy, made_at=None).exclude(occasion=ISSUE).order_by("pk"):
            change.policy = policy
            cede(command.then(change.occasion), order_after(_known(policy), change))
            made += 1
    AwaitedCession.objects.filter(policy=policy, made_at=None).update(made_at=command.at)
    return made


def _newest(policy: Policy) -> Cession | None:
    return Cession.objects.filter(policy=policy, superseded_at=None).first()


def _known(policy: Policy) -> Cession:
    return Cession.objects.get(policy=policy, superseded_at=None)


def await_missing(at: datetime, *, older_than: timedelta, most: int = 1000) -> int:
    """Await and queue the first cession of policies of ceded lines that have had none for a while; returns how many
    were found."""
    protected = Policy.objects.filter(line__in=CEDED_LINES, created_at__lt=at - older_than).exclude(product=MOTOR)
    bare = protected.filter(~Exists(Cession.objects.filter(policy=OuterRef("pk"))))
    noted = AwaitedCession.objects.filter(policy=OuterRef("pk"), occasion=ISSUE)
    unknown = bare.filter(~Exists(noted)).select_related("unit").order_by("pk")[:most]
    found = [one for one in unknown if protection_of(one.line, one.start_on)]
    rows = [
        _awaited(one, at, ISSUE, Change(delta=Decimal(0), sum_insured=None, effective_on=one.start_on)) for one in found
    ]
    AwaitedCession.objects.bulk_create(rows, ignore_conflicts=True)
    enqueue_many([_job(one.pk, ISSUE) for one in found])
    return len(found)


def queue_stale(at: datetime, *, older_than: timedelta) -> int:
    """Queue again, once a day, what has been awaited for too long; returns for how many policies."""
    stale = AwaitedCession.objects.filter(made_at=None, asked_at__lt=at - older_than)
    policies = sorted(set(stale.values_list("policy_id", flat=True)))
    return enqueue_many([_job(pk, f"again:{localdate(at)}") for pk in policies])
