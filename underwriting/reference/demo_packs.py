"""Monthly packs of the demo branch: the month before the last was released, the last waits for the data post (5.11)."""

from __future__ import annotations

from datetime import timedelta
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from core.workflow.command import Actor, Command
from organisation.models import PostAssignment, Unit
from organisation.public import actor_of, system_actor
from underwriting.rules.periods import add_months
from underwriting.services.monthly_pack import draw_pack, release_pack

BRANCH, CENTRE = "350500", "350591"


def build_packs() -> None:
    """Drawn by the clock, released by the data post."""
    branch = Unit.objects.get(code=BRANCH)
    last = (timezone.localdate().replace(day=1) - timedelta(days=1)).replace(day=1)
    for place, month in enumerate((add_months(last, -1), last)):
        clock = system_actor("policy-clock", unit_id=branch.pk)
        made = draw_pack(_command(clock, f"draw/{place}"), branch_id=branch.pk, month=month)
        if place == 0:
            held = PostAssignment.objects.filter(post_id="UW_INFO", unit__code=CENTRE)
            data_post = actor_of(held.select_related("staff", "unit", "scope_unit").order_by("pk")[0])
            release_pack(made.pk, _command(data_post, "release", reason="已与财务中心核对保费口径"))


def _command(actor: Actor, what: str, *, reason: str = "") -> Command:
    key = uuid5(NAMESPACE_URL, f"demo-packs/{what}")
    return Command(key=key, actor=actor, at=timezone.now(), reason=reason)
