"""The audit trail: append-only for everybody, and every way round it is found."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from psycopg2.errors import InsufficientPrivilege

from core import audit
from core.models import AuditEntry
from tests.sample import services
from tests.support.actors import StubActor, order

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.req("PLT-10")]

WRITER = StubActor(permissions=frozenset({"sample.write_paper"}))


@pytest.fixture
def five_entries() -> list[AuditEntry]:
    for number in range(5):
        services.write_paper(order(WRITER), title=f"Paper {number}", amount=Decimal(number))
    return list(AuditEntry.objects.order_by("seq"))


def faults() -> list[tuple[int, str]]:
    return [(fault.seq, fault.kind) for fault in audit.verify()]


def test_an_untouched_chain_holds(five_entries: list[AuditEntry]) -> None:
    assert [entry.seq for entry in five_entries] == [1, 2, 3, 4, 5]
    assert faults() == []


def test_each_unit_has_a_chain_of_its_own(five_entries: list[AuditEntry]) -> None:
    other = StubActor(permissions=frozenset({"sample.write_paper"}), unit_id=7)
    services.write_paper(order(other), title="Elsewhere", amount=Decimal(1))
    assert AuditEntry.objects.get(stream=7).seq == 1
    assert faults() == []


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE core_auditentry SET reason = 'nothing happened'",
        "DELETE FROM core_auditentry",
        "TRUNCATE core_auditentry",
        "UPDATE core_caseact SET staff_id = 9",
        "DELETE FROM core_caseact",
        "UPDATE core_audithead SET seq = 1",
        "INSERT INTO core_audithead VALUES (9, 1, '')",
        "UPDATE core_numberseries SET last = 0",
    ],
)
def test_the_application_cannot_rewrite_what_happened(five_entries: list[AuditEntry], attack: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(attack)
    assert faults() == []


@pytest.mark.parametrize(
    "attack", ["UPDATE core_auditentry SET reason = 'x'", "DELETE FROM core_auditentry", "TRUNCATE core_auditentry"]
)
def test_not_even_the_owner_can(five_entries: list[AuditEntry], owner_connection: Any, attack: str) -> None:
    with pytest.raises(InsufficientPrivilege, match="append-only"):
        owner_connection.execute(attack)


def test_a_forged_place_in_the_chain_is_overwritten_on_insert(five_entries: list[AuditEntry]) -> None:
    forged = AuditEntry.objects.create(
        stream=100,
        seq=1,
        previous=b"x",
        digest=b"y",
        at=five_entries[0].at,
        action="a",
        actor_name="b",
        post="c",
        unit_id=1,
    )
    forged.refresh_from_db()
    assert forged.seq == 6
    assert faults() == []


# What only a superuser with triggers switched off can do is found, at its place.
@pytest.mark.parametrize(
    ("attack", "found"),
    [
        ("UPDATE core_auditentry SET reason = 'changed' WHERE seq = 3", [(3, "tampered")]),
        ('UPDATE core_auditentry SET after = \'{"amount": "9"}\' WHERE seq = 2', [(2, "tampered")]),
        ("DELETE FROM core_auditentry WHERE seq = 3", [(3, "missing")]),
        ("DELETE FROM core_auditentry WHERE seq = 5", [(5, "cut")]),
        (
            (
                "UPDATE core_auditentry SET seq = CASE seq WHEN 2 THEN -3 WHEN 3 THEN -2 END WHERE seq IN (2, 3); "
                "UPDATE core_auditentry SET seq = -seq WHERE seq < 0"
            ),
            [(2, "tampered"), (3, "tampered"), (4, "re-ordered")],
        ),
    ],
)
def test_a_superuser_is_found_out(
    five_entries: list[AuditEntry], superuser_connection: Any, attack: str, found: list[tuple[int, str]]
) -> None:
    superuser_connection.execute("SET session_replication_role = replica")
    superuser_connection.execute(attack)
    superuser_connection.execute("SET session_replication_role = origin")
    assert faults() == found


def test_a_consistently_recomputed_entry_breaks_the_link_to_the_next(
    five_entries: list[AuditEntry], superuser_connection: Any
) -> None:
    superuser_connection.execute("SET session_replication_role = replica")
    superuser_connection.execute("UPDATE core_auditentry SET reason = 'changed' WHERE seq = 3")
    superuser_connection.execute("UPDATE core_auditentry e SET digest = core_audit_digest(e) WHERE seq = 3")
    superuser_connection.execute("SET session_replication_role = origin")
    assert faults() == [(4, "re-ordered")]
