"""Base of every business row: the unit it belongs to and that unit's ancestors."""

from __future__ import annotations

from typing import Protocol, TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import WorkScope
from core.workflow.command import Actor
from organisation.models.unit import Unit

M = TypeVar("M", bound=models.Model)


class ScopedActor(Actor, Protocol):
    """An actor whose scope can be turned into a filter."""

    def scope_filter(self, model: type[models.Model]) -> models.Q:
        """The rows of ``model`` that the actor may see."""


class ScopedQuerySet(models.QuerySet[M]):
    """Rows as an actor may see them. Every selector starts here; what is outside reads as not found."""

    def visible_to(self, actor: ScopedActor) -> ScopedQuerySet[M]:
        """Rows in the actor's scope, and rows that were shared with the person for a time."""
        return self.filter(actor.scope_filter(self.model))


def _ancestor() -> models.ForeignKey[Unit | None, Unit | None]:
    """An ancestor column: no index of its own, the lists bring composite ones."""
    return models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False)


class Scoped(models.Model):
    """A row of a unit. ``province``, ``branch`` and ``sub_branch`` are copies of the unit's ancestors."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit"))
    sub_branch = _ancestor()
    branch = _ancestor()
    province = _ancestor()

    class Meta:
        abstract = True

    def set_unit(self, unit: Unit) -> None:
        """Give the row to ``unit``, with its ancestors."""
        self.unit = unit
        self.sub_branch_id, self.branch_id, self.province_id = unit.sub_branch_id, unit.branch_id, unit.province_id

    def work_scope(self, queue: str) -> WorkScope:
        """Where the row waits when it is in ``queue``: in its own unit unless ``work_unit_id`` says otherwise."""
        wanted: int = self.work_unit_id(queue)  # type: ignore[attr-defined]
        unit = self if wanted == self.unit_id else Unit.objects.get(pk=wanted)
        return WorkScope(
            unit_id=wanted, sub_branch_id=unit.sub_branch_id, branch_id=unit.branch_id, province_id=unit.province_id
        )
