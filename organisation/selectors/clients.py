"""API clients by their key."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext as _

from core.workflow.refusals import Hidden
from organisation.models import ApiClient, ApiMinute


def digest_of(key: str) -> str:
    """What is kept of a key. Keys are random, so that a plain digest suffices."""
    return hashlib.sha256(key.encode()).hexdigest()


def client_of_key(key: str) -> ApiClient | None:
    """The active client that holds ``key``."""
    return ApiClient.objects.filter(key_digest=digest_of(key), active=True).first()


def clients(actor: Any) -> QuerySet[ApiClient]:
    """Clients of the units in the actor's scope."""
    rows = ApiClient.objects.select_related("unit", "post")
    if actor.scope_column is None:
        return rows
    own = Q(unit_id=actor.scope_unit_id)
    if actor.scope_column != "unit_id":
        own |= Q(**{f"unit__{actor.scope_column}": actor.scope_unit_id})
    return rows.filter(own)


def client(actor: Any, pk: int) -> ApiClient:
    """One of them, or not found: out of scope reads the same."""
    found = clients(actor).filter(pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found


def minutes_of(client: ApiClient, since: datetime) -> dict[datetime, int]:
    """Requests by minute."""
    return dict(ApiMinute.objects.filter(client=client, minute__gte=since).values_list("minute", "count"))


def add_last_hour(rows: list[ApiClient], now: datetime) -> None:
    """What each client sent within the last hour, in one statement."""
    recent = ApiMinute.objects.filter(client__in=[row.pk for row in rows], minute__gt=now - timedelta(hours=1))
    sums = dict(recent.values_list("client_id").annotate(total=Sum("count")))
    for row in rows:
        row.last_hour = sums.get(row.pk, 0)  # type: ignore[attr-defined]
