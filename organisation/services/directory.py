"""What the mechanisms may ask about people."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from core.directory import Colleague
from core.models import WorkItem
from organisation.actors import PostActor, acting_as, actor_of
from organisation.models import PostAssignment, PostQueue, UnitKind
from organisation.selectors import parameters, posts
from organisation.selectors.delegations import acting_posts_of


class Organisation:
    """The people of the company by post and unit."""

    def actor(self, assignment_id: int, on: date, staff_id: int | None = None) -> PostActor | None:
        held = _held(on).select_related("staff", "unit", "scope_unit").filter(pk=assignment_id).first()
        if held is None or staff_id in {None, held.staff_id}:
            return actor_of(held) if held else None
        stands_in = any(one.pk == held.pk for one in acting_posts_of(staff_id or 0, on))
        return acting_as(held, staff_id or 0) if stands_in else None

    def colleagues(self, item: WorkItem, on: date) -> list[Colleague]:
        serving = PostQueue.objects.filter(queue=item.queue).values("post_id")
        above = [item.unit_id, item.sub_branch_id, item.branch_id, item.province_id]
        sees = Q(scope_unit_id__in=[pk for pk in above if pk]) | Q(scope_unit__kind=UnitKind.HEAD_OFFICE)
        held = _held(on).filter(sees, post_id__in=serving).select_related("staff", "unit")
        return [
            Colleague(one.staff_id, one.pk, one.staff.name, posts.name_of(one.post_id), one.unit.label)
            for one in held.order_by("unit__code", "post__order", "pk")
        ]

    def parameter(self, name: str, on: date) -> Any:
        return parameters.value(name, None, on)


def _held(on: date) -> QuerySet[PostAssignment]:
    return PostAssignment.objects.filter(period__contains=on, staff__is_active=True)
