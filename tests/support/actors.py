"""An actor whose rights are written in the test."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.utils import timezone

from core.models import CaseAct
from core.workflow.command import Basis, Command
from core.workflow.refusals import AboveAuthority, Forbidden, Hidden, Refusal, SegregationConflict

ASSIGNMENT = 10  # the post of the person who signs, from the same fixture
GRANT = 1  # the grant that the fixture ``signing`` puts into the database


@dataclass(frozen=True)
class StubActor:
    """Holds exactly the permissions given, in one unit, up to one limit."""

    permissions: frozenset[str] = frozenset()
    staff_id: int | None = 1
    assignment_id: int | None = ASSIGNMENT
    unit_id: int = 100
    name: str = "Lin Xiaolan"
    post: str = "UW_UND1"
    limit: Decimal = Decimal(1000)
    conflicting: frozenset[tuple[str, str]] = frozenset({("sample.write", "sample.sign")})
    served: frozenset[str] = frozenset({"sample.sign"})

    def refusal_for(self, permission: str, subject: Any = None) -> Refusal | None:
        if permission not in self.permissions:
            return Forbidden("Your post does not allow this.", details={"rule": permission})
        if subject is not None and subject.unit_id != self.unit_id:
            return Hidden("Not found.")
        return None

    def segregation_refusal(self, duty: str, case: str) -> Refusal | None:
        earlier = CaseAct.objects.filter(case_ref=case, staff_id=self.staff_id).values_list("duty", flat=True)
        if any((act, duty) in self.conflicting for act in earlier):
            return SegregationConflict("You wrote this paper.")
        return None

    def authority_for(self, operation: str, subject: Any, measures: Mapping[str, Decimal]) -> Basis:
        amount = measures["amount"]
        if amount > self.limit:
            raise AboveAuthority("Above your authority.", details={"value": amount, "limit": self.limit})
        return Basis(grant_id=GRANT, limit=self.limit, measure="amount", amount=amount)

    def queues(self) -> frozenset[str]:
        return self.served


def order(actor: StubActor, **over: Any) -> Command:
    """A command of ``actor`` with a fresh key."""
    return Command(**{"key": uuid4(), "actor": actor, "at": timezone.now(), **over})
