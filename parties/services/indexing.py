"""Customers in the global search."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from core import search
from parties.models import Party
from parties.rules.identity import PartyKind
from parties.rules.lifecycle import PARTY
from parties.rules.words import KINDS


def index_party(party: Party, *, at: datetime) -> None:
    """Found by name, number, telephone (whole or last four) and identity number; shown masked."""
    search.index(_entry(party, at))


def all_entries() -> Iterator[search.Entry]:
    """Every customer anew, when the search table is rebuilt."""
    for party in Party.objects.order_by("pk").iterator(chunk_size=2_000):
        yield _entry(party, party.updated_at)


def _entry(party: Party, at: datetime) -> search.Entry:
    return search.Entry(
        kind=PARTY.kind,
        object_id=party.pk,
        number=party.number,
        title=party.name,
        detail=f"{party.id_masked}  {party.phone_masked}".strip(),
        names=(party.name, party.legal_representative, party.contact_name),
        phone=party.phone,
        identity=party.id_number,
        state=KINDS[PartyKind(party.kind)],
        at=at,
    )
