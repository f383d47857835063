"""Many rows by COPY are the rows that INSERT would have made, whatever stands in the texts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.copying import _writer, copy_in, copy_over
from core.models import SearchEntry, WorkItem

pytestmark = [pytest.mark.django_db, pytest.mark.req("PLT-08")]
TEXTS = ("", "\\N", "\\", "tab\there", "two\nlines\r", "'quoted' \"twice\"", "汉字 \u2028 😀", "a\\tb", "{1,2}")


def items(queue: str) -> list[WorkItem]:
    now = timezone.now()
    return [
        WorkItem(
            subject_kind="sample", subject_id=n, subject_number=text, subject_state="open", queue=queue, unit_id=1,
            title=text, amount=Decimal("-12345678901.20") if n % 2 else None, urgent=bool(n % 3), opened_at=now,
        )
        for n, text in enumerate(TEXTS)
    ]  # fmt: skip


def stored(queue: str) -> list[dict[str, Any]]:
    rows = WorkItem.objects.filter(queue=queue).order_by("subject_id").values()
    return [{name: value for name, value in row.items() if name not in {"id", "queue", "opened_at"}} for row in rows]


def test_the_rows_are_those_of_insert() -> None:
    WorkItem.objects.bulk_create(items("inserted"))
    assert copy_in(items("copied")) == len(TEXTS)
    assert [row["title"] for row in stored("copied")] == list(TEXTS)
    assert stored("copied") == stored("inserted")


def test_nothing_is_nothing() -> None:
    assert copy_in([]) == 0


def test_one_bad_row_keeps_all_out() -> None:
    rows = [SearchEntry(kind="sample", object_id=n, updated_at=timezone.now()) for n in (1, 2, 2)]
    with pytest.raises(IntegrityError), transaction.atomic():
        copy_in(rows)
    assert not SearchEntry.objects.filter(kind="sample").exists()


def test_rows_that_stand_are_brought_up_to_date() -> None:
    now = timezone.now()
    for text in ("first", "second"):
        rows = [SearchEntry(kind="sample", object_id=n, title=f"{text} {n}", updated_at=now) for n in range(3)]
        copy_over(rows[1:] if text == "second" else rows, unique=("kind", "object_id"))
    found = SearchEntry.objects.filter(kind="sample").order_by("object_id").values_list("title", flat=True)
    assert list(found) == ["first 0", "second 1", "second 2"]


def test_what_it_cannot_write_is_refused() -> None:
    with pytest.raises(TypeError, match="COPY does not know how to write frozenset"):
        _writer(frozenset)
