"""Who hears of work whose clock ran out: those who should have done it, then the head of their place (A1 … A9, 5.x)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

# The post that answers for the work of a department.
HEADS = {"UWC": "UW_DIR", "CSC": "CS_DIR", "FC": "FN_DIR", "SUB": "SUB_MGR"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A person in a post, and the unit that the post works for."""

    staff_id: int
    post: str
    department: str
    place: int


def responsible(holders: Iterable[Holder], posts: frozenset[str], places: frozenset[int]) -> list[Holder]:
    """Those whose post serves the queue and whose unit is one of the places of the work."""
    return [one for one in holders if one.post in posts and one.place in places]


def heads(holders: Iterable[Holder], served_by: Iterable[Holder], places: frozenset[int]) -> set[int]:
    """The heads of the departments that should have done it."""
    wanted = {HEADS[one.department] for one in served_by if one.department in HEADS}
    return {one.staff_id for one in holders if one.post in wanted and one.place in places}
