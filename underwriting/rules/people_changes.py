"""Who joins and who leaves a group after the issue: the premium follows from the list (END-01, B-31)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any

from underwriting.rules.words import gettext_noop as _


class Act(StrEnum):
    """What happens to a person of the list."""

    JOIN = "join"
    LEAVE = "leave"


ACT_NAMES = {Act.JOIN: _("joins"), Act.LEAVE: _("leaves")}
EMPTY_GROUP = _("A group keeps at least one person.")
NOBODY = _("Say who joins or who leaves first.")
FAULTY = _("Correct or take out the rows with errors first.")


class ListFault(ValueError):
    """The list cannot become like this; the message is an English sentence to be translated."""


def heads_after(heads: Sequence[int], joining: Iterable[int], leaving: Iterable[int]) -> list[int]:
    """Persons of each group, by its place from 1, when some joined and some left. Raises ``ListFault``."""
    more, fewer = Counter(joining), Counter(leaving)
    found = [count + more[place] - fewer[place] for place, count in enumerate(heads, start=1)]
    if any(count < 1 for count in found):
        raise ListFault(EMPTY_GROUP)
    return found


def groups_after(
    groups: Sequence[Mapping[str, Any]], joining: Iterable[int], leaving: Iterable[int]
) -> list[dict[str, Any]]:
    """The groups of the entry with their new numbers of persons."""
    heads = heads_after([_count(group) for group in groups], joining, leaving)
    return [{**group, "heads": str(count)} for group, count in zip(groups, heads, strict=True)]


def _count(group: Mapping[str, Any]) -> int:
    text = str(group.get("heads", ""))
    return int(text) if text.isdecimal() else 0
