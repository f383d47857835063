"""Exceptional grants as the administration sees them, with what was read under them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from core.models import AuditEntry
from core.workflow.refusals import Hidden
from organisation.models import SharedCase
from organisation.selectors.staff import people


def shared_cases(actor: Any) -> QuerySet[SharedCase]:
    """Grants to people in the actor's scope."""
    rows = SharedCase.objects.filter(staff__in=people(actor).values("pk"))
    return rows.select_related("staff", "staff__belongs_to", "approved_by", "requested_by")


def shared_case(actor: Any, pk: int) -> SharedCase:
    """One of them, or not found."""
    found = shared_cases(actor).filter(pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found


def readings_of(grant: SharedCase, action: str) -> list[AuditEntry]:
    """Every reading under the grant, the newest first."""
    return list(_readings([grant], [action]).order_by("-id")[:200])


def reading_counts(grants: Iterable[SharedCase], actions: Iterable[str]) -> dict[int, int]:
    """How often each grant was used, in one statement."""
    rows = list(grants)
    if not rows:
        return {}
    read = list(_readings(rows, actions).values_list("staff_id", "subject_kind", "subject_id", "at"))
    return Counter(
        grant.pk
        for grant in rows
        for staff_id, kind, subject_id, at in read
        if (staff_id, kind, subject_id) == (grant.staff_id, grant.subject_kind, grant.subject_id) and _within(grant, at)
    )


def _within(grant: SharedCase, at: datetime) -> bool:
    begin, end = grant.period.lower, grant.period.upper
    return (begin is None or begin <= at) and (end is None or at < end)


def _readings(grants: Iterable[SharedCase], actions: Iterable[str]) -> QuerySet[AuditEntry]:
    wanted = Q(pk__in=())
    for grant in grants:
        wanted |= Q(
            staff_id=grant.staff_id,
            subject_kind=grant.subject_kind,
            subject_id=grant.subject_id,
            at__gte=grant.period.lower,
            at__lt=grant.period.upper,
        )
    return AuditEntry.objects.filter(wanted, action__in=list(actions))


def in_state(rows: QuerySet[SharedCase], state: str, now: datetime) -> QuerySet[SharedCase]:
    """Running, over by itself, or ended before its time."""
    if state == "running":
        return rows.filter(ended_at=None, period__contains=now)
    early = Q(ended_at__lt=F("period__endswith"))
    if state == "ended":
        return rows.filter(early)
    return rows.filter(period__endswith__lte=now).exclude(early)
