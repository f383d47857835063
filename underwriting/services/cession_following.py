"""What an endorsement does to the reinsurance of its policy: agreement used up, cession made anew (REI-06, REI-12)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from core.workflow.command import Command
from underwriting.models import Endorsement, Policy
from underwriting.rules.lines import MOTOR
from underwriting.rules.reinsurance.following import concerns_reinsurers
from underwriting.selectors.endorsement_gate import more_of
from underwriting.services.agreement import agreement_to_use, use_agreement
from underwriting.services.cession_queue import Change, cede_later
from underwriting.services.endorsement_gate import refuse_unplaced_change


def touches_cession(endorsement: Endorsement) -> bool:
    """Whether the reinsurers are asked first and the cession is made anew; motor business has neither."""
    if endorsement.policy.product == MOTOR:
        return False
    return concerns_reinsurers(endorsement.delta, endorsement.changes)


def follow_endorsement(endorsement: Endorsement, policy: Policy, command: Command) -> None:
    """Part of issuing an endorsement. Refused while the reinsurers of a placement have not agreed; an ending only
    gives back what was ceded."""
    if policy.product == MOTOR or not (endorsement.ends_policy or touches_cession(endorsement)):
        return
    if not endorsement.ends_policy:
        if agreement_to_use(policy, endorsement.number) is not None and more_of(endorsement).raises:
            refuse_unplaced_change(endorsement)  # what they agreed to may have changed since the decision
        use_agreement(policy, command, endorsement=endorsement.number)
    ended = endorsement.ends_policy
    change = Change(
        delta=endorsement.written,
        sum_insured=Decimal(0) if ended else endorsement.exposure,
        effective_on=max(endorsement.effective_on + timedelta(days=1 if ended else 0), policy.start_on),
    )
    cede_later(policy, command, occasion=endorsement.number, change=change)
