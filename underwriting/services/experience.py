"""Losses of a policy, as claims report them (UWR-02, DUT-10)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.workflow.command import Command
from underwriting.models import LossExperience as Row
from underwriting.models import Policy
from underwriting.services.loss_advice import share_later

NEWEST = ("policy", "vin", "occurred_on", "incurred", "paid", "at_fault", "closed", "recorded_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class LossExperience:
    """A claim as underwriting needs to know it; ``paid`` is what of it was paid until now, once the claim is closed all
    of it."""

    policy_id: int
    claim_number: str
    occurred_on: date
    incurred: Decimal
    at_fault: bool
    closed: bool
    paid: Decimal = Decimal("0.00")


def record(command: Command, loss: LossExperience) -> None:
    """Keep the newest figures of a claim; the same report twice changes nothing."""
    vin, product, line = Policy.objects.values_list("vin", "product", "line").get(pk=loss.policy_id)
    row = Row(
        claim_number=loss.claim_number,
        policy_id=loss.policy_id,
        vin=vin,
        occurred_on=loss.occurred_on,
        incurred=loss.incurred,
        paid=loss.incurred if loss.closed else loss.paid,
        at_fault=loss.at_fault,
        closed=loss.closed,
        recorded_at=command.at,
    )
    Row.objects.bulk_create([row], update_conflicts=True, unique_fields=["claim_number"], update_fields=NEWEST)
    share_later(product, line, loss.claim_number, command)
