"""Telling people things: rows under the bell, written in the transaction of what they tell about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import QuerySet

from core.models.notifications import Notification


def notify(
    recipients: Iterable[int],
    *,
    key: str,
    title: str,
    body: str = "",
    url: str = "",
    subject_kind: str = "",
    subject_id: int | None = None,
) -> None:
    """Tell each person once under this key, however often the event behind it is delivered."""
    Notification.objects.bulk_create(
        [
            Notification(
                recipient_id=recipient,
                key=key,
                title=title,
                body=body,
                url=url,
                subject_kind=subject_kind,
                subject_id=subject_id,
            )
            for recipient in sorted(set(recipients))
        ],
        ignore_conflicts=True,
    )


def unread(recipient_id: int) -> QuerySet[Notification]:
    """What waits to be read."""
    return Notification.objects.filter(recipient_id=recipient_id, read_at=None)


def recent(recipient_id: int, *, limit: int = 20, before: int | None = None) -> list[Notification]:
    """The newest first; ``before`` is the last id of the page shown."""
    rows = Notification.objects.filter(recipient_id=recipient_id)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return list(rows.order_by("-pk")[:limit])


def mark_read(recipient_id: int, *, at: datetime, ids: Sequence[int] | None = None) -> int:
    """Mark these, or all, of the person's own notifications as read."""
    unread = Notification.objects.filter(recipient_id=recipient_id, read_at=None)
    if ids is not None:
        unread = unread.filter(pk__in=ids)
    return unread.update(read_at=at)
