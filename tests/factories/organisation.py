"""The demo branch and actors in it."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.utils import timezone

from core import demo
from core.workflow.command import Command
from organisation.actors import PostActor
from organisation.demo import build_organisation
from organisation.models import PostAssignment
from organisation.public import actor_of

STORY = 1000  # builders from here on bring business, not the branch itself


def make_branch() -> None:
    """Quanzhou with its centres, sub-branches, people, posts and authority."""
    build_organisation()


def make_working_branch() -> None:
    """The branch with all that the apps need to work: branch values, printed forms, open books."""
    for builder in demo.builders():
        if builder.order < STORY:
            builder.load()


def actor_at(post: str, unit: str, *, nth: int = 0) -> PostActor:
    """The ``nth`` person who holds ``post`` in the unit with code ``unit`` of the demo branch."""
    held = PostAssignment.objects.filter(post_id=post, unit__code=unit).select_related("staff", "unit", "scope_unit")
    return actor_of(held.order_by("pk")[nth])


def order(actor: Any, **over: Any) -> Command:
    """A command of ``actor`` with a fresh key."""
    return Command(**{"key": uuid4(), "actor": actor, "at": timezone.now(), **over})
