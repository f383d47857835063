"""Working out an ending: the last day of cover and what goes back, on a ground that law and clause allow (4.3, 5.9)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core.audit import plain
from core.explain import Explained, Step
from finance import public as finance
from underwriting.models import Endorsement, Policy
from underwriting.rules import ending
from underwriting.rules.endorsement_kinds import Kind
from underwriting.rules.grounds import Ground
from underwriting.rules.lifecycle import POLICY_KIND
from underwriting.rules.policy_terms import Segment
from underwriting.rules.words import gettext_noop
from underwriting.selectors import policy_life
from underwriting.services.refusals import InvalidEntry


def work_out_ending(
    endorsement: Endorsement, segments: Sequence[Segment], today: date, *, notified_on: date | None
) -> None:
    """Fill in what the end of cover on ``effective_on`` gives back; ``notified_on`` is the day of the insurer's letter,
    ``today`` the day on which the right is used."""
    wanted = wanted_of(endorsement, segments, today, notified_on=notified_on)
    try:
        ending.refuse_ending(wanted, policy_life.clocks_on(endorsement.unit, today))
        explained, endorsement.set_off = _refund(endorsement, wanted, today)
    except ending.EndingFault as fault:
        raise refusal_of(fault) from None
    endorsement.changes = {policy_life.END: plain(endorsement.effective_on)}
    endorsement.before = {policy_life.END: plain(endorsement.policy.end_on)}
    endorsement.conflicts, endorsement.overruled = [], []
    endorsement.delta, endorsement.steps = -explained.result, explained.as_json()
    endorsement.exposure = Decimal(0)


def read_policy(endorsement: Endorsement) -> None:
    """The policy with what an ending is worked out from, in one statement."""
    policy = Policy.objects.select_related("unit", "proposal").get(pk=endorsement.policy_id)
    endorsement.policy, endorsement.unit = policy, policy.unit


def refuse_lost_right(endorsement: Endorsement, today: date) -> None:
    """Between the entry and the letter the time may have passed, or premium may have been taken (LAW-16)."""
    if endorsement.kind != Kind.END_INSURER:
        return
    wanted = wanted_of(endorsement, (), today, notified_on=None)
    try:
        ending.refuse_lost_right(wanted, policy_life.clocks_on(endorsement.unit, today))
    except ending.EndingFault as fault:
        raise refusal_of(fault) from None


def refusal_of(fault: ending.EndingFault) -> InvalidEntry:
    """The fault in the reader's language, at its field."""
    return InvalidEntry(_(str(fault)) % fault.values, field=fault.field)


def wanted_of(
    endorsement: Endorsement, segments: Sequence[Segment], today: date, *, notified_on: date | None
) -> ending.Wanted:
    """The ending as the rules read it."""
    policy, ground = endorsement.policy, Ground(endorsement.ground)
    unaffected_only = policy.line in policy_life.unaffected_lines(today)
    counts = ending.counts_claims(ground, unaffected_only=unaffected_only)
    return ending.Wanted(
        ground=ground,
        group=policy_life.group_of(policy.line, today),
        start_on=policy.start_on,
        end_on=policy.end_on,
        contract_end_on=policy.proposal.end_on,
        last_day=endorsement.effective_on,
        today=today,
        known_on=endorsement.known_on,
        voids=endorsement.kind == Kind.VOID,
        notified_on=notified_on,
        taken_on=_taken_on(endorsement, today),
        formed_on=localdate(policy.created_at),
        levels=policy_life.levels_until(segments, endorsement.effective_on),
        claims_paid=policy_life.paid_on_claims(policy) if counts else Decimal(0),
        sum_insured=_insured_at_the_end(segments),
        unaffected_only=unaffected_only,
    )


def _taken_on(endorsement: Endorsement, today: date) -> date | None:
    """Premium that was received although the insurer knew."""
    if endorsement.known_on is None or endorsement.ground not in ending.FORMED_CLOCK:
        return None
    return finance.premium_taken_on(POLICY_KIND, endorsement.policy_id, after=endorsement.known_on, until=today)


def _insured_at_the_end(segments: Sequence[Segment]) -> Decimal:
    """What a partial loss is measured against."""
    return policy_life.exposure_of(segments[-1].terms) if segments else Decimal(0)


def _refund(endorsement: Endorsement, wanted: ending.Wanted, today: date) -> tuple[Explained, Decimal]:
    """Computed on what the policy costs with all endorsements, never above what came in; and how much of it is set off
    against instalments still owed."""
    policy = endorsement.policy
    money = finance.policy_money(POLICY_KIND, policy.pk)
    rule = policy_life.refund_rule(policy, ending.case_of(wanted), today)
    premium = money.refundable + money.owed
    shares = policy_life.shares_of(rule, policy.start_on)
    explained = ending.refund(rule, premium=premium, wanted=wanted, shares=shares)
    if not money.owed:
        return explained, Decimal("0.00")
    net = max(explained.result - money.owed, Decimal("0.00"))
    offset = Step(rule=_OFFSET, factor=f"− {money.owed:,.2f}", result=net, basis=_SET_OFF)
    return Explained((*explained.steps, offset)), min(explained.result, money.owed)


_OFFSET = gettext_noop("Premium still owed is set off")
_SET_OFF = gettext_noop("Civil Code, article 568")
