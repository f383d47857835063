"""Demanded material as people see it, and whether some is still missing."""

from __future__ import annotations

from django.utils.translation import gettext as _

from core.workflow.command import Actor
from core.workflow.refusals import Hidden
from organisation.public import ScopedActor
from underwriting.models import MaterialDemand, Proposal


def demands_of(proposal: Proposal) -> list[MaterialDemand]:
    """Everything that was demanded, the oldest first."""
    return list(proposal.demands.select_related("file", "inspection").order_by("pk"))


def demand_for(actor: ScopedActor, pk: int) -> MaterialDemand:
    """One of them; out of scope reads as not found."""
    found: MaterialDemand | None = MaterialDemand.objects.visible_to(actor).filter(pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found


def may_see_demand(actor: Actor, pk: int) -> bool:
    """Who may read the file: who sees the proposal."""
    found = MaterialDemand.objects.filter(pk=pk).first()
    return found is not None and actor.refusal_for("underwriting.view_proposals", found) is None
