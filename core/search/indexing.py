"""Keeping the search table up to date: one row per object, written by the service that changes the object."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from core.copying import MANY, copy_over
from core.crypto.index import blind_index, normalise
from core.models.search import SearchEntry

TAIL = 4
PHONE, PHONE_TAIL, IDENTITY = "search.phone", "search.phone_tail", "search.identity"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The unit of an object with its ancestors."""

    unit_id: int | None = None
    sub_branch_id: int | None = None
    branch_id: int | None = None
    province_id: int | None = None

    @classmethod
    def of(cls, row: object) -> Scope:
        """The scope of a row that carries the ancestor columns."""
        return cls(**{name: getattr(row, name, None) for name in cls.__slots__})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What one object is found by and what the result shows; phone and identity come in clear and are hashed."""

    kind: str
    object_id: int
    title: str
    at: datetime
    scope: Scope = field(default_factory=Scope)
    number: str = ""
    plate: str = ""
    vin: str = ""
    names: tuple[str, ...] = ()
    phone: str = ""
    identity: str = ""
    detail: str = ""
    state: str = ""
    tone: str = ""


def index(*entries: Entry) -> None:
    """Write the rows of these objects; writing the same again changes nothing."""
    rows = [_row(entry) for entry in entries]
    if len(rows) >= MANY:
        copy_over(rows, unique=("kind", "object_id"))
        return
    SearchEntry.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["kind", "object_id"],
        update_fields=[f.name for f in SearchEntry._meta.concrete_fields if f.name not in {"id", "kind", "object_id"}],
        batch_size=2_000,
    )


def forget(kind: str, object_ids: Iterable[int]) -> None:
    """Take objects out of the search."""
    SearchEntry.objects.filter(kind=kind, object_id__in=list(object_ids)).delete()


def phone_index(phone: str) -> str:
    return blind_index(PHONE, phone)


def tail_index(phone: str) -> str:
    """The last four digits of a telephone number, hashed: the usual way to ask for a customer."""
    digits = re.sub(r"\D", "", normalise(phone))
    return blind_index(PHONE_TAIL, digits[-TAIL:]) if len(digits) >= TAIL else ""


def identity_index(number: str) -> str:
    return blind_index(IDENTITY, number)


def _row(entry: Entry) -> SearchEntry:
    scope = entry.scope
    return SearchEntry(
        kind=entry.kind,
        object_id=entry.object_id,
        number=normalise(entry.number),
        plate=normalise(entry.plate).replace("·", ""),
        vin=normalise(entry.vin),
        names="\n".join(dict.fromkeys(filter(None, (name.strip() for name in entry.names)))),
        phone=phone_index(entry.phone),
        phone_tail=tail_index(entry.phone),
        identity=identity_index(entry.identity),
        title=entry.title[:200],
        detail=entry.detail[:200],
        state=entry.state,
        tone=entry.tone,
        unit_id=scope.unit_id,
        sub_branch_id=scope.sub_branch_id,
        branch_id=scope.branch_id,
        province_id=scope.province_id,
        updated_at=entry.at,
    )
