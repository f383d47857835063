"""Who is on duty, how far away, with how much to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, OuterRef, Subquery
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from claims.models import DutyShift, LossReport, SurveyTask
from claims.rules import lifecycle
from claims.rules.duty_lifecycle import PLANNED
from claims.rules.travel import Pace, Trip, trip
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
    trip: Trip
    barrier: str = ""

    @property
    def rank(self) -> tuple[int, int, int]:
        return (self.trip.price, self.load, self.shift.staff_id)

    def as_json(self) -> dict[str, Any]:
        """What is kept with the task: why this one and not another."""
        return {
            "staff": self.shift.staff_id,
            "name": self.shift.staff.name,
            "place": self.shift.place,
            "km": str(self.distance),
            "minutes": self.trip.minutes,
            "late": self.trip.late_minutes,
            "load": self.load,
            "usual": self.usual,
            "barrier": self.barrier,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """The people on duty in a branch at a moment, how much they have to do, and what counts."""

    at: datetime
    shifts: tuple[DutyShift, ...]
    loads: Mapping[int, int]
    limit: int
    pace: Pace


def field_of(branch_id: int | None, at: datetime) -> Field:
    """Everybody on duty in the branch, in two statements."""
    shifts = DutyShift.objects.filter(state=PLANNED, period__contains=at, branch_id=branch_id)
    on_duty = tuple(shifts.select_related("staff", "unit").order_by("pk"))
    open_tasks = SurveyTask.objects.filter(surveyor__in=[s.staff_id for s in on_duty], state__in=OPEN_TASKS)
    return Field(
        at=at,
        shifts=on_duty,
        loads=Counter(open_tasks.values_list("surveyor_id", flat=True)),
        limit=int(parameter("claims.surveyor_load")),
        pace=Pace(
            speed=Decimal(parameter("claims.travel_speed")),
            survey_minutes=int(parameter("claims.survey_minutes")),
            target_minutes=int(parameter("claims.arrive_minutes")),
            late_weight=int(parameter("claims.late_weight")),
            other_desk_minutes=int(parameter("claims.other_desk_minutes")),
        ),
    )


def candidates(task: SurveyTask, at: datetime) -> list[Candidate]:
    """Everybody on duty in the branch, the first who may go first, then those who may not with the reason."""
    task.report = LossReport.objects.select_related("unit").get(pk=task.report_id)
    found = weighed(task, field_of(task.branch_id, at))
    return sorted(found, key=lambda one: (one.barrier != "", *one.rank))


def weighed(task: SurveyTask, field: Field) -> list[Candidate]:
    """What each person on duty would mean for the task, in the order of the shifts."""
    desk, basis = _desk_of(task)
    return [_candidate(task, field, shift, desk, basis) for shift in field.shifts]


def _candidate(task: SurveyTask, field: Field, shift: DutyShift, desk: int | None, basis: str) -> Candidate:
    load, distance, usual = field.loads[shift.staff_id], _distance(task, shift), shift.unit_id == desk
    return Candidate(
        shift=shift,
        distance=distance,
        load=load,
        usual=usual,
        basis=basis,
        trip=trip(field.pace, distance, ahead=load, waited=waited(task, field.at), usual=usual),
        barrier=_barrier(task, shift, load, field.limit),
    )


def waited(task: SurveyTask, at: datetime) -> int:
    """Seconds since the loss was reported."""
    return max(int((at - task.report.reported_at).total_seconds()), 0)


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
    here = DutyShift.objects.filter(state=PLANNED, period__contains=at, branch_id__in=branch)
    shown = here.annotate(load=Subquery(load)).order_by("unit_id", "pk").values_list("staff__name", "load")[:20]
    return _(", ").join(f"{name} {open_tasks or 0}" for name, open_tasks in shown)


def on_duty(task: SurveyTask, at: datetime) -> list[tuple[int, str]]:
    """Choices of the dispatcher, the best first, with distance, way and load."""
    return [(one.shift.staff_id, described(one)) for one in candidates(task, at)]


def described(one: Candidate) -> str:
    """刘朝晖 · 丰泽支公司 · 0.6 km · 2 min · 1 open."""
    way = _("%(minutes)s min, %(load)s open") % {"minutes": one.trip.minutes, "load": one.load}
    return f"{one.shift.staff.name} · {one.shift.place} · {one.distance} km · {way}"
