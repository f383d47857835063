"""The door of underwriting for the apps above."""

from __future__ import annotations

from core.workflow.command import Command
from underwriting.events import PolicyInForce, PolicyIssued
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
from underwriting.services.experience import LossExperience, record

__all__ = [
    "CoverFact",
    "CoverQuery",
    "CoverageFact",
    "LossExperience",
    "PolicyInForce",
    "PolicyIssued",
    "VehicleFact",
    "cover_in_force",
    "covers_in_force",
    "find_cover",
    "policy_copies",
    "policy_copy",
    "record_loss_experience",
]


def record_loss_experience(command: Command, loss: LossExperience) -> None:
    """Claims pushes what a claim costs; underwriting weighs it at renewal (UWR-02)."""
    record(command, loss)
