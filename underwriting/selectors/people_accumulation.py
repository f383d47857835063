"""Persons insured at one place beside the limit of accumulation (5.17, REI-14)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from organisation.models import ScopedActor
from underwriting.models import AccumulationLimit, Policy
from underwriting.rules.entry.spec import heads_of
from underwriting.rules.lifecycle import IN_FORCE, ISSUED
from underwriting.rules.risk_people import PEOPLE, event_accumulation

WHERE = ("address", "school", "place")


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleAtPlace:
    """All persons insured at one place, with the limit that holds there and what is above it and must be ceded."""

    place: str
    policies: int
    persons: int
    sum_insured: Decimal
    limit: Decimal
    above: Decimal

    @property
    def share(self) -> Decimal:
        return self.sum_insured / self.limit * 100


def people_at_places(actor: ScopedActor, on: date, *, most: int = 50) -> list[PeopleAtPlace]:
    """Places with the largest sums first; nothing while no limit for persons is in force."""
    limit = AccumulationLimit.objects.filter(event=PEOPLE, effective__contains=on).order_by("area").first()
    if limit is None:
        return []
    rows = Policy.objects.visible_to(actor).filter(line__in=limit.lines, state__in=[ISSUED, IN_FORCE])
    columns = ("holder_name", "proposal__content", "proposal__line_sum_insured")
    places: dict[str, list[tuple[int, Decimal]]] = defaultdict(list)
    for holder, content, amount in rows.values_list(*columns).iterator(chunk_size=2000):
        places[_place(content or {}) or holder].append((heads_of(content or {}) or 1, amount or Decimal(0)))
    over = event_accumulation(((name, amount) for name, held in places.items() for _n, amount in held), limit.amount)
    found = [
        PeopleAtPlace(
            place=name,
            policies=len(held),
            persons=sum(count for count, _amount in held),
            sum_insured=sum((amount for _count, amount in held), Decimal(0)),
            limit=limit.amount,
            above=over.get(name, Decimal(0)),
        )
        for name, held in places.items()
    ]
    return sorted(found, key=lambda one: (-one.sum_insured, one.place))[:most]


def _place(content: Mapping[str, Any]) -> str:
    return next((str(content[name]).strip() for name in WHERE if content.get(name)), "")
