"""Questions about people and the posts they hold."""

from __future__ import annotations

from datetime import date

from organisation.models import PostAssignment


def demo_posts(on: date) -> list[PostAssignment]:
    """Everybody who holds a post on a day, ordered by unit and post: the one-click sign-in of the demo."""
    held = PostAssignment.objects.filter(period__contains=on, staff__is_active=True)
    return list(held.select_related("staff", "post", "unit").order_by("unit__code", "post__order", "pk"))


def assignments_of(staff_id: int, on: date) -> list[PostAssignment]:
    """The posts that a person holds on a day."""
    held = PostAssignment.objects.filter(staff_id=staff_id, period__contains=on, staff__is_active=True)
    return list(held.select_related("staff", "post", "unit", "scope_unit").order_by("post__order", "pk"))
