"""The side bar: each app registers its places; the shell shows those that the post may enter, with counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

from django.db.models import Count, Q, Value
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from core import notify
from core.models import WorkItem
from core.permissions import holds
from core.workflow.command import Actor

UNREAD = "-"  # in place of a queue
GROUPS = ("", "underwriting", "claims", "finance", "shared", "administration")


@dataclass(frozen=True, slots=True, kw_only=True)
class NavItem:
    """A place in one of ``GROUPS``; the open items of ``queues`` are counted beside it."""

    label: str
    url_name: str
    icon: str
    permission: str = ""
    group: str = ""
    queues: tuple[str, ...] = ()
    order: int = 100


class Entry(NamedTuple):
    """A place as the side bar shows it."""

    label: str
    url: str
    icon: str
    waiting: int
    hot: bool
    current: bool


_items: list[NavItem] = []


def register(*items: NavItem) -> None:
    _items.extend(item for item in items if item not in _items)


def waiting_for(actor: Actor) -> tuple[dict[str, tuple[int, int]], int]:
    """Open and overdue items of each queue in the actor's scope, and how many notices are unread: every page shows
    both, so one statement asks for them."""
    unread = notify.unread(actor.staff_id or 0).annotate(at=Value(UNREAD)).values_list("at")
    rows = unread.annotate(waiting=Count("pk"), late=Count("pk", filter=Q(pk=None)))
    served = actor.queues()
    if served:
        items = WorkItem.objects.filter(in_scope(actor), queue__in=served, done_at=None).values_list("queue")
        late = Count("pk", filter=Q(due_at__lt=timezone.now(), paused_at=None))
        rows = rows.union(items.annotate(waiting=Count("pk"), late=late), all=True)
    found = {queue: (count, late) for queue, count, late in rows}
    return found, found.pop(UNREAD, (0, 0))[0]


def in_scope(actor: Any) -> Q:
    """The work items that the actor may see, by the ancestor column of the actor's scope."""
    found: Q = actor.scope_filter(WorkItem)
    return found


def side_bar(actor: Actor, path: str, counts: dict[str, tuple[int, int]]) -> list[tuple[str, list[Entry]]]:
    """Groups with their entries, only those that the actor's post may enter."""
    places = [item for item in _items if _has_page(item)]
    allowed = [item for item in places if not item.permission or holds(actor, item.permission)]
    ordered = sorted(allowed, key=lambda item: (GROUPS.index(item.group), item.order, item.label))
    current = _current(ordered, path)
    return [
        (group, [_entry(item, counts, item is current) for item in items])
        for group, items in groupby(ordered, key=lambda item: item.group)
    ]


def places(url_names: Iterable[str], may_enter: Callable[[str], bool]) -> list[NavItem]:
    """Those of the named places that exist and may be entered by whoever holds what ``may_enter`` says."""
    wanted = list(url_names)
    found = [item for item in _items if item.url_name in wanted and _has_page(item)]
    allowed = [item for item in found if not item.permission or may_enter(item.permission)]
    return sorted(allowed, key=lambda item: wanted.index(item.url_name))


def _has_page(item: NavItem) -> bool:
    """Whether the place can be entered in this installation."""
    try:
        return bool(reverse(item.url_name))
    except NoReverseMatch:
        return False


def _current(items: list[NavItem], path: str) -> NavItem | None:
    """The one place that is lit: that whose address is ``path``, else the nearest one above it."""
    fitting = [item for item in items if _leads_to(reverse(item.url_name), path)]
    return max(fitting, key=lambda item: len(reverse(item.url_name)), default=None)


def _leads_to(url: str, path: str) -> bool:
    """Whole segments only: "/claims/" leads to "/claims/7/", not to "/claims-shared/"; the first page to itself."""
    return path == url or (url != "/" and path.startswith(f"{url.rstrip('/')}/"))


def _entry(item: NavItem, counts: dict[str, tuple[int, int]], current: bool) -> Entry:  # noqa: FBT001
    found = [counts.get(queue, (0, 0)) for queue in item.queues]
    count, late = sum(n for n, _late in found), sum(late for _n, late in found)
    return Entry(item.label, reverse(item.url_name), item.icon, count, bool(late), current)
