"""Queued work of the organisation: delegations and plans begin and end with the calendar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from django.utils.translation import override

from core.clocks import local_day
from core.jobs import JobRun, job
from core.workflow.command import Command
from core.workflow.refusals import Refusal
from organisation.actors import system_actor
from organisation.models import BRANCHES, ConflictReport, Delegation, Meeting, Unit
from organisation.rules.lifecycles import delegation as lifecycle
from organisation.rules.lifecycles import meeting
from organisation.selectors import filed_plans, overrides, rotation
from organisation.selectors.delegations import without_posts
from organisation.services.conflict_reports import CLOCK as REPORTER
from organisation.services.conflict_reports import Month, make_report
from organisation.services.delegations import CLOCK, begin_delegation, expire_delegation
from organisation.services.filed_plans import expire_plan
from organisation.services.held_things import tell_what_is_left
from organisation.services.meetings import CLERK, WORK_JOB, give_decided
from organisation.services.overdue import tell_overdue
from organisation.services.overrides import expire_override
from organisation.services.rotation import carry_out, warn


@job("organisation.run_delegations", label=_("Begin and end delegations"))
def run_delegations(run: JobRun) -> None:
    """Each one once: what is over ends first, then what is due begins. What is refused stays and is tried again."""

    def effect() -> dict[str, int]:
        today = local_day(timezone.now())
        open_states = [*lifecycle.LIVE, lifecycle.REQUESTED]
        over = Delegation.objects.filter(state__in=open_states, period__endswith__lte=today) | without_posts(today)
        due = Delegation.objects.filter(state=lifecycle.APPROVED, period__contains=today)
        ended = sum(_send(one, expire_delegation) for one in over.order_by("pk"))
        return {"ended": ended, "begun": sum(_send(one, begin_delegation) for one in due.order_by("pk"))}

    run.finish(effect)


def _send(found: Any, service: Callable[[int, Command], Any]) -> bool:
    name = f"{found.lifecycle.kind}/{found.pk}/{found.version}/{service.__name__}"
    key = uuid5(NAMESPACE_URL, name)
    actor = system_actor(CLOCK, unit_id=found.unit_id)
    try:
        service(found.pk, Command(key=key, actor=actor, at=timezone.now()))
    except Refusal:
        return False
    return True


@job("organisation.tell_overdue", label=_("Tell of overdue work"))
def tell_of_overdue(run: JobRun) -> None:
    """Those who should do it, and a working day later the head of their place."""

    def effect() -> dict[str, int]:
        with override(settings.LANGUAGE_CODE):
            return {"told": tell_overdue(timezone.now())}

    run.finish(effect)


@job("organisation.tell_left_things", label=_("Tell what people still hold whose posts ended"))
def tell_left_things(run: JobRun) -> None:
    """Forms and seals in the hand of somebody whose post is over are recovered by the heads (8.4)."""

    def effect() -> dict[str, int]:
        with override(settings.LANGUAGE_CODE):
            return {"told": tell_what_is_left(local_day(timezone.now()))}

    run.finish(effect)


@job("organisation.run_plans", label=_("End plans whose period is over"))
def run_plans(run: JobRun) -> None:
    """Each one once."""

    def effect() -> dict[str, int]:
        found = filed_plans.over(local_day(timezone.now())).order_by("pk")
        return {"ended": sum(_send(one, expire_plan) for one in found)}

    run.finish(effect)


@job("organisation.run_overrides", label=_("End emergency overrides whose hours are over"))
def run_overrides(run: JobRun) -> None:
    """Each one once; what was asked and not decided falls."""

    def effect() -> dict[str, int]:
        found = overrides.over(timezone.now()).order_by("pk")
        return {"ended": sum(_send(one, expire_override) for one in found)}

    run.finish(effect)


@job("organisation.report_conflicts", label=_("Report incompatible duties to internal audit"))
def report_conflicts(run: JobRun) -> None:
    """Of the month that is over, one report for each branch."""

    def effect() -> dict[str, int]:
        with override(settings.LANGUAGE_CODE):
            return {"reports": sum(_report(branch) for branch in Unit.objects.filter(kind__in=BRANCHES, active=True))}

    run.finish(effect)


def _report(branch: Unit) -> bool:
    now = timezone.now()
    this = local_day(now).replace(day=1)
    month = Month(first=(this - timedelta(days=1)).replace(day=1), next_first=this)
    if ConflictReport.objects.filter(unit=branch, month=month.first).exists():
        return False
    key = uuid5(NAMESPACE_URL, f"organisation.conflict_report/{branch.pk}/{month.first}")
    actor = system_actor(REPORTER, unit_id=branch.pk)
    make_report(Command(key=key, actor=actor, at=now), branch=branch.pk, month=month)
    return True


@job(WORK_JOB, label=_("Give the work that a meeting decided"))
def give_decided_work(run: JobRun) -> None:
    """Decisions of signed minutes become work of the persons named."""

    def effect() -> dict[str, int]:
        found = Meeting.objects.select_related("chair").get(pk=run.payload["meeting"])
        key = uuid5(NAMESPACE_URL, f"{meeting.KIND}/{found.pk}/decided")
        actor = system_actor(CLERK, unit_id=found.unit_id)
        return {"given": give_decided(found, Command(key=key, actor=actor, at=timezone.now()))}

    run.finish(effect)


@job("organisation.run_rotation", label=_("Carry exchanges out, warn of those that are due"))
def run_rotation(run: JobRun) -> None:
    """Exchanges on their day; the directors of a centre learn who is due or late."""

    def effect() -> dict[str, int]:
        today = local_day(timezone.now())
        done = sum(_send(one, carry_out) for one in rotation.ripe(today).order_by("pk"))
        found = rotation.noticed(today)
        for posting, due in found:
            warn(posting, due, today, rotation.directors_of(posting, today))
        return {"carried_out": done, "due": len(found)}

    run.finish(effect)
