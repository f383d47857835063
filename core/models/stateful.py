"""Base of every business object whose changes go through the workflow engine."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, ClassVar, TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.workflow.command import Actor
from core.workflow.refusals import Refusal
from core.workflow.spec import Creation, Lifecycle, State, Transition

Act = TypeVar("Act", Creation, Transition)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkSummary:
    """What a work list shows of an object without loading it. ``assignee_id`` names the person whose work it is from
    the start, ``due_at`` a day that was agreed instead of a clock."""

    title: str
    detail: str = ""
    line: str = ""
    amount: Decimal | None = None
    customer: str = ""
    assignee_id: int | None = None
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkScope:
    """The unit that must act, with its ancestors, as stored on the work item."""

    unit_id: int
    sub_branch_id: int | None = None
    branch_id: int | None = None
    province_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthoritySubject:
    """What an authority grant is looked up for: line of business, unit and the day of the decision."""

    line: str
    unit_id: int
    on: date | None = None


@cache
def _audited(model: type[Stateful]) -> tuple[str, ...]:
    excluded = model.audit_excluded | {"id", "version", "created_at", "updated_at"}
    fields = model._meta.concrete_fields
    return tuple(f.attname for f in fields if f.attname not in excluded and not getattr(f, "sensitive", False))


class Stateful(models.Model):
    """An object with a lifecycle. Only ``core.workflow.engine`` assigns ``state`` and ``version``."""

    lifecycle: ClassVar[Lifecycle]
    locked_with: ClassVar[tuple[str, ...]] = ()  # read in the statement that locks the row, not locked themselves
    audit_excluded: ClassVar[frozenset[str]] = frozenset()
    side_queues: ClassVar[tuple[str, ...]] = ()  # what waits there beside the state's own step ends with the state

    state = models.CharField(_("state"), max_length=32)
    version = models.PositiveIntegerField(_("version"), default=1)
    created_at = models.DateTimeField(_("created at"))
    updated_at = models.DateTimeField(_("changed at"))

    class Meta:
        abstract = True

    def act(self, spec: Act) -> Act:
        """The declared act as it applies to this object: kinds of one model may ask for another permission or duty."""
        return spec

    def stage(self, value: str) -> State:
        """The declared state as it applies to this object: kinds of one model may wait in another queue."""
        return self.lifecycle.state(value)

    def personal_refusal(self, actor: Actor, spec: Transition) -> Refusal | None:  # noqa: ARG002 - subclasses answer
        """What stands against this very person, whatever the post: some acts belong to whoever began the matter."""
        return None

    def case(self) -> str:
        """Acts on the same case are held against each other by the segregation of duties."""
        return f"{self.lifecycle.kind}:{self.pk}"

    def audit_number(self) -> str:
        """The number under which people know the object."""
        return str(getattr(self, "number", "") or self.pk)

    def audit_values(self) -> dict[str, Any]:
        """The values kept in the audit entry: plain columns, never sensitive ones."""
        return {name: getattr(self, name) for name in _audited(type(self))}

    def work_unit_id(self, queue: str) -> int:  # noqa: ARG002 - subclasses route by queue
        """The unit that must act when the object waits in ``queue``."""
        unit: int = self.unit_id  # type: ignore[attr-defined]
        return unit

    def work_scope(self, queue: str) -> WorkScope:
        """The acting unit with its ancestors; the object's own ancestors unless a subclass knows better."""
        return WorkScope(
            unit_id=self.work_unit_id(queue),
            sub_branch_id=getattr(self, "sub_branch_id", None),
            branch_id=getattr(self, "branch_id", None),
            province_id=getattr(self, "province_id", None),
        )

    def work_summary(self) -> WorkSummary:
        """What the work list shows."""
        return WorkSummary(title=self.audit_number())

    def authority_subject(self) -> AuthoritySubject:
        """What authority is asked for; lines of business refine it."""
        return AuthoritySubject(line=getattr(self, "line", ""), unit_id=self.unit_id)  # type: ignore[attr-defined]
