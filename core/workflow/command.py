"""A command: who wants a change, when, under which idempotency key and seeing which version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Any, Protocol
from uuid import UUID, uuid5

from core.workflow.refusals import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """Under which grant an act was allowed; stored in the audit entry and in the case act."""

    grant_id: int | None = None
    limit: Decimal | None = None
    measure: str = ""
    amount: Decimal | None = None
    label: str = ""
    delegation_id: int | None = None

    def as_json(self) -> dict[str, Any]:
        return {
            "grant": self.grant_id,
            "limit": None if self.limit is None else str(self.limit),
            "measure": self.measure,
            "amount": None if self.amount is None else str(self.amount),
            "label": self.label,
            **({"delegation": self.delegation_id} if self.delegation_id else {}),
        }


class Actor(Protocol):
    """A person under one acting post, an API client, or a named system actor. Implemented by ``organisation``."""

    @property
    def staff_id(self) -> int | None:
        """The person; None for system actors."""

    @property
    def assignment_id(self) -> int | None:
        """The post assignment under which the person acts; None for system actors and API clients."""

    @property
    def unit_id(self) -> int:
        """The unit in whose name the actor acts; it also names the audit stream."""

    @property
    def name(self) -> str: ...

    @property
    def post(self) -> str:
        """Post code such as ``UW_UND2``; ``system:<name>`` or ``client:<key>`` otherwise."""

    def refusal_for(self, permission: str, subject: object | None = None) -> Refusal | None:
        """None when the post holds the permission and ``subject`` lies in its scope; otherwise why not."""

    def segregation_refusal(self, duty: str, case: str) -> Refusal | None:
        """None when the person did no incompatible act on ``case`` before; otherwise which act stands against it."""

    def authority_for(self, operation: str, subject: object, measures: Mapping[str, Decimal]) -> Basis:
        """The grant that covers every measure; raises ``AboveAuthority`` with who can decide."""

    def queues(self) -> frozenset[str]:
        """The work queues that the actor's post serves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One request for one change. The same key never has two effects."""

    key: UUID
    actor: Actor
    at: datetime
    reason: str = ""
    version: int | None = None
    context: Mapping[str, str] = field(default_factory=dict)  # request id, address, channel: kept in the audit entry

    @property
    def signature(self) -> str:
        """Name and post of who acts, as papers and histories keep it."""
        return f"{self.actor.name} · {self.actor.post}"

    def then(self, step: str) -> Command:
        """The command for a following step, with a derived key, so that the whole stays idempotent."""
        return replace(self, key=uuid5(self.key, step), version=None)

    def acting_as(self, actor: Actor, step: str) -> Command:
        """A following step done by another actor, such as a named system actor."""
        return replace(self.then(step), actor=actor)
