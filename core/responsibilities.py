"""What each post answers for, as the rule book says it, and where in the product it is done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsibility:
    """One duty of the rule book: its clause, the posts that have it, and the places (route names) where it is done."""

    clause: str
    label: str
    posts: tuple[str, ...]
    places: tuple[str, ...] = ()


_known: list[Responsibility] = []


def register(rows: Iterable[Responsibility]) -> None:
    """Each app names the duties that are done on its pages."""
    _known.extend(row for row in rows if row not in _known)


def responsibilities_of(post: str) -> list[Responsibility]:
    """The duties of a post in the order of the rule book."""
    return [row for row in _known if post in row.posts]
