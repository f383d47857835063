"""The door of underwriting for the apps above."""

from __future__ import annotations

from datetime import date

from core.workflow.command import Command
from organisation.public import system_actor
from underwriting.events import PolicyInForce, PolicyIssued
from underwriting.models import Policy
from underwriting.rules.entry.brought import KNOWN, Known, known_of
from underwriting.rules.lifecycle import IN_FORCE
from underwriting.selectors.brought import Brought, Source, register_source
from underwriting.selectors.catalogue import products
from underwriting.selectors.cover import (
    CoverageFact,
    CoverFact,
    CoverQuery,
    VehicleFact,
    cover_in_force,
    covers_in_force,
    find_cover,
    policy_copies,
    policy_copy,
)
from underwriting.selectors.entry_ways import entry_address
from underwriting.selectors.holders import books_of_holders
from underwriting.selectors.state_limits import StateLimit, register_state_limits
from underwriting.services.experience import LossExperience, record
from underwriting.services.policy_life import exhaust

__all__ = [
    "KNOWN",
    "Brought",
    "CoverFact",
    "CoverQuery",
    "CoverageFact",
    "Known",
    "LossExperience",
    "PolicyInForce",
    "PolicyIssued",
    "Source",
    "StateLimit",
    "VehicleFact",
    "books_of_holders",
    "cover_in_force",
    "covers_in_force",
    "end_by_total_loss",
    "entry_address",
    "find_cover",
    "known_of",
    "policy_copies",
    "policy_copy",
    "products",
    "record_loss_experience",
    "register_source",
    "register_state_limits",
]


def end_by_total_loss(command: Command, policy_id: int, *, last_day: date) -> None:
    """Claims paid a total loss: the sum insured is used up and the policy ends; nothing is done to one that ended
    before (5.0 #21)."""
    policy = Policy.objects.only("state", "unit_id").get(pk=policy_id)
    if policy.state != IN_FORCE:
        return
    clock = system_actor("policy-clock", unit_id=policy.unit_id)
    exhaust(policy_id, command.acting_as(clock, f"exhaust:{policy_id}"), last_day=last_day)


def record_loss_experience(command: Command, loss: LossExperience) -> None:
    """Claims pushes what a claim costs; underwriting weighs it at renewal (UWR-02)."""
    record(command, loss)
