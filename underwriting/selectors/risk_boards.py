"""Committee cases and boards as people see them."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core.clocks import calendar
from core.workflow.command import Actor
from core.workflow.refusals import Hidden
from organisation.models import PostAssignment, PostPermission, Unit
from organisation.public import ScopedActor, parameter
from underwriting.models import Attendance, CommitteeCase, CommitteeSeat, RiskGuide
from underwriting.rules.risk_committee import VOTE_RIGHT

CONFIRM_DAYS = "underwriting.vote_confirm_days"


def cases(actor: ScopedActor) -> QuerySet[CommitteeCase]:
    """Cases in scope."""
    return CommitteeCase.objects.visible_to(actor).select_related("unit", "assessment")


def case_for(actor: ScopedActor, pk: int) -> CommitteeCase:
    """One of them; out of scope reads as not found."""
    found = cases(actor).select_related("assessment__proposal").filter(pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found


def sees_case(actor: Actor, pk: int) -> bool:
    """Whether a case, and with it its minutes, may be seen."""
    model = CommitteeCase.objects.filter(pk=pk).first()
    return model is not None and actor.refusal_for("underwriting.view_committee", model) is None


def took_part(actor: Actor, pk: int) -> bool:
    """Whether the actor was called to a case as a member: he reads its minutes and the resolution that he voted on and
    may have to carry out. Who has no vote or withdrew, being related to the business, does not (5.13)."""
    if actor.staff_id is None:
        return False
    return Attendance.objects.filter(case_id=pk, staff_id=actor.staff_id, no_vote="", withdrew="").exists()


def branch_of(actor: ScopedActor) -> int:
    branch: int | None = Unit.objects.values_list("branch_id", flat=True).get(pk=actor.unit_id)
    return branch or actor.unit_id


def seats_on(branch_id: int, on: date) -> list[CommitteeSeat]:
    """Who sits where on a day."""
    rows = CommitteeSeat.objects.filter(unit_id=branch_id, effective__contains=on)
    return list(rows.select_related("staff").order_by("board", "role", "pk"))


def eligible(branch_id: int, on: date) -> list[tuple[int, str]]:
    """People whose posts may vote."""
    posts = PostPermission.objects.filter(permission=VOTE_RIGHT).values("post_id")
    held = PostAssignment.objects.filter(
        post_id__in=posts, period__contains=on, staff__is_active=True, unit__branch_id=branch_id
    )
    rows = held.select_related("staff", "post").order_by("staff__name", "staff_id").distinct("staff__name", "staff_id")
    return [(one.staff_id, f"{one.staff.name} · {one.post.name}") for one in rows]


def confirm_by(seat: Attendance, unit: Unit) -> date:
    """The last day on which a vote by telephone may be confirmed in writing (5.13: two working days)."""
    voted = localdate(seat.voted_at)
    return calendar().add_working_days(voted, parameter(CONFIRM_DAYS, unit, voted))


def guides_on(on: date) -> list[RiskGuide]:
    """The guides in force."""
    return list(RiskGuide.objects.filter(effective__contains=on).order_by("code"))


def guide_by_code(code: str, on: date) -> RiskGuide:
    found = RiskGuide.objects.filter(code=code, effective__contains=on).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found
