"""Who takes in business: the people by whom lists are narrowed down."""

from __future__ import annotations

from datetime import date
from typing import Any

from organisation.models import PostAssignment
from underwriting.permissions import POSTS

RECEIVE = "underwriting.receive_proposal"


def sellers(actor: Any, on: date) -> list[tuple[int, str]]:
    """Key and name of the people in the actor's scope, by name; who sold something and left is found through the
    statistics."""
    held = PostAssignment.objects.filter(post_id__in=POSTS[RECEIVE], period__contains=on)
    column = actor.scope_column
    if column is not None:
        place = "unit_id" if column == "unit_id" else f"unit__{column}"
        held = held.filter(**{place: actor.scope_unit_id})
    return list(dict.fromkeys(held.order_by("staff__name").values_list("staff_id", "staff__name")))
