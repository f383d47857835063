"""Global search: routed by the shape of the text, in scope, newest first, without a clear number in the table."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from core import search
from core.models import SearchEntry
from core.search import Entry, Scope, find, forget, index, registry
from tests.support.actors import StubActor

pytestmark = [pytest.mark.django_db, pytest.mark.req("PLT-05")]
NOW = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
ACTOR = StubActor(permissions=frozenset({"test.view", "test.view_common"}))


@pytest.fixture(autouse=True)
def kinds(monkeypatch):
    monkeypatch.setattr(registry, "_SOURCES", {})
    search.register(search.SearchSource(kind="test.policy", label="Policies", permission="test.view"))
    search.register(search.SearchSource(kind="test.secret", label="Secrets", permission="test.view_secret"))
    search.register(
        search.SearchSource(kind="test.party", label="Customers", permission="test.view_common", scoped=False)
    )


def entry(object_id: int, **over: Any) -> Entry:
    values = {
        "kind": "test.policy", "title": f"policy {object_id}", "at": NOW + timedelta(minutes=object_id),
        "scope": Scope(unit_id=100), "number": f"PMOD2026350500000{object_id:04d}",
    }  # fmt: skip
    return Entry(object_id=object_id, **(values | over))


def found(text: str, actor: StubActor = ACTOR, **over: Any) -> list[int]:
    return [hit.object_id for hit in find(text, actor, **over)]


@pytest.fixture
def three():
    index(
        entry(1, names=("张三丰",), plate="闽C·12345", phone="13812345678", identity="35050019900307201X"),
        entry(
            2, names=("李三", "泉州三丰物流有限公司"), plate="闽CA9876", vin="LSVAA49J132047371", phone="138 0000 5678"
        ),
        entry(3, names=("王小丫", "ACME Ltd"), plate="闽D12345"),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("三丰", [2, 1]),
        ("张三", [1]),
        ("丰三", []),
        ("三三", []),
        ("泉州三丰物流", [2]),
        ("acme", [3]),
        ("acme ltd", [3]),
        ("闽C·12345", [1]),
        ("闽C", [2, 1]),
        ("C12345", [1]),
        ("12345", [3, 1]),
        ("pmod20263505000000002", [2]),
        ("0000003", [3]),
        ("0003", [3]),
        ("LSVAA49J132047371", [2]),
        ("J132047371", [2]),
        ("13812345678", [1]),
        ("138-1234-5678", [1]),
        ("5678", [2, 1]),
        ("35050019900307201x", [1]),
        ("35050019900307202X", []),
        ("三", []),
        ("%", []),
        ("__", []),
        ("", []),
    ],
)
def test_what_is_typed_is_found(three, text, expected):
    assert found(text) == expected


def test_indexing_again_replaces_the_row():
    index(entry(1, names=("张三丰",)))
    index(entry(1, names=("李四",), state="issued"))

    assert SearchEntry.objects.count() == 1
    assert found("张三") == []
    assert [hit.state for hit in find("李四", ACTOR)] == ["issued"]


def test_what_is_forgotten_is_not_found(three):
    forget("test.policy", [1, 2])
    assert found("三丰") == []


def test_other_units_and_forbidden_kinds_are_not_found(three):
    index(entry(4, names=("赵三丰",), scope=Scope(unit_id=101)), entry(5, names=("钱三丰",), kind="test.secret"))

    assert found("三丰") == [2, 1]
    assert found("三丰", StubActor(unit_id=101, permissions=ACTOR.permissions)) == [4]
    assert found("三丰", StubActor()) == []


def test_common_kinds_are_found_across_units(three):
    index(entry(9, names=("孙三丰",), kind="test.party", scope=Scope(unit_id=555)))

    assert found("三丰") == [9, 2, 1]
    assert found("三丰", kind="test.party") == [9]


def test_the_table_holds_no_telephone_and_no_identity_number(three):
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(t::text, ' ') FROM core_searchentry t")
        dump = cursor.fetchone()[0]
    assert "13812345678" not in dump
    assert "35050019900307201" not in dump


def test_names_are_found_through_the_index(three):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            "EXPLAIN SELECT 1 FROM core_searchentry "
            "WHERE core_search_grams(names) @> core_search_query_grams('三丰') AND upper(names) LIKE '%三丰%'"
        )
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "search_names" in plan


def test_whole_names_come_before_names_that_contain_it():
    index(entry(1, names=("陈芳",)), entry(2, names=("陈芳",)), entry(3, names=("陈芳芳",)))
    assert found("陈芳") == [2, 1, 3]
    assert found("陈芳", limit=2) == [2, 1]


def test_a_common_name_is_read_in_the_order_of_its_index(three):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        cursor.execute(
            'EXPLAIN SELECT 1 FROM core_searchentry WHERE "left"(names, 60) = %s '
            "ORDER BY updated_at DESC, id DESC LIMIT 30",
            ["三丰"],
        )
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "search_whole_name" in plan
    assert "Sort" not in plan
