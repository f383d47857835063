"""People are told once, and see only what is theirs."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from core.models import Notification
from core.notify import mark_read, notify, recent, unread

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)


def test_a_redelivered_event_tells_once() -> None:
    for _ in range(3):
        notify([1, 2, 2], key="claim/7/approved", title="Claim approved", subject_kind="claims.claim", subject_id=7)
    assert Notification.objects.count() == 2


def test_it_costs_one_statement(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        notify(range(1, 40), key="k", title="t")


def test_nobody_to_tell_is_no_error() -> None:
    notify([], key="k", title="t")
    assert not Notification.objects.exists()


def test_the_bell_counts_ones_own_unread() -> None:
    for number in range(3):
        notify([1], key=str(number), title=f"t{number}")
    notify([2], key="other", title="other")
    assert [unread(one).count() for one in (1, 2, 3)] == [3, 1, 0]


def test_the_newest_first_page_by_page() -> None:
    for number in range(5):
        notify([1], key=str(number), title=f"t{number}")
    first = recent(1, limit=3)
    assert [row.title for row in first] == ["t4", "t3", "t2"]
    assert [row.title for row in recent(1, limit=3, before=first[-1].pk)] == ["t1", "t0"]


def test_only_ones_own_can_be_marked_as_read() -> None:
    notify([1, 2], key="k", title="t")
    theirs = Notification.objects.get(recipient_id=2)
    assert mark_read(1, at=NOW, ids=[theirs.pk]) == 0
    assert unread(2).count() == 1
    assert mark_read(2, at=NOW) == 1
    theirs.refresh_from_db()
    assert theirs.read_at == NOW
    assert mark_read(2, at=NOW) == 0
