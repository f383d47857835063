"""A trailer and what draws it: the tractor's compulsory insurer answers for the trailer as well (CT-42)."""

from __future__ import annotations

from collections.abc import Sequence

from organisation.public import ScopedActor
from underwriting.models import COMPULSORY, Policy, Proposal
from underwriting.rules.compulsory_motor import VehicleClass
from underwriting.rules.lifecycle import IN_FORCE, ISSUED
from underwriting.rules.vehicle_kind import DRAWING

LIVE = (ISSUED, IN_FORCE)
MOST = 20  # trailers of one tractor that a page shows


def drawing_cover(found: Proposal | Policy, actor: ScopedActor) -> Policy | None:
    """The compulsory policy of the vehicle that draws a trailer, among those that the reader may see."""
    live = Policy.objects.visible_to(actor).filter(plate=found.tractor_plate, line=COMPULSORY, state__in=LIVE)
    fitting = live.filter(start_on__lte=found.end_on, end_on__gte=found.start_on)
    return fitting.order_by("-end_on", "-pk").first()


def drawn_by(found: Proposal | Policy, actor: ScopedActor) -> Sequence[Policy]:
    """Policies of trailers that name the vehicle as the one before them."""
    if not found.plate or found.vehicle_class not in {one.value for one in DRAWING}:
        return ()
    drawn = Policy.objects.visible_to(actor).filter(tractor_plate=found.plate, state__in=LIVE)
    return list(drawn.filter(vehicle_class=VehicleClass.TRAILER).order_by("plate", "pk")[:MOST])
