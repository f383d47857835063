"""Posts that one person must not hold together: row, duties and reason of the segregation matrix (domain 3.3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q
from django.utils.translation import gettext as _

from organisation.models import IncompatibleDuties, PostAssignment, PostDuty
from organisation.selectors import posts


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """Two posts that exclude each other for one person."""

    held: str
    wanted: str
    row: int
    why: str
    people: int = 0

    def sentence(self) -> str:
        if self.people:
            return _(
                "In a unit of %(people)s people “%(wanted)s” and “%(held)s” are not held by one: %(why)s "
                "(row %(row)s of the matrix)."
            ) % {
                "people": self.people,
                "wanted": posts.name_of(self.wanted),
                "held": posts.name_of(self.held),
                "why": _(self.why),
                "row": self.row,
            }
        return _("“%(wanted)s” cannot be held together with “%(held)s”: %(why)s (row %(row)s of the matrix).") % {
            "wanted": posts.name_of(self.wanted),
            "held": posts.name_of(self.held),
            "why": _(self.why),
            "row": self.row,
        }


def clash_of(staff_id: int, wanted: str, period: DateRange, unit_id: int) -> Clash | None:
    """The first post held in the period that excludes the wanted one: anywhere, or in a unit of so many people."""
    held = list(PostAssignment.objects.filter(staff_id=staff_id, period__overlap=period).order_by("pk"))
    always = clashes(wanted, dict.fromkeys(one.post_id for one in held))
    if always:
        return always[0]
    here = dict.fromkeys(one.post_id for one in held if one.unit_id == unit_id)
    return next(iter(clashes(wanted, here, people=people_in(unit_id, period, staff_id))), None) if here else None


def people_in(unit_id: int, period: DateRange, staff_id: int) -> int:
    """How many people are in post in a unit in a period, with the one who comes."""
    held = PostAssignment.objects.filter(unit_id=unit_id, period__overlap=period, staff__is_active=True)
    return len({*held.values_list("staff_id", flat=True), staff_id})


def clashes(wanted: str, held: Iterable[str], *, people: int = 0) -> list[Clash]:
    """Every post of ``held`` that excludes ``wanted``; with ``people`` by the rows that hold in a unit of that size."""
    others = [post for post in held if post != wanted]
    duties: dict[str, set[str]] = {post: set() for post in (wanted, *others)}
    for post, duty in PostDuty.objects.filter(post_id__in=duties).values_list("post_id", "duty"):
        duties[post].add(duty)
    rows = Q(user_from__lte=people) if people else Q(level=IncompatibleDuties.Level.USER)
    pairs = list(IncompatibleDuties.objects.filter(rows).order_by("number", "pk"))
    return [
        Clash(held=post, wanted=wanted, row=pair.number, why=pair.why, people=people)
        for post in others
        for pair in pairs
        if _meets(pair, duties[wanted], duties[post])
    ]


def _meets(pair: IncompatibleDuties, one: set[str], other: set[str]) -> bool:
    return (pair.first in one and pair.second in other) or (pair.second in one and pair.first in other)
