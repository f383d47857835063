"""Whatever the order, walking a list from page to page shows every row exactly once, forwards and backwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db.models import QuerySet

from core.models import WorkItem
from core.web.paging import Order, mark, order_of, page_of

pytestmark = pytest.mark.django_db
START = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
ROWS, SIZE = 57, 10
ORDERS = ["due_at", "-due_at", "amount", "-amount", "opened_at", "-opened_at", "customer", "-customer", "pk", "-pk"]


def _item(n: int, **over: Any) -> WorkItem:
    """Ties in every field, and rows without a value in the fields that may be empty."""
    given = {
        "subject_kind": "sample.paper",
        "subject_id": n,
        "subject_number": f"P{n:03}",
        "subject_state": "submitted",
        "queue": "sample.sign",
        "unit_id": 100,
        "title": f"Paper {n}",
        "customer": "陈林黄"[n % 3],
        "amount": None if n % 4 == 0 else Decimal(n % 7) + Decimal("0.10"),
        "due_at": None if n % 5 == 0 else START + timedelta(hours=n % 6, microseconds=n % 2),
        "opened_at": START + timedelta(days=n % 3),
    }
    return WorkItem(**{**given, **over})


@pytest.fixture
def rows() -> QuerySet[WorkItem]:
    WorkItem.objects.bulk_create([_item(n) for n in range(ROWS)])
    return WorkItem.objects.all()


def _forwards(rows: QuerySet[WorkItem], order: Order, between: Callable[[], None] = lambda: None) -> Iterator[int]:
    after = ""
    while True:
        shown = page_of(rows, order, SIZE, after=after)
        assert len(shown.rows) <= SIZE
        yield from (row.pk for row in shown.rows)
        after = shown.after
        if not after:
            return
        between()


def _backwards(rows: QuerySet[WorkItem], order: Order) -> list[int]:
    """From the last page to the first, put together in reading order. Only the first page, which is filled up, may
    show rows of the page behind it once more."""
    last = list(rows.order_by(*order.expressions()))[-1]
    shown, seen = page_of(rows, order, SIZE, before=mark(order, last)), [last.pk]
    while shown.before:
        seen = [row.pk for row in shown.rows] + seen
        shown = page_of(rows, order, SIZE, before=shown.before)
    return [row.pk for row in shown.rows if row.pk not in seen] + seen


@pytest.mark.parametrize("text", ORDERS)
def test_every_row_comes_exactly_once(rows: QuerySet[WorkItem], text: str) -> None:
    order = order_of(text, rows)
    whole = list(rows.order_by(*order.expressions()).values_list("pk", flat=True))
    assert list(_forwards(rows, order)) == whole
    assert _backwards(rows, order) == whole


@pytest.mark.parametrize("text", ["due_at", "-due_at", "amount", "-amount"])
def test_rows_without_a_value_come_last_in_both_directions(rows: QuerySet[WorkItem], text: str) -> None:
    order = order_of(text, rows)
    values = [getattr(row, order.name) for row in rows.order_by(*order.expressions())]
    empty = [n for n, value in enumerate(values) if value is None]
    assert empty == list(range(ROWS - len(empty), ROWS))


@pytest.mark.parametrize("text", ORDERS)
def test_a_filtered_list_pages_the_same(rows: QuerySet[WorkItem], text: str) -> None:
    some = rows.filter(customer="林")
    order = order_of(text, some)
    whole = list(some.order_by(*order.expressions()).values_list("pk", flat=True))
    assert len(whole) == ROWS // 3
    assert list(_forwards(some, order)) == whole
    assert _backwards(some, order) == whole


@pytest.mark.parametrize("text", ["due_at", "-due_at", "-opened_at", "pk"])
def test_rows_that_come_and_go_neither_double_nor_hide_others(rows: QuerySet[WorkItem], text: str) -> None:
    """Between two pages one row is done and one is new: everybody else is seen exactly once."""
    order, stayed = order_of(text, rows), set(rows.values_list("pk", flat=True))
    gone: list[int] = []

    def somebody_works() -> None:
        victim = rows.exclude(pk__in=gone).order_by("-subject_id")[len(gone)]
        gone.append(victim.pk)
        WorkItem.objects.bulk_create([_item(1000 + len(gone), due_at=None if len(gone) % 2 else START)])
        WorkItem.objects.filter(pk=victim.pk).delete()

    seen = list(_forwards(rows, order, somebody_works))
    assert len(gone) >= 5
    assert len(seen) == len(set(seen))
    assert stayed - set(gone) <= set(seen)


def test_the_row_at_the_edge_may_be_gone(rows: QuerySet[WorkItem]) -> None:
    order = order_of("opened_at", rows)
    first = page_of(rows, order, SIZE)
    WorkItem.objects.filter(pk=first.rows[-1].pk).delete()
    second = page_of(rows, order, SIZE, after=first.after)
    whole = list(rows.order_by("opened_at", "pk").values_list("pk", flat=True))
    assert [row.pk for row in second.rows] == whole[SIZE - 1 : 2 * SIZE - 1]


def test_going_back_to_the_beginning_shows_a_whole_first_page(rows: QuerySet[WorkItem]) -> None:
    """Three rows stand in front of the mark: the page is filled up, so that nobody reads a page of three."""
    order = order_of("pk", rows)
    fourth = rows.order_by("pk")[3]
    shown = page_of(rows, order, SIZE, before=mark(order, fourth))
    assert [row.pk for row in shown.rows] == list(rows.order_by("pk").values_list("pk", flat=True)[:SIZE])
    assert shown.before == ""
    assert shown.after != ""


def test_an_empty_page_behind_the_last_row_leads_back_to_the_first(rows: QuerySet[WorkItem]) -> None:
    order = order_of("pk", rows)
    last = mark(order, rows.order_by("-pk")[0])
    assert len(page_of(rows, order, SIZE, after=last).rows) == SIZE


@pytest.mark.parametrize("forged", ["", "x", "due_at~1~str~x", "a:b:c"])
def test_a_forged_mark_is_no_mark(rows: QuerySet[WorkItem], forged: str) -> None:
    order = order_of("due_at", rows)
    assert page_of(rows, order, SIZE, after=forged) == page_of(rows, order, SIZE)


def test_a_mark_of_another_order_is_no_mark(rows: QuerySet[WorkItem]) -> None:
    """Otherwise the address of one order, kept for another, would compare a name with a moment."""
    by_name, by_time = order_of("customer", rows), order_of("due_at", rows)
    old = mark(by_name, rows.order_by("pk")[20])
    assert page_of(rows, by_time, SIZE, after=old) == page_of(rows, by_time, SIZE)


def test_the_model_says_whether_a_field_may_be_empty(rows: QuerySet[WorkItem]) -> None:
    assert [order_of(name, rows).nullable for name in ("due_at", "opened_at", "pk", "annotated")] == [
        True,
        False,
        False,
        True,
    ]
    assert order_of("annotated", rows, nullable=False).nullable is False
