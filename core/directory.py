"""What the mechanisms ask about people without knowing the organisation, which answers from the layer above."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple, Protocol

from core.models import WorkItem


class Colleague(NamedTuple):
    """Somebody to whom work may be handed."""

    staff_id: int
    assignment_id: int
    name: str
    post_name: str
    unit_name: str


class Directory(Protocol):
    """Answered by ``organisation``."""

    def actor(self, assignment_id: int, on: date, staff_id: int | None = None) -> Any | None:
        """The person acting under this post on a day, its holder if nobody is named; None when the post has ended, or
        the delegation by which somebody else acts under it."""

    def colleagues(self, item: WorkItem, on: date) -> Sequence[Colleague]:
        """Who serves the item's queue and sees its unit on a day."""

    def parameter(self, name: str, on: date) -> Any:
        """The value of a business parameter in force on a day."""


_directories: list[Directory] = []


def answer_with(directory: Directory) -> None:
    """Called while the organisation starts."""
    _directories[:] = [directory]


def directory() -> Directory:
    return _directories[0]
