"""Emergencies of the demo branch in each state, and the report of the month before."""

from __future__ import annotations

from datetime import timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import timezone

from core.clocks import local_day
from core.workflow.command import Actor, Command
from organisation.actors import actor_of, system_actor
from organisation.models import IncompatibleDuties, PostAssignment, Unit
from organisation.services import conflict_reports, overrides
from organisation.services.conflict_reports import Month
from organisation.services.overrides import OverrideWanted

JINJIANG, FENGZE, BRANCH = "350582", "350503", "350500"
WHY = "复核岗今日因急性阑尾炎住院，支公司无其他人可复核，客户货车须连夜上路"
AGAIN = "同城查勘员在台风现场，人伤案件今日须先行核算垫付，暂无他人可替"


def build_overrides() -> None:
    """One that is over and checked, one that waits for the after-check, one in force, one to be decided."""
    ago = timezone.localdate().day + 5  # in the month that the report tells of
    past = _gone(_asked("UW_ISSUE", FENGZE, "underwriting.review", WHY, "a", days=ago), "UW_DIR", "a", days=ago)
    audit = _command("check", _as("IA_AUD", BRANCH), "授权期间没有须两人完成的操作，事由属实", days=ago - 1)
    overrides.check_override(past, audit, finding="justified")
    _gone(_asked("UW_ISSUE", JINJIANG, "underwriting.review", WHY, "b", days=1), "UW_DIR", "b", days=1)
    running = _asked("CS_SURV", None, "claims.calculate", AGAIN, "c", hours=8)
    overrides.approve_override(running, _command("c/yes", _as("CS_DIR", None), "情况属实，限今日"))
    _asked("UW_ISSUE", FENGZE, "underwriting.review", WHY, "d")
    _report()


def _asked(post: str, unit: str | None, other: str, why: str, name: str, *, days: int = 0, hours: int = 4) -> int:
    first = {"UW_ISSUE": "underwriting.enter", "CS_SURV": "claims.survey"}[post]
    pair = IncompatibleDuties.objects.get(first=first, second=other)
    command = _command(f"{name}/ask", _as(post, unit), why, days=days)
    return overrides.request_override(command, wanted=OverrideWanted(duties_id=pair.pk, hours=hours)).pk


def _gone(pk: int, director: str, name: str, *, days: int) -> int:
    """Approved and over."""
    overrides.approve_override(pk, _command(f"{name}/yes", _as(director, None), "情况属实，限四小时", days=days))
    clock = system_actor("delegation-clock")
    at = timezone.now() - timedelta(days=days) + timedelta(hours=5)
    overrides.expire_override(pk, Command(key=_key(f"{name}/over"), actor=clock, at=at))
    return pk


def _report() -> None:
    branch = Unit.objects.get(code=BRANCH)
    this = local_day(timezone.now()).replace(day=1)
    month = Month(first=(this - timedelta(days=1)).replace(day=1), next_first=this)
    actor = system_actor(conflict_reports.CLOCK, unit_id=branch.pk)
    command = Command(key=_key("report"), actor=actor, at=timezone.now())
    conflict_reports.make_report(command, branch=branch.pk, month=month)


def _as(post: str, unit: str | None) -> Actor:
    held = PostAssignment.objects.filter(post_id=post, **({"unit__code": unit} if unit else {}))
    return actor_of(held.select_related("staff", "unit", "scope_unit").order_by("pk")[0])


def _command(what: str, actor: Actor, reason: str, *, days: int = 0) -> Command:
    return Command(key=_key(what), actor=actor, at=timezone.now() - timedelta(days=days), reason=reason)


def _key(what: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"demo/override/{what}")
