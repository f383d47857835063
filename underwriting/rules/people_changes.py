"""Who joins and who leaves a group after the issue: the premium follows from the list (END-01, B-31)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Any

from core.money import CENT
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


def shared_out(delta: Decimal, prices: Sequence[Decimal]) -> list[Decimal] | None:
    """The difference of premium by persons, from what each costs alone: together they are the difference to the cent.
    None where they are not, as under a minimum premium: then it belongs to the group as a whole (4.4)."""
    rest = delta - sum(prices, Decimal(0))
    if not prices or abs(rest) > CENT * len(prices):
        return None
    return [*prices[:-1], prices[-1] + rest]


def groups_after(
    groups: Sequence[Mapping[str, Any]], joining: Iterable[int], leaving: Iterable[int]
) -> list[dict[str, Any]]:
    """The groups of the entry with their new numbers of persons."""
    heads = heads_after([_count(group) for group in groups], joining, leaving)
    return [{**group, "heads": str(count)} for group, count in zip(groups, heads, strict=True)]


def _count(group: Mapping[str, Any]) -> int:
    text = str(group.get("heads", ""))
    return int(text) if text.isdecimal() else 0
