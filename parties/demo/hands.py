"""Whose hands build the demo branch."""

from __future__ import annotations

from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from core.workflow.command import Command
from organisation.models import PostAssignment
from organisation.public import actor_of


def demo_command(post: str, unit: str, name: str, *, reason: str = "") -> Command:
    """A command of the first person who holds ``post`` in a unit; the same name gives the same key."""
    held = PostAssignment.objects.filter(post_id=post, unit__code=unit).select_related("staff", "unit", "scope_unit")
    actor = actor_of(held.order_by("pk")[0])
    return Command(key=uuid5(NAMESPACE_URL, f"demo/parties/{name}"), actor=actor, at=timezone.now(), reason=reason)
