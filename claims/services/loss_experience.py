"""What a loss costs, told to underwriting: it weighs at renewal (UWR-02), and reinsurers bear part of it (REI-10)."""

from __future__ import annotations

from django.utils.timezone import localdate

from claims.models import Claim
from claims.selectors.reports import survey_of
from core.workflow.command import Command
from underwriting.public import LossExperience, record_loss_experience


def tell_underwriting(claim: Claim, command: Command, *, closed: bool) -> None:
    """The claim as it stands now: at its first estimate, whenever that changes, and when it is closed or opened
    again."""
    survey = survey_of(claim.report_id)
    loss = LossExperience(
        policy_id=claim.policy_id,
        claim_number=claim.number,
        occurred_on=localdate(claim.occurred_at),
        incurred=claim.paid if closed else max(claim.payable, claim.paid, claim.reserve),
        at_fault=survey is not None and survey.fault != "none",
        closed=closed,
        paid=claim.paid,
    )
    record_loss_experience(command.then("experience"), loss)
