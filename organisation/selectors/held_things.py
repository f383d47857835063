"""What a person keeps for the company and gives back before the post ends: printed forms, a store, seals (3.3, 8.4).

The apps that know such things tell them here; what another post of the person in the same unit may keep stays."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date

from organisation.models import PostAssignment, PostPermission, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldThing:
    """One thing in a hand: what it is, whose it is, what a post must be allowed to keep it, who recovers it."""

    what: str
    unit: Unit
    kept_with: str
    recovered_with: str
    url: str = ""


Source = Callable[[int, date], Iterable[HeldThing]]
_sources: dict[str, Source] = {}


def register_held_things(name: str, source: Source) -> None:
    """Called by the apps above while they start: ``source(staff_id, on)``."""
    _sources[name] = source


def left_in_hand(staff_id: int, on: date, *, ending: Collection[int]) -> list[HeldThing]:
    """What the person would still hold on a day without a post for it, once these assignments have ended."""
    things = [thing for source in _sources.values() for thing in source(staff_id, on)]
    if not things:
        return []
    kept = _kept_with(staff_id, on, ending)
    return [thing for thing in things if (_place(thing.unit), thing.kept_with) not in kept]


def _kept_with(staff_id: int, on: date, ending: Collection[int]) -> set[tuple[int, str]]:
    remaining = PostAssignment.objects.filter(staff_id=staff_id, period__contains=on).exclude(pk__in=ending)
    rows = list(remaining.select_related("unit"))
    allowed = PostPermission.objects.filter(post_id__in=[row.post_id for row in rows])
    permissions: dict[str, list[str]] = {}
    for post, permission in allowed.values_list("post_id", "permission"):
        permissions.setdefault(post, []).append(permission)
    return {(_place(row.unit), permission) for row in rows for permission in permissions.get(row.post_id, ())}


def _place(unit: Unit) -> int:
    return unit.sub_branch_id or unit.pk
