"""API clients: keys are shown once, requests are counted exactly over all processes."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.db import connection

from organisation.models import ApiClient, ApiMinute, Unit
from organisation.selectors.clients import digest_of

KEY_BYTES = 32
KEPT = timedelta(hours=1)


def make_client(*, name: str, unit: Unit, post: str, requests_per_minute: int, key: str = "") -> tuple[ApiClient, str]:
    """A new client and its key, which cannot be read again later."""
    chosen = key or secrets.token_urlsafe(KEY_BYTES)
    client = ApiClient.objects.create(
        name=name,
        unit=unit,
        post_id=post,
        requests_per_minute=requests_per_minute,
        key_digest=digest_of(chosen),
    )
    return client, chosen


def count_request(client: ApiClient, *, at: datetime) -> int:
    """How many requests the client sent in this minute, with this one."""
    minute = at.replace(second=0, microsecond=0)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO organisation_apiminute AS m (client_id, minute, count) VALUES (%s, %s, 1) "
            "ON CONFLICT (client_id, minute) DO UPDATE SET count = m.count + 1 RETURNING count",
            [client.pk, minute],
        )
        count = int(cursor.fetchone()[0])
    if count == 1:
        ApiMinute.objects.filter(client=client, minute__lt=minute - KEPT).delete()
    return count
