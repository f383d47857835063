"""Hits on the grey and the black list (CUS-04)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from core.crypto import blind_index
from organisation.public import ScopedActor
from parties.models import Contact, ListEntry, Party
from parties.rules.lifecycle import ListingState
from parties.rules.words import ContactKind, ListSubject

IN_FORCE = (ListingState.ACTIVE, ListingState.REMOVAL_PROPOSED)


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
    party = Party.objects.get(pk=party_id)
    phones = [party.phone] if party.phone else []
    phones += [c.value for c in Contact.objects.filter(party=party, kind=ContactKind.PHONE, ended_at=None)]
    return _hits(Q(party=party) | _values(ListSubject.IDENTITY, party.id_number) | _any_phone(phones), on)


def vehicle_hits(*, plate: str, vin: str, on: date) -> tuple[ListHit, ...]:
    """Entries on the vehicle, in force ``on``."""
    return _hits(_values(ListSubject.PLATE, plate.replace("·", "")) | _values(ListSubject.VIN, vin), on)


def _values(subject: ListSubject, value: str) -> Q:
    return Q(subject=subject, value_index=listed_index(subject, value)) if value else Q(pk=None)


def _any_phone(phones: list[str]) -> Q:
    return Q(
        subject=ListSubject.PHONE, value_index__in=[listed_index(ListSubject.PHONE, phone) for phone in phones if phone]
    )


def _hits(subjects: Q, on: date) -> tuple[ListHit, ...]:
    entries = ListEntry.objects.filter(subjects, state__in=IN_FORCE, valid_from__lte=on).filter(
        Q(valid_until=None) | Q(valid_until__gte=on)
    )
    return tuple(
        ListHit(
            entry_id=entry.pk,
            number=entry.number,
            kind=entry.kind,
            reason_code=entry.reason_code,
            subject=entry.subject,
            shown=entry.shown,
            valid_from=entry.valid_from,
            review_on=entry.review_on,
        )
        for entry in entries.order_by("kind", "valid_from", "pk")
    )
