"""Hits on the grey and the black list (CUS-04)."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from core.crypto import blind_index
from organisation.public import ScopedActor
from parties.models import Contact, ListEntry, Party
from parties.rules.identity import plain_number
from parties.rules.listing import ListingState
from parties.rules.words import ContactKind, ListKind, ListSubject

K = TypeVar("K", bound=Hashable)
Mark = tuple[str, str]
IN_FORCE = (ListingState.ACTIVE, ListingState.REVIEW, ListingState.REMOVAL_PROPOSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListHit:
    """One entry that is hit: which list, why, since when, and the entry's number as the basis of a decision."""

    entry_id: int
    number: str
    kind: str
    reason_code: str
    subject: str
    shown: str
    valid_from: date
    review_on: date


def visible_entries(actor: ScopedActor) -> QuerySet[ListEntry]:
    """List entries of the units in the actor's scope, with customer and unit."""
    rows: QuerySet[ListEntry] = ListEntry.objects.visible_to(actor).select_related("party", "unit")
    return rows


def listed_index(subject: str, value: str) -> str:
    """The index of a listed number: the same whatever the paper, so that a number is hit wherever it appears."""
    return blind_index(f"listing.{subject}", value)


def list_hits(party_id: int, on: date) -> tuple[ListHit, ...]:
    """Entries on the customer himself, his identity number or any of his telephone numbers, in force ``on``."""
    return hits_of_people([party_id], on)[party_id]


def vehicle_hits(*, plate: str, vin: str, on: date) -> tuple[ListHit, ...]:
    """Entries on the vehicle, in force ``on``."""
    return hits_of_vehicles([(plate, vin)], on)[plate, vin]


def account_hits(number: str, on: date) -> tuple[ListHit, ...]:
    """Entries on a bank account, whosever it is, in force ``on``."""
    marks = _mark(ListSubject.ACCOUNT, plain_number(number))
    return _hits({"account": marks}, on)["account"] if marks else ()


def hits_of_people(
    party_ids: Iterable[int], on: date, *, known: Sequence[ListEntry] | None = None
) -> dict[int, tuple[ListHit, ...]]:
    """``list_hits`` of many customers in three statements, in two where what is ``known`` to stand on the lists was
    read already. A customer who does not exist is refused, never passed."""
    wanted = set(party_ids)
    people = {party.pk: party for party in Party.objects.filter(pk__in=wanted)}
    family = {pk: {pk, *party.same_as} for pk, party in people.items()}
    if missing := wanted - people.keys():
        raise Party.DoesNotExist(f"no customer {sorted(missing)}")
    own = _marks_of_records(people)
    return _hits({pk: set().union(*(own[other] for other in family[pk])) for pk in wanted}, on, known)


def hits_on_case(party_ids: Iterable[int], vehicles: Iterable[tuple[str, str]], on: date) -> tuple[ListHit, ...]:
    """Every entry that a case hits through its people or vehicles, once each; in three statements."""
    people = {party.pk: party for party in Party.objects.filter(pk__in=set(party_ids))}
    own = _marks_of_records(people) if people else {}
    cars = _marks_of_vehicles(vehicles)
    marks: set[Mark] = set().union(*own.values(), *cars.values())
    return _hits({"case": marks}, on)["case"] if marks else ()


def _marks_of_records(people: dict[int, Party]) -> dict[int, set[Mark]]:
    """What each record carries, with the records of the same customers: a merger hides nobody from a list."""
    others = {pk for party in people.values() for pk in party.same_as} - people.keys()
    records = people | ({party.pk: party for party in Party.objects.filter(pk__in=others)} if others else {})
    marks = {pk: {(ListSubject.PARTY, str(pk)), *_mark(ListSubject.IDENTITY, p.id_number)} for pk, p in records.items()}
    for pk, party in records.items():
        marks[pk] |= _mark(ListSubject.PHONE, party.phone)
    for contact in Contact.objects.filter(party_id__in=records, kind=ContactKind.PHONE, ended_at=None):
        marks[contact.party_id] |= _mark(ListSubject.PHONE, contact.value)
    return marks


def hits_of_vehicles(vehicles: Iterable[tuple[str, str]], on: date) -> dict[tuple[str, str], tuple[ListHit, ...]]:
    """``vehicle_hits`` of many vehicles, each named by plate and VIN, in one statement."""
    return _hits(_marks_of_vehicles(vehicles), on)


def _marks_of_vehicles(vehicles: Iterable[tuple[str, str]]) -> dict[tuple[str, str], set[Mark]]:
    return {
        (plate, vin): _mark(ListSubject.PLATE, plate.replace("·", "")) | _mark(ListSubject.VIN, vin)
        for plate, vin in vehicles
    }


def _mark(subject: ListSubject, value: str) -> set[Mark]:
    """What an entry on this value carries; nothing where there is no value."""
    return {(subject, listed_index(subject, value))} if value else set()


def _hits(
    marks: dict[K, set[Mark]], on: date, known: Sequence[ListEntry] | None = None
) -> dict[K, tuple[ListHit, ...]]:
    """The entries in force that carry one of the marks of each key."""
    every = set().union(*marks.values())
    values = {index for subject, index in every if subject != ListSubject.PARTY}
    people = [int(index) for subject, index in every if subject == ListSubject.PARTY]
    found: Iterable[ListEntry] = known if known is not None else _carrying(values, people, on)
    entries = [(entry, _marks_of(entry)) for entry in found]
    return {key: tuple(_hit(entry) for entry, carried in entries if carried & own) for key, own in marks.items()}


def _carrying(values: Iterable[str], people: Iterable[int], on: date) -> QuerySet[ListEntry]:
    found = entries_on(on).filter(Q(value_index__in=values) | Q(party_id__in=people))
    return found.order_by("kind", "valid_from", "pk")


def entries_on(on: date) -> QuerySet[ListEntry]:
    """What stands on the lists on a day."""
    valid = Q(valid_until=None) | Q(valid_until__gte=on)
    rows: QuerySet[ListEntry] = ListEntry.objects.filter(valid, state__in=IN_FORCE, valid_from__lte=on)
    return rows


def blacklisted_since(at: datetime) -> QuerySet[ListEntry]:
    """What came onto the black list, or began to be hit, since a moment."""
    rows: QuerySet[ListEntry] = ListEntry.objects.filter(kind=ListKind.BLACK, state__in=IN_FORCE)
    return rows.filter(Q(decided_at__gte=at) | Q(valid_from__gt=localdate(at)))


def _marks_of(entry: ListEntry) -> set[Mark]:
    person = {(str(ListSubject.PARTY), str(entry.party_id))} if entry.party_id else set()
    return person | ({(entry.subject, entry.value_index)} if entry.value_index else set())


def _hit(entry: ListEntry) -> ListHit:
    return ListHit(
        entry_id=entry.pk,
        number=entry.number,
        kind=entry.kind,
        reason_code=entry.reason_code,
        subject=entry.subject,
        shown=entry.shown,
        valid_from=entry.valid_from,
        review_on=entry.review_on,
    )
