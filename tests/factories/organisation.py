"""The demo branch and actors in it."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.utils import timezone

from core import demo
from core.workflow.command import Command
from organisation.actors import PostActor
from organisation.demo import build_organisation
from organisation.models import PostAssignment, Staff, Unit
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


def give_post(
    staff: Staff, post: str, unit: Unit, period: Any, *, scope: Unit | None = None, **over: Any
) -> PostAssignment:
    """Written as it is after two others agreed; they are made where the branch has none."""
    others = list(Staff.objects.exclude(pk=staff.pk).order_by("pk")[:2])
    while len(others) < 2:
        name = f"giver{len(others)}"
        others.append(Staff.objects.create(login_name=name, name=name, employee_number=name))
    return PostAssignment.objects.create(
        staff=staff,
        post_id=post,
        unit=unit,
        scope_unit=scope or unit,
        period=period,
        proposed_by=others[0],
        approved_by=others[1],
        **over,
    )


def order(actor: Any, **over: Any) -> Command:
    """A command of ``actor`` with a fresh key."""
    return Command(**{"key": uuid4(), "actor": actor, "at": timezone.now(), **over})
