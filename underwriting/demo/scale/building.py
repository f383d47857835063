"""Builds the large branch in one transaction: all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from django.db import connection, transaction
from django.utils.timezone import localdate

from core import search
from core.crypto import mask_id, mask_phone
from core.numbering import next_number
from core.workflow.registry import lifecycle_of
from organisation.models import Unit
from parties.models import Party
from parties.public import Role
from parties.rules.identity import Gender, IdType, PartyKind, name_key
from parties.rules.lifecycle import PARTY, PartyState
from parties.rules.words import KINDS
from parties.selectors.duplicates import id_index, phone_index
from underwriting.demo.scale import loading
from underwriting.demo.scale.people import Car, People, Person, cars
from underwriting.rules.lifecycle import POLICY_KIND, PROPOSAL_KIND

TABLES = (
    "parties_party",
    "underwriting_proposal",
    "underwriting_section",
    "underwriting_policy",
    "underwriting_policyversion",
    "finance_receivable",
    "core_searchentry",
    "core_workitem",
)
STEPS = Path(__file__).with_name("business.sql")
BATCH = 5_000
PARTY_SERIES = "parties.party"
_ROW_KEYS = UUID("6b1d2f6e-6c1f-4b8e-9a55-3c1d9d2c7f10")
Say = Callable[[str], None]


def build(*, policies: int, seed: int, at: datetime, say: Say) -> None:
    """Customers, vehicles and all that follows from them; the same seed and day give the same branch."""
    (_label, tables), *steps = _steps()
    with transaction.atomic(), loading.without_indexes(TABLES):
        _run(tables, at)
        owners = _load_cars(policies, seed, at)
        say("vehicles")
        _load_owners(People(seed), owners, at)
        say("customers")
        _load_states()
        for label, statements in steps:
            _run(statements, at)
            say(label)
    say("indexes")
    loading.analyse(TABLES)


def _steps() -> Iterator[tuple[str, str]]:
    for part in STEPS.read_text(encoding="utf-8").split("-- step: ")[1:]:
        label, statements = part.split("\n", 1)
        yield label, statements


def _run(statements: str, at: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statements, {"today": localdate(at), "at": at})


def _load_cars(policies: int, seed: int, at: datetime) -> range:
    """The vehicles; says which owners they need. Numbers go on behind those of an earlier load."""
    first = Party.objects.count() * 2
    drawn, owners = cars(policies=policies, today=localdate(at), seed=seed, first=first), range(0)
    for batch in _batches(drawn):
        loading.copy_in("scale_car", Car.__annotations__, batch)
        owners = range(owners.start or batch[0].owner, batch[-1].owner + 1)
    return owners


def _load_owners(people: People, owners: range, at: datetime) -> None:
    units = dict(Unit.objects.values_list("code", "pk"))
    home = units["350500"]
    first = next_number(PARTY_SERIES, gap_free=False)
    for batch in _batches(owners):
        drawn = [people.person(n) for n in batch]
        numbers = range(first, first + len(batch))
        first = numbers.stop
        rows = [_party(person, n, people.seed, home, at) for person, n in zip(drawn, numbers, strict=True)]
        Party.objects.bulk_create(rows)
        search.index(*(_found_by(row, person, at) for row, person in zip(rows, drawn, strict=True)))
        loading.copy_in(
            "scale_owner", ("n", "id", "name"), [(n, r.pk, r.name) for n, r in zip(batch, rows, strict=True)]
        )
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval(('core_series_' || md5(%s))::regclass, %s)", [PARTY_SERIES, first])


def _party(person: Person, number: int, seed: int, home: int, at: datetime) -> Party:
    id_type = IdType.CREDIT_CODE if person.company else IdType.RESIDENT_ID
    return Party(
        row_key=uuid5(_ROW_KEYS, f"{seed}/{number}"),
        state=PartyState.ACTIVE,
        created_at=at,
        updated_at=at,
        number=f"KH{number:09d}",
        kind=PartyKind.ORGANISATION if person.company else PartyKind.PERSON,
        name=person.name,
        name_key=name_key(person.name),
        id_type=id_type,
        id_number=person.number,
        id_index=id_index(id_type, person.number),
        id_masked=mask_id(person.number),
        born_on=person.born_on,
        gender="" if person.company else Gender.FEMALE if person.female else Gender.MALE,
        phone=person.phone,
        phone_index=phone_index(person.phone),
        phone_masked=mask_phone(person.phone),
        address="",
        email="",
        roles=[Role.INSURED, Role.POLICYHOLDER],
        home_unit_id=home,
    )


def _found_by(row: Party, person: Person, at: datetime) -> search.Entry:
    return search.Entry(
        kind=PARTY.kind,
        object_id=row.pk,
        number=row.number,
        title=row.name,
        detail=f"{row.id_masked}  {row.phone_masked}",
        names=(row.name,),
        phone=person.phone,
        identity=person.number,
        state=KINDS[PartyKind(row.kind)],
        at=at,
    )


def _load_states() -> None:
    """Label, tone, queue and clock of each state, as the lifecycles declare them."""
    rows = [
        (kind, state.value, state.label, state.tone.value, state.queue, state.clock)
        for kind in (PROPOSAL_KIND, POLICY_KIND, "finance.receivable")
        for state in lifecycle_of(kind).states
    ]
    loading.copy_in("scale_state", ("kind", "state", "label", "tone", "queue", "clock"), rows)


def _batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    following = iter(rows)
    while batch := list(islice(following, BATCH)):
        yield batch
