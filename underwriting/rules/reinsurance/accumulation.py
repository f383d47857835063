"""How much may be kept against one event (REI-14, 5.17): the limit, what others leave of it, what a contract adds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from underwriting.rules.risk_people import PEOPLE
from underwriting.rules.words import gettext_noop as _

FIRE, TYPHOON, FLOOD, EARTHQUAKE = "fire", "typhoon", "flood", "earthquake"
EVENT_LABELS = {
    TYPHOON: _("typhoon and storm"),
    FLOOD: _("flood"),
    FIRE: _("fire and explosion"),
    EARTHQUAKE: _("earthquake"),
    PEOPLE: _("persons at one place"),
}
AT_ONE_PLACE = frozenset({FIRE, PEOPLE})
"""Events that hit one address; the others hit the whole area of their limit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """The most that may be kept against an event; without an area it holds for the whole branch."""

    event: str
    area: str
    amount: Decimal
    lines: tuple[str, ...]

    @property
    def at_one_place(self) -> bool:
        return self.event in AT_ONE_PLACE


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What is kept of one risk unit, where."""

    line: str
    place: str
    area: str
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Accumulation:
    """A limit that a contract would break: ``others`` is kept there already, ``own`` comes with the contract."""

    limit: Limit
    where: str
    others: Decimal
    own: Decimal

    @property
    def kept(self) -> Decimal:
        return self.others + self.own


@dataclass(frozen=True, slots=True)
class Others:
    """What other contracts keep: unit by unit where an event hits one address, summed by line and area else."""

    at_places: Sequence[Kept] = ()
    in_areas: Sequence[Kept] = ()


def broken_limits(limits: Sequence[Limit], own: Sequence[Kept], standing: Others) -> tuple[Accumulation, ...]:
    """The limits above which a contract would bring what is kept. Who adds nothing breaks nothing, and a place without
    an address is no place."""
    found = []
    for limit in limits:
        others = standing.at_places if limit.at_one_place else standing.in_areas
        hit, held = [_hits(limit, one) for one in own], [_hits(limit, one) for one in others]
        for where in dict.fromkeys(place for place in hit if place is not None):
            met = Accumulation(
                limit=limit, where=where, others=_total(others, held, where), own=_total(own, hit, where)
            )
            if met.own > 0 and met.kept > limit.amount:
                found.append(met)
    return tuple(found)


def _hits(limit: Limit, one: Kept) -> str | None:
    """Where the event hits a risk unit: its address, the whole area (no text), or not at all."""
    if one.line not in limit.lines or (limit.area and limit.area != one.area):
        return None
    if limit.at_one_place:
        return one.place.strip() or None
    return ""


def _total(rows: Sequence[Kept], hit: Sequence[str | None], where: str) -> Decimal:
    return sum((one.amount for one, place in zip(rows, hit, strict=True) if place == where), Decimal(0))
