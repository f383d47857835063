"""Posts that one person must not hold together: row, duties and reason of the segregation matrix (domain 3.3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.backends.postgresql.psycopg_any import DateRange
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

    def sentence(self) -> str:
        return _("“%(wanted)s” cannot be held together with “%(held)s”: %(why)s (row %(row)s of the matrix).") % {
            "wanted": posts.name_of(self.wanted),
            "held": posts.name_of(self.held),
            "why": _(self.why),
            "row": self.row,
        }


def clash_of(staff_id: int, wanted: str, period: DateRange) -> Clash | None:
    """The first post held in the period that excludes the wanted one."""
    held = PostAssignment.objects.filter(staff_id=staff_id, period__overlap=period).order_by("pk")
    return next(iter(clashes(wanted, dict.fromkeys(held.values_list("post_id", flat=True)))), None)


def clashes(wanted: str, held: Iterable[str]) -> list[Clash]:
    """Every post of ``held`` that excludes ``wanted``."""
    others = [post for post in held if post != wanted]
    duties: dict[str, set[str]] = {post: set() for post in (wanted, *others)}
    for post, duty in PostDuty.objects.filter(post_id__in=duties).values_list("post_id", "duty"):
        duties[post].add(duty)
    pairs = list(IncompatibleDuties.objects.filter(level=IncompatibleDuties.Level.USER).order_by("number", "pk"))
    return [
        Clash(held=post, wanted=wanted, row=pair.number, why=pair.why)
        for post in others
        for pair in pairs
        if _meets(pair, duties[wanted], duties[post])
    ]


def _meets(pair: IncompatibleDuties, one: set[str], other: set[str]) -> bool:
    return (pair.first in one and pair.second in other) or (pair.second in one and pair.first in other)
