"""What underwriting tells the apps above."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyIssued:
    """A policy was made."""

    kind: ClassVar[str] = "underwriting.policy_issued"
    policy_id: int
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyVoided:
    """A policy was made void before its cover began."""

    kind: ClassVar[str] = "underwriting.policy_voided"
    policy_id: int
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyInForce:
    """Cover has begun."""

    kind: ClassVar[str] = "underwriting.policy_in_force"
    policy_id: int
    number: str
