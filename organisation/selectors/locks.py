"""Login names that are locked after wrong passwords."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from axes.models import AccessAttempt
from django.conf import settings

from organisation.models import Staff
from organisation.selectors.staff import people


class Locked(NamedTuple):
    """A locked login name: since when, until when, from where; whose it is, where the name is known."""

    login_name: str
    staff: Staff | None
    failures: int
    since: datetime
    until: datetime
    address: str


def locked_names(actor: Any, at: datetime) -> list[Locked]:
    """What is locked now. Names that belong to nobody are shown too: somebody tries them out."""
    cool_off = timedelta(hours=settings.AXES_COOLOFF_TIME)
    recent = AccessAttempt.objects.filter(
        attempt_time__gt=at - cool_off, failures_since_start__gte=settings.AXES_FAILURE_LIMIT
    )
    rows = {row.username: row for row in recent.order_by("attempt_time")}
    owners = {staff.login_name: staff for staff in Staff.objects.filter(login_name__in=rows)}
    mine = set(people(actor).filter(login_name__in=rows).values_list("login_name", flat=True))
    return [
        Locked(
            login_name=name,
            staff=owners.get(name),
            failures=row.failures_since_start,
            since=row.attempt_time,
            until=row.attempt_time + cool_off,
            address=row.ip_address or "",
        )
        for name, row in rows.items()
        if name in mine or name not in owners
    ]
