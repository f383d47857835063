"""The demo branch's duty roster: every surveyor stands at a known place for a year."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from claims.models import Speciality
from claims.services.roster import ShiftData, plan_shift
from core.workflow.command import Command
from organisation.models import PostAssignment, Unit
from organisation.public import actor_of

OFFICES = {"刘朝晖": "350503", "叶彬彬": "350572"}


def build_roster() -> None:
    """Surveyors of the centre stand at three places in the city, those of sub-branches at home."""
    now = timezone.now()
    planner = PostAssignment.objects.filter(post_id="CS_DISP").select_related("staff", "unit", "scope_unit").first()
    if planner is None:
        return
    actor = actor_of(planner)
    held = PostAssignment.objects.filter(post_id="CS_SURV").select_related("staff", "unit").order_by("pk")
    for one in held:
        key = uuid5(NAMESPACE_URL, f"demo/roster/{one.staff.login_name}")
        plan_shift(Command(key=key, actor=actor, at=now), staff_id=one.staff_id, data=_standing(one, now))


def _standing(assignment: PostAssignment, now: datetime) -> ShiftData:
    code = OFFICES.get(assignment.staff.name, assignment.unit.code)
    return ShiftData(
        place_unit_id=Unit.objects.get(code=code).pk,
        begins=now - timedelta(days=1),
        ends=now + timedelta(days=365),
        specialities=tuple(s.value for s in Speciality),
    )
