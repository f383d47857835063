"""The audit trail as its readers see it: acts and refusals in the units of their scope."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from core.models import AuditEntry
from organisation.selectors.units import unit_rows

DONE = "done"


def trail(actor: Any) -> QuerySet[AuditEntry]:
    """What was done, or refused, in the name of units in the actor's scope."""
    return AuditEntry.objects.filter(unit_id__in=unit_rows(actor).order_by().values("pk"))


def by_text(rows: QuerySet[AuditEntry], text: str) -> QuerySet[AuditEntry]:
    """By the number of the object, or who it was."""
    return rows.filter(Q(subject_number__iexact=text) | Q(actor_name__contains=text))


def of_outcome(rows: QuerySet[AuditEntry], value: str) -> QuerySet[AuditEntry]:
    """Carried out, or refused for whatever reason."""
    return rows.filter(outcome=DONE) if value == DONE else rows.exclude(outcome=DONE)
