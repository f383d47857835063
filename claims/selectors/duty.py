"""Who is on duty, how far away, with how much to do."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, OuterRef, Subquery
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from claims.models import DutyShift, LossReport, SurveyTask
from claims.rules import lifecycle
from core.workflow.command import Actor
from organisation.public import Desk, Unit, UnitKind, claims_route, distance_km, parameter

OPEN_TASKS = (lifecycle.ASSIGNED, lifecycle.ACCEPTED, lifecycle.ON_SITE)
FAR = Decimal(9999)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A surveyor who could go. ``usual`` marks the desk that the route names; ``barrier`` says why not."""

    shift: DutyShift
    distance: Decimal
    load: int
    usual: bool
    basis: str
    barrier: str = ""

    @property
    def rank(self) -> tuple[bool, Decimal, int, int]:
        return (not self.usual, self.distance, self.load, self.shift.staff_id)


def candidates(task: SurveyTask, at: datetime) -> list[Candidate]:
    """Everybody on duty in the branch, the first who may go first, then those who may not with the reason."""
    task.report = LossReport.objects.select_related("unit").get(pk=task.report_id)
    shifts = DutyShift.objects.filter(period__contains=at, unit__branch_id=task.branch_id)
    on_duty = list(shifts.select_related("staff", "unit").order_by("pk"))
    open_tasks = SurveyTask.objects.filter(surveyor__in=[s.staff_id for s in on_duty], state__in=OPEN_TASKS)
    loads = Counter(open_tasks.values_list("surveyor_id", flat=True))
    desk, basis = _desk_of(task)
    limit = int(parameter("claims.surveyor_load"))
    found = [
        Candidate(
            shift=shift,
            distance=_distance(task, shift),
            load=loads[shift.staff_id],
            usual=shift.unit_id == desk,
            basis=basis,
            barrier=_barrier(task, shift, loads[shift.staff_id], limit),
        )
        for shift in on_duty
    ]
    return sorted(found, key=lambda one: (one.barrier != "", *one.rank))


def _desk_of(task: SurveyTask) -> tuple[int | None, str]:
    """Which unit surveys here by the route; the nearest may go all the same (AUT-17)."""
    loss_unit = task.report.unit
    cover = task.report.covers.select_related("unit").order_by("-covered", "pk").first()
    route = claims_route(loss_unit, cover.unit if cover else loss_unit, localdate(task.report.occurred_at))
    if route.survey is Desk.CENTRE:
        centre = Unit.objects.filter(kind=UnitKind.CLAIMS_CENTRE, branch_id=task.branch_id).first()
        return (centre.pk if centre else None), route.basis
    return loss_unit.pk, route.basis


def _distance(task: SurveyTask, shift: DutyShift) -> Decimal:
    report = task.report
    where = (report.latitude, report.longitude)
    if None in where:
        where = (report.unit.latitude, report.unit.longitude)
    if None in where or shift.latitude is None or shift.longitude is None:
        return FAR
    return distance_km(where, (shift.latitude, shift.longitude))  # type: ignore[arg-type]


def _barrier(task: SurveyTask, shift: DutyShift, load: int, limit: int) -> str:
    if task.speciality not in shift.specialities:
        return "speciality"
    if shift.staff_id in task.refused_by:
        return "refused"
    return "load" if load >= limit else ""


def board(actor: Actor, at: datetime) -> str:
    """Who is on duty now with how many open tasks: 刘朝晖 2, 叶彬彬 0. One statement."""
    branch = Unit.objects.filter(pk=actor.unit_id).values("branch_id")
    tasks = SurveyTask.objects.filter(surveyor_id=OuterRef("staff_id"), state__in=OPEN_TASKS)
    load = tasks.values("surveyor_id").annotate(n=Count("pk")).values("n")
    shifts = DutyShift.objects.filter(period__contains=at, unit__branch_id__in=branch).annotate(load=Subquery(load))
    shown = shifts.order_by("unit_id", "pk").values_list("staff__name", "load")[:20]
    return _(", ").join(f"{name} {open_tasks or 0}" for name, open_tasks in shown)


def on_duty(task: SurveyTask, at: datetime) -> list[tuple[int, str]]:
    """Choices of the dispatcher, the best first, with distance, load and what speaks against."""
    return [
        (one.shift.staff_id, f"{one.shift.staff.name} · {one.shift.place} · {one.distance} km · {one.load}")
        for one in candidates(task, at)
    ]
