"""Salespeople and the business of their colleagues."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from core.workflow.refusals import Forbidden, Refusal
from organisation.models import PostAssignment
from underwriting.rules.hand_over import SELLER, is_of_another


def _sells(staff_id: int | None) -> bool:
    """Whether a person is or was a salesperson: what a clerk entered at the counter is nobody's own business."""
    return PostAssignment.objects.filter(staff_id=staff_id or 0, post_id=SELLER).exists()


def own_business_refusal(actor: Any, salesperson_id: int | None) -> Refusal | None:
    """Why a salesperson does not touch it; who acts in his place works on his business."""
    people = frozenset({actor.staff_id, getattr(actor, "in_place_of_id", None)})
    if not is_of_another(actor.post, people, salesperson_id) or not _sells(salesperson_id):
        return None
    text = gettext("This is the business of another salesperson. The head of the sub-branch can hand it over.")
    return Forbidden(text)
