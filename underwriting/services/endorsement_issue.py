"""Issuing an endorsement: new versions of the policy, the books, the printed paper; and the day it takes effect."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.timezone import localdate

from archives.public import bound_forms, retire_form
from core.jobs import enqueue
from core.numbering import business_number
from core.workflow.command import Command
from core.workflow.engine import transition
from finance import public as finance
from organisation.public import system_actor
from underwriting.models import COMPULSORY, Coinsurance, Endorsement, Policy, PolicyVersion
from underwriting.rules import endorsement_life as life
from underwriting.rules import policy_terms
from underwriting.rules.endorsement_kinds import Kind
from underwriting.rules.lifecycle import POLICY_KIND
from underwriting.rules.policy_terms import Segment
from underwriting.selectors import policy_life
from underwriting.selectors.coinsurance import coinsurance_of, followers_part
from underwriting.selectors.endorsement_gate import versions_now
from underwriting.services import policy_life as lives
from underwriting.services.cession_following import follow_endorsement
from underwriting.services.ending_papers import refuse_undelivered
from underwriting.services.endorsement_claims import refuse_open_claims
from underwriting.services.endorsement_content import life_with
from underwriting.services.endorsing import refuse_ended, refuse_stale
from underwriting.services.exempting_changes import refuse_spent_credit_of_change
from underwriting.services.listed_changes import put_on_list
from underwriting.services.plans import drop_plan
from underwriting.services.transferring import go_over

PAPER_JOB, CLOCK = "underwriting.endorsement_paper", "policy-clock"


def moved(endorsement: Endorsement) -> dict[str, Decimal]:
    """Authority is measured by the money that the endorsement moves, either way."""
    return {"amount": abs(Decimal(endorsement.delta))}


@transition(Endorsement, life.ISSUE, measures=moved)
def issue_endorsement(endorsement: Endorsement, command: Command, /) -> str | None:
    """Numbered without gaps; what holds from a later day waits for it."""
    policy = (
        Policy.objects.select_for_update(of=("self",)).select_related("unit", "proposal").get(pk=endorsement.policy_id)
    )
    refuse_ended(policy)
    refuse_stale(endorsement)
    if endorsement.ends_policy:
        refuse_open_claims(endorsement)
        refuse_undelivered(endorsement)
    refuse_spent_credit_of_change(endorsement, localdate(command.at))
    after = issue_endorsement_terms(endorsement, policy, command)
    put_on_list(endorsement)
    _book(endorsement, policy, command)
    follow_endorsement(endorsement, policy, command)
    endorsement.issued_at = command.at
    today = localdate(command.at)
    enqueue_paper(endorsement)
    due = takes_effect(endorsement, today)
    if due:
        _carry_out(endorsement, policy, command, after)
    endorsement.printed_number = business_number("E", endorsement.line, today.year, policy.unit.code, gap_free=True)
    return life.EFFECTIVE if due else None


def issue_endorsement_terms(endorsement: Endorsement, policy: Policy, command: Command) -> list[Segment]:
    """New versions of the policy, with effective and recorded time; the life of the policy as it is then."""
    current = versions_now(endorsement)
    before = policy_life.segments_from(policy, current)
    after = _after(endorsement, policy, before)
    _write_versions(current, [one for one in after if one not in before], after, endorsement, command)
    return after


def enqueue_paper(endorsement: Endorsement) -> None:
    """The printed endorsement follows as queued work."""
    enqueue(PAPER_JOB, key=str(endorsement.pk), payload={"endorsement": endorsement.pk}, queue="documents")


def takes_effect(endorsement: Endorsement, today: date) -> bool:
    """An ending shows on the day after its last day of cover, or at once when cover never begins."""
    if not endorsement.ends_policy:
        return endorsement.effective_on <= today
    return endorsement.effective_on < max(today, endorsement.policy.start_on)


def _after(endorsement: Endorsement, policy: Policy, segments: Sequence[Segment]) -> list[Segment]:
    """The life of the policy with this endorsement in it."""
    if endorsement.ends_policy:
        end = endorsement.effective_on + timedelta(days=1)
        return policy_terms.shortened(segments, end) if end > policy.start_on else list(segments)
    if endorsement.kind == Kind.EXTENSION:
        end = date.fromisoformat(endorsement.changes[policy_life.END]) + timedelta(days=1)
        return policy_terms.lengthened(segments, end, source=endorsement.number)
    return life_with(
        policy,
        segments,
        endorsement.changes,
        endorsement.effective_on,
        overruled=endorsement.overruled,
        source=endorsement.number,
    )


def _write_versions(
    current: Sequence[PolicyVersion],
    fresh: Sequence[Segment],
    after: Sequence[Segment],
    endorsement: Endorsement,
    command: Command,
) -> None:
    """What does not hold any more is superseded, never deleted; what differs is written anew (effective and recorded
    time)."""
    kept = [one for one in after if one not in fresh]
    gone = [version.pk for version in current if not any(_is(version, one) for one in kept)]
    PolicyVersion.objects.filter(pk__in=gone).update(superseded_at=command.at)
    made = [
        _version(segment, _source(current, segment), endorsement.base_version + n, endorsement)
        for n, segment in enumerate(fresh, start=1)
    ]
    for version in made:
        version.recorded_at = command.at
    PolicyVersion.objects.bulk_create(made)


def _is(version: PolicyVersion, segment: Segment) -> bool:
    return bool(version.effective.lower == segment.begins and version.effective.upper == segment.ends)


def _source(current: Sequence[PolicyVersion], segment: Segment) -> PolicyVersion:
    """The version that held when the segment begins, or the last one for a longer period."""
    return next((v for v in current if segment.begins in v.effective), current[-1])


def _version(segment: Segment, old: PolicyVersion, number: int, endorsement: Endorsement) -> PolicyVersion:
    own = segment.source == endorsement.number
    return PolicyVersion(
        policy_id=old.policy_id,
        number=number,
        effective=DateRange(segment.begins, segment.ends),
        content=policy_life.content_from(segment.terms, old.content),
        coverages=policy_life.coverages_from(segment.terms, old.coverages),
        special_terms=segment.terms.get(policy_life.SPECIAL_TERMS, ""),
        steps=endorsement.steps if own else old.steps,
        particulars={name: segment.terms.get(name, "") for name in policy_life.ENTRIES},
        source=segment.source,
    )


def _book(endorsement: Endorsement, policy: Policy, command: Command) -> None:
    """Refunds, endings and a longer period in the books; additional premium was booked when it came in, and is bound
    to what is issued on it. What may be paid later is owed from now on."""
    if endorsement.on_credit:
        finance.charge_policy_premium(command, POLICY_KIND, policy.pk, instalments=endorsement.on_credit["items"])
    elif endorsement.instalment is not None:
        finance.bind_policy_premium(command, POLICY_KIND, policy.pk, instalment=endorsement.instalment)
    if endorsement.kind == Kind.EXTENSION:
        end = date.fromisoformat(endorsement.changes[policy_life.END])
        finance.extend_policy_premium(command, POLICY_KIND, policy.pk, cover_end=end)
    if endorsement.ends_policy and not policy.is_motor:
        drop_plan(policy.proposal_id, command)
    if endorsement.ends_policy and endorsement.effective_on < policy.start_on:
        _void(endorsement, policy, command)
        return
    last_day = endorsement.effective_on if endorsement.ends_policy else None
    if endorsement.delta < 0:
        finance.refund_policy_premium(
            command,
            POLICY_KIND,
            policy.pk,
            gross=endorsement.refund,
            account_token=endorsement.account_token,
            cancelled_on=last_day,
            followers=followers_part(_shared(policy), endorsement.refund),
        )
    elif last_day is not None and not endorsement.set_off:
        finance.end_policy_premium(command, POLICY_KIND, policy.pk, last_day=last_day)
    if last_day is not None and endorsement.set_off:
        gross = endorsement.set_off
        finance.set_off_policy_premium(command, POLICY_KIND, policy.pk, gross=gross, last_day=last_day)


def _shared(policy: Policy) -> Coinsurance | None:
    """Motor business is not co-insured."""
    return None if policy.is_motor else coinsurance_of(policy.proposal_id)


def _void(endorsement: Endorsement, policy: Policy, command: Command) -> None:
    """Cover never begins. Of a contract led with co-insurers each bears its part of what goes back, to the cent, and
    keeps its part of the fee."""
    shared = _shared(policy)
    followers = followers_part(shared, endorsement.refund)
    borne = followers_part(shared, finance.policy_money(POLICY_KIND, policy.pk).paid) if shared else followers
    finance.void_policy_premium(
        command,
        POLICY_KIND,
        policy.pk,
        account_token=endorsement.account_token,
        back=endorsement.refund,
        followers=followers,
        followers_fee=borne - followers,
    )


@transition(Endorsement, life.TAKE_EFFECT)
def take_effect(endorsement: Endorsement, command: Command, /) -> None:
    """The day has come."""
    policy = Policy.objects.select_related("unit").get(pk=endorsement.policy_id)
    _carry_out(endorsement, policy, command, policy_life.segments_of(policy))


def _carry_out(endorsement: Endorsement, policy: Policy, command: Command, life_of: Sequence[Segment]) -> None:
    """The policy itself: ended, or with its new particulars."""
    clock = command.acting_as(system_actor(CLOCK, unit_id=policy.unit_id), f"policy:{endorsement.pk}")
    if not endorsement.ends_policy:
        lives.amend(policy.pk, clock, values=_columns(endorsement, policy, life_of, localdate(command.at)))
        if endorsement.kind == Kind.TRANSFER:
            go_over(policy.pk, clock)
        return
    _take_back_sign(policy, clock)
    if endorsement.effective_on < policy.start_on:
        lives.void(policy.pk, clock)
    else:
        lives.terminate(policy.pk, clock)


def _take_back_sign(policy: Policy, command: Command) -> None:
    """The sign of compulsory cover that has ended is void (5.9)."""
    if policy.line == COMPULSORY and policy.serial:
        for form in bound_forms(POLICY_KIND, policy.pk):
            if form.valid:
                retire_form(command, form, lost=False, note=policy.number)


def _columns(endorsement: Endorsement, policy: Policy, life_of: Sequence[Segment], today: date) -> dict[str, Any]:
    """Columns of the policy that show what holds now: the newest recorded terms of today."""
    if endorsement.kind == Kind.EXTENSION:
        return {policy_life.END: endorsement.changes[policy_life.END]}
    now = policy_terms.terms_on(life_of, max(today, policy.start_on))
    return {name: now.get(name, "") for name in endorsement.changes if name in policy_life.COLUMNS}
