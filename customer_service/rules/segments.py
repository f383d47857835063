"""Segments of customers: who they are, what they hold, what they cost (CUS-06). Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from customer_service.rules.words import gettext_noop as _

NIL = Decimal(0)


class Traits(NamedTuple):
    """What is known of a customer, without a name."""

    is_person: bool
    born_on: date | None
    industry: str


class Held(NamedTuple):
    """What a customer insured in the period: policies, premium, product lines."""

    policies: int
    premium: Decimal
    lines: frozenset[str]


class Lost(NamedTuple):
    """What a customer's claims of the period came to."""

    claims: int
    paid: Decimal


AGES = (
    (25, _("Persons under 25")),
    (35, _("Persons from 25 to 34")),
    (45, _("Persons from 35 to 44")),
    (60, _("Persons from 45 to 59")),
    (200, _("Persons of 60 and more")),
)
NO_BIRTH = _("Persons without a date of birth")
NO_INDUSTRY = _("Companies and institutions without an industry")


@dataclass
class Segment:
    """A group of customers with the sums of the period."""

    label: str
    is_industry: bool = False
    customers: int = 0
    policies: int = 0
    premium: Decimal = NIL
    claims: int = 0
    paid: Decimal = NIL
    several: int = 0

    def loss_ratio(self) -> Decimal | None:
        """Paid against premium of the period; nothing without premium."""
        return (self.paid / self.premium).quantize(Decimal("0.0001")) if self.premium else None

    def cross_sold(self) -> Decimal:
        """The share of customers with more than one line."""
        return (Decimal(self.several) / self.customers).quantize(Decimal("0.0001")) if self.customers else NIL


def label_of(traits: Traits, on: date) -> tuple[str, bool]:
    """The segment of a customer, and whether its name is an industry as typed."""
    if not traits.is_person:
        return (traits.industry, True) if traits.industry else (NO_INDUSTRY, False)
    if traits.born_on is None:
        return NO_BIRTH, False
    age = on.year - traits.born_on.year - ((on.month, on.day) < (traits.born_on.month, traits.born_on.day))
    return next(label for limit, label in AGES if age < limit), False


def segments(
    known: Mapping[int, Traits], held: Mapping[int, Held], lost: Mapping[int, Lost], on: date
) -> list[Segment]:
    """Customers with business or claims in the period by segment, the largest premium first."""
    found: dict[str, Segment] = {}
    for pk in held.keys() | lost.keys():
        if pk not in known:
            continue
        label, is_industry = label_of(known[pk], on)
        segment = found.setdefault(label, Segment(label, is_industry))
        _add(segment, held.get(pk), lost.get(pk))
    return sorted(found.values(), key=lambda one: (-one.premium, one.label))


def _add(segment: Segment, held: Held | None, lost: Lost | None) -> None:
    segment.customers += 1
    if held is not None:
        segment.policies += held.policies
        segment.premium += held.premium
        segment.several += len(held.lines) > 1
    if lost is not None:
        segment.claims += lost.claims
        segment.paid += lost.paid


def by_lines(held: Iterable[Held]) -> list[tuple[int, int, Decimal]]:
    """How many customers hold one, two, three … lines, and their premium."""
    groups: dict[int, list[Held]] = defaultdict(list)
    for one in held:
        groups[len(one.lines)].append(one)
    return [(n, len(group), sum((h.premium for h in group), NIL)) for n, group in sorted(groups.items())]


def frequent(lost: Mapping[int, Lost], at_least: int) -> list[tuple[int, Lost]]:
    """Customers with so many claims in the period, the most first."""
    chosen = [(pk, one) for pk, one in lost.items() if one.claims >= at_least]
    return sorted(chosen, key=lambda pair: (-pair[1].claims, -pair[1].paid, pair[0]))
