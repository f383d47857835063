"""Commands of people of the demo branch."""

from __future__ import annotations

from uuid import uuid4

from django.utils import timezone

from core.workflow.command import Command
from organisation.actors import actor_of
from organisation.models import PostAssignment, Staff


def by(login: str, reason: str = "") -> Command:
    """A command of the person in the first post."""
    held = PostAssignment.objects.select_related("staff", "unit", "scope_unit").filter(staff__login_name=login)
    return Command(key=uuid4(), actor=actor_of(held.order_by("pk")[0]), at=timezone.now(), reason=reason)


def person(login: str) -> int:
    """The person's key."""
    return Staff.objects.get(login_name=login).pk
