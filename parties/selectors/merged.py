"""Records that lead to another one now, with the act that merged them."""

from __future__ import annotations

from django.db.models import OuterRef, QuerySet, Subquery

from core.models import AuditEntry
from core.workflow.command import Actor
from parties.models import Party
from parties.rules.lifecycle import MERGE, PARTY
from parties.selectors.parties import visible_parties


def merged_rows(actor: Actor) -> QuerySet[Party]:
    """Merged records with ``merged_at`` and ``merged_by`` of the last merger."""
    acts = AuditEntry.objects.filter(subject_kind=PARTY.kind, subject_id=OuterRef("pk"), action=MERGE.name)
    last = acts.filter(outcome="done").order_by("-at")
    merged = visible_parties(actor).exclude(merged_into=None).select_related("merged_into", "home_unit")
    return merged.annotate(merged_at=Subquery(last.values("at")[:1]), merged_by=Subquery(last.values("actor_name")[:1]))
