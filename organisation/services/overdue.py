"""Telling people of overdue work: first whoever should do it, a working day later the head of the place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core import clocks, links
from core.models import Notification, WorkItem
from core.notify import notify
from organisation.models import PostAssignment, PostQueue
from organisation.rules.overdue import Holder, heads, responsible

# Older work was told about when it fell due; who takes over a place finds it in the lists.
LOOK_BACK, AT_ONCE = timedelta(days=7), 500


def tell_overdue(at: datetime) -> int:
    """Once for each person, item and level, however often the clock asks; how many items were told about."""
    items = list(_overdue(at))
    holders, posts = _holders(at), _posts_by_queue()
    known = _told(items)
    yesterday = clocks.calendar().add_working_days(localdate(at), -1)
    told = 0
    for item in items:
        late = item.due_at is not None and localdate(item.due_at) <= yesterday
        for level in (1, 2) if late else (1,):
            key = _key(item, level)
            if key not in known:
                _tell(item, key, _people(item, level, holders, posts))
                told += 1
    return told


def _overdue(at: datetime) -> Iterable[WorkItem]:
    rows = WorkItem.objects.filter(done_at=None, paused_at=None, due_at__lte=at, due_at__gt=at - LOOK_BACK)
    return rows.order_by("due_at", "pk")[:AT_ONCE]


def _key(item: WorkItem, level: int) -> str:
    return f"overdue/{item.pk}/{level}"


def _told(items: Iterable[WorkItem]) -> set[str]:
    keys = [_key(item, level) for item in items for level in (1, 2)]
    return set(Notification.objects.filter(key__in=keys).values_list("key", flat=True))


def _holders(at: datetime) -> list[Holder]:
    rows = PostAssignment.objects.filter(period__contains=localdate(at), staff__is_active=True)
    return [
        Holder(staff_id=one.staff_id, post=one.post_id, department=one.post.department, place=one.scope_unit_id)
        for one in rows.select_related("post")
    ]


def _posts_by_queue() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for queue, post in PostQueue.objects.values_list("queue", "post_id"):
        found[queue].add(post)
    return {queue: frozenset(posts) for queue, posts in found.items()}


def _people(item: WorkItem, level: int, holders: list[Holder], posts: dict[str, frozenset[str]]) -> set[int]:
    places = frozenset(
        pk for pk in (item.unit_id, item.sub_branch_id, item.branch_id, item.province_id) if pk is not None
    )
    served_by = responsible(holders, posts.get(item.queue, frozenset()), places)
    if level == 1:
        return {item.assignee_id} if item.assignee_id else {one.staff_id for one in served_by}
    return heads(holders, served_by, places)


def _tell(item: WorkItem, key: str, people: set[int]) -> None:
    notify(
        people,
        key=key,
        title=_("Overdue: %(number)s") % {"number": item.subject_number},
        body=" · ".join(part for part in (item.title, item.detail, item.customer) if part)[:500],
        url=links.url_for(item.subject_kind, item.subject_id) or "",
        subject_kind=item.subject_kind,
        subject_id=item.subject_id,
    )
