"""Papers of customers: those received in scope, those of one customer."""

from __future__ import annotations

from typing import Any, cast

from django.db.models import QuerySet

from organisation.public import ScopedActor
from parties.models import CustomerPaper, Party
from parties.selectors.parties import visible_parties


def visible_papers(actor: Any) -> QuerySet[CustomerPaper]:
    """Papers received by the units in the actor's scope."""
    rows: QuerySet[CustomerPaper] = CustomerPaper.objects.visible_to(cast("ScopedActor", actor))
    return rows.select_related("party", "unit", "file")


def papers_of(party: Party) -> QuerySet[CustomerPaper]:
    """The papers of a customer, with those of records merged into his, the newest first."""
    rows = CustomerPaper.objects.filter(party_id__in=[party.pk, *party.same_as])
    return rows.select_related("file").order_by("-pk")


def paper_seen_by(actor: Any, pk: int) -> CustomerPaper | None:
    """A paper of a customer whom the actor may see."""
    paper: CustomerPaper | None = CustomerPaper.objects.select_related("party", "file").filter(pk=pk).first()
    return paper if paper is not None and visible_parties(actor).filter(pk=paper.party_id).exists() else None
