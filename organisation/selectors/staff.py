"""People as the administration sees them: who they are, what posts they hold, where they are signed in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from core.models import WorkItem
from core.workflow.refusals import Hidden
from organisation.models import PostAssignment, Staff, StaffSession


def people(actor: Any) -> QuerySet[Staff]:
    """The people who belong to units in the actor's scope."""
    rows = Staff.objects.select_related("belongs_to", "works_at")
    if actor.scope_column is None:
        return rows
    own = Q(belongs_to_id=actor.scope_unit_id)
    if actor.scope_column != "unit_id":
        own |= Q(**{f"belongs_to__{actor.scope_column}": actor.scope_unit_id})
    return rows.filter(own)


def person(actor: Any, pk: int) -> Staff:
    """One of them, or not found: out of scope reads the same."""
    found = people(actor).filter(pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found


def posts_of(staff_ids: Iterable[int], on: date) -> dict[int, list[PostAssignment]]:
    """The posts that each of the people holds on a day, in one statement."""
    held: dict[int, list[PostAssignment]] = defaultdict(list)
    rows = PostAssignment.objects.filter(staff_id__in=list(staff_ids), period__contains=on)
    for row in rows.select_related("post", "unit").order_by("post__order", "pk"):
        held[row.staff_id].append(row)
    return held


def assignments_ever(staff_id: int) -> list[PostAssignment]:
    """Every post that a person held, holds or will hold, the latest first."""
    rows = PostAssignment.objects.filter(staff_id=staff_id).select_related("post", "unit", "scope_unit")
    return list(rows.order_by("-period", "pk"))


def running_assignments(staff_id: int, on: date) -> list[PostAssignment]:
    """Posts that are not over on a day, with those that begin later."""
    rows = PostAssignment.objects.filter(staff_id=staff_id).exclude(period__fully_lt=(on, None))
    return list(rows.select_related("post", "unit").order_by("post__order", "pk"))


def open_work(staff_id: int) -> QuerySet[WorkItem]:
    """What the person has taken and not finished."""
    return WorkItem.objects.filter(assignee_id=staff_id, done_at=None).order_by("due_at", "pk")


def queues_served(staff_id: int, on: date) -> list[tuple[str, PostAssignment]]:
    """Post code and assignment of each post held on a day, for questions about queues."""
    rows = PostAssignment.objects.filter(staff_id=staff_id, period__contains=on, staff__is_active=True)
    return [(row.post_id, row) for row in rows.select_related("scope_unit")]


def sessions(actor: Any) -> QuerySet[StaffSession]:
    """Sessions of the people in the actor's scope."""
    mine = people(actor).values("pk")
    return StaffSession.objects.filter(staff_id__in=mine).select_related("staff", "staff__belongs_to")


def sessions_of(staff_id: int, *, most: int = 10) -> list[StaffSession]:
    """The last sessions of a person, the newest first."""
    return list(StaffSession.objects.filter(staff_id=staff_id).order_by("-started_at")[:most])


def colleagues(actor: Any, staff_id: int) -> list[Staff]:
    """Active people in scope other than one."""
    return list(people(actor).filter(is_active=True).exclude(pk=staff_id).order_by("name"))


def holding(rows: QuerySet[Staff], post: str, on: date) -> QuerySet[Staff]:
    """Those who hold a post on a day."""
    return rows.filter(pk__in=PostAssignment.objects.filter(post_id=post, period__contains=on).values("staff_id"))


def without_post(rows: QuerySet[Staff], on: date) -> QuerySet[Staff]:
    """Those who hold no post on a day."""
    return rows.exclude(pk__in=PostAssignment.objects.filter(period__contains=on).values("staff_id"))


def working_elsewhere(rows: QuerySet[Staff]) -> QuerySet[Staff]:
    """Those who belong to one unit and work at another (ORG-11)."""
    return rows.exclude(works_at=None).exclude(works_at=F("belongs_to"))
