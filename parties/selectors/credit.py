"""Customer credit: what is known of a customer's behaviour, and what the grade means for new business (CUS-03)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from organisation.public import ScopedActor
from parties.models import CreditFile, Party
from parties.rules.credit import CreditFacts, CreditState, Grade
from parties.selectors.credit_scheme import credit_years, first_instalment_on
from parties.selectors.lists import hits_of_people

Known = Mapping[int, Mapping[str, Any]]
Source = Callable[[Collection[int], date, date], Known]
_sources: dict[str, Source] = {}
_rated_names = frozenset(field.name for field in fields(CreditFacts))


def register_credit_source(name: str, source: Source) -> None:
    """Called from the ``ready()`` of an app that knows how customers behave: finance their payments, claims their
    losses. It is asked for some customers from after a day up to a day; the answer names fields of ``CreditFacts``."""
    _sources[name] = source


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditFact:
    """What credit means for new business with a customer. Without a file nothing stands against it."""

    party_id: int
    grade: str = ""
    score: Decimal | None = None
    watched: bool = False
    conditions: str = ""
    prepayment: bool = False
    manual: bool = False
    first_instalment: Decimal | None = None
    credit_limit: Decimal | None = None
    limit_ended_on: date | None = None


def known_of(party_ids: Iterable[int], on: date) -> dict[int, CreditFacts]:
    """The facts of several customers, each with all his records, in a fixed number of statements."""
    records = {p.pk: (p.pk, *p.same_as) for p in Party.objects.filter(pk__in=set(party_ids))}
    every = {pk for family in records.values() for pk in family}
    since = on.replace(year=on.year - credit_years(on), day=1)
    found: dict[int, dict[str, Any]] = defaultdict(dict)
    for source in _sources.values():
        for pk, facts in source(every, since, on).items():
            found[pk].update(facts)
    lists = hits_of_people(records, on) if records else {}
    states = dict(CreditFile.objects.filter(party_id__in=records).values_list("party_id", "finances"))
    return {
        pk: _together([found[one] for one in family], _worst(lists[pk]), states.get(pk, ""))
        for pk, family in records.items()
    }


def _worst(hits: Iterable[Any]) -> str:
    return min((hit.kind for hit in hits), default="")


def _together(parts: list[dict[str, Any]], listed: str, finances: str) -> CreditFacts:
    """Figures of all records of one customer add up; of arrears the oldest counts."""
    joined: dict[str, Any] = {}
    for part in parts:
        for name, value in part.items():
            if name in _rated_names:
                held = joined.get(name, 0)
                joined[name] = max(held, value) if name == "oldest_overdue" else held + value
    return CreditFacts(**joined, listed=listed, finances=finances)


def credit_facts(party_ids: Iterable[int], on: date) -> dict[int, CreditFact]:
    """What credit means for new business with several customers; every customer that was asked is answered."""
    wanted = set(party_ids)
    files = CreditFile.objects.filter(party_id__in=wanted).select_related("unit")
    found = {file.party_id: _fact(file, on) for file in files}
    return {pk: found.get(pk) or CreditFact(party_id=pk) for pk in wanted}


def credit_fact(party_id: int, on: date) -> CreditFact:
    """What credit means for new business with one customer."""
    return credit_facts([party_id], on)[party_id]


def _fact(file: CreditFile, on: date) -> CreditFact:
    """C pays before the policy, B at least the first part; C and watched customers are decided by a person."""
    watched = file.state == CreditState.WATCHED
    limited = file.limit_until is not None and file.limit_until >= on
    return CreditFact(
        party_id=file.party_id,
        grade=file.grade,
        score=file.score,
        watched=watched,
        conditions=file.conditions if watched else "",
        prepayment=file.grade == Grade.C,
        manual=watched or file.grade == Grade.C,
        first_instalment=first_instalment_on(file.unit, on) if file.grade == Grade.B else None,
        credit_limit=file.credit_limit if limited else None,
        limit_ended_on=file.limit_until if not limited and file.credit_limit is not None else None,
    )


def file_of(party: Party) -> CreditFile | None:
    """The customer's credit file, once he has one."""
    return CreditFile.objects.filter(party=party).select_related("unit", "party").first()


def visible_files(actor: ScopedActor) -> QuerySet[CreditFile]:
    """Credit files of the units in the actor's scope, with customer and unit."""
    rows: QuerySet[CreditFile] = CreditFile.objects.visible_to(actor).select_related("party", "unit")
    return rows
