"""Fleets as an actor may see them."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core.workflow.command import Actor
from core.workflow.refusals import Hidden
from organisation.public import ScopedActor
from underwriting.models import FleetRow, FleetUpload, Proposal
from underwriting.rules.lifecycle import SUBMIT


def fleets(actor: ScopedActor) -> QuerySet[FleetUpload]:
    """Fleets of the actor's scope."""
    return FleetUpload.objects.visible_to(actor)


def fleet_for(actor: ScopedActor, pk: int) -> FleetUpload:
    """One fleet; out of scope reads as not found."""
    found = fleets(actor).select_related("unit", "file").filter(pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found


def faulty_rows(upload: FleetUpload, *, after: int, limit: int) -> list[FleetRow]:
    """Rows to be corrected, in the order of the table."""
    return list(upload.rows.exclude(faults={}).filter(place__gt=after).order_by("place")[:limit])


def sound_rows(upload: FleetUpload, *, limit: int) -> list[FleetRow]:
    """The first rows that are right, for a look before the import."""
    return list(upload.rows.filter(faults={}).order_by("place")[:limit])


def proposals_of(upload: FleetUpload, *, limit: int) -> list[Proposal]:
    """The proposals that were made of the fleet."""
    return list(Proposal.objects.filter(fleet=upload.number).order_by("pk")[:limit])


def to_be_submitted(upload: FleetUpload) -> QuerySet[Proposal]:
    """The proposals of the fleet that the reviewer has not seen, or has returned."""
    return Proposal.objects.filter(fleet=upload.number, state__in=SUBMIT.sources).order_by("pk")


def may_see_fleet(actor: Actor, pk: int) -> bool:
    """Who may read the table and the papers of a fleet: who brings it in, and who reads its proposals."""
    upload = FleetUpload.objects.filter(pk=pk).first()
    may = ("underwriting.import_fleet", "underwriting.view_proposals")
    return upload is not None and any(actor.refusal_for(one, upload) is None for one in may)
