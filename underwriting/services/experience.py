"""Losses of a policy, as claims report them (UWR-02, DUT-10)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.workflow.command import Command
from underwriting.models import LossExperience as Row
from underwriting.models import Policy
from underwriting.services.loss_advice import share_later


@dataclass(frozen=True, slots=True, kw_only=True)
class LossExperience:
    """A claim as underwriting needs to know it."""

    policy_id: int
    claim_number: str
    occurred_on: date
    incurred: Decimal
    at_fault: bool
    closed: bool


def record(command: Command, loss: LossExperience) -> None:
    """Keep the newest figures of a claim; the same report twice changes nothing."""
    vin, product, line = Policy.objects.values_list("vin", "product", "line").get(pk=loss.policy_id)
    Row.objects.update_or_create(
        claim_number=loss.claim_number,
        defaults={
            "policy_id": loss.policy_id,
            "vin": vin,
            "occurred_on": loss.occurred_on,
            "incurred": loss.incurred,
            "at_fault": loss.at_fault,
            "closed": loss.closed,
            "recorded_at": command.at,
        },
    )
    share_later(product, line, loss.claim_number, command)
