"""The duty roster: shifts planned, changed, given up; absences cut them (SUR-05, domain 6.19)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction as database
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.translation import gettext as _

from claims.models import Absence, DutyShift, Speciality, SurveyTask
from claims.rules import duty_lifecycle as states
from claims.rules import lifecycle
from claims.selectors.roster import surveyor_assignment
from claims.services.dispatch import hold_roster, time_out
from claims.services.progress import by_dispatcher
from claims.services.refusals import InvalidEntry
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from organisation.public import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftData:
    """Where somebody stands, from when to when, and what they can survey."""

    place_unit_id: int
    begins: datetime
    ends: datetime
    specialities: tuple[str, ...]


@creation(DutyShift, states.PLAN)
def plan_shift(command: Command, /, *, staff_id: int, data: ShiftData) -> DutyShift:
    """A surveyor of the branch goes on the roster; nobody stands in two places at once."""
    held = surveyor_assignment(staff_id, command.actor)
    if held is None:
        raise InvalidEntry(_("This person is no surveyor of the branch."), field="staff_id")
    hold_roster(held.unit.branch_id)
    shift = DutyShift(staff=held.staff)
    shift.set_unit(held.unit)
    _fill(shift, data)
    return shift


@transition(DutyShift, states.CHANGE)
def change_shift(shift: DutyShift, command: Command, /, *, data: ShiftData) -> None:
    """Another place, time or speciality."""
    hold_roster(shift.branch_id)
    _fill(shift, data)


def _fill(shift: DutyShift, data: ShiftData) -> None:
    _refuse_impossible(data)
    place = Unit.objects.filter(pk=data.place_unit_id, branch_id=shift.branch_id).first()
    if place is None:
        raise InvalidEntry(_("Choose a place of this branch."), field="place_unit_id")
    shift.place, shift.latitude, shift.longitude = place.name, place.latitude, place.longitude
    shift.specialities = list(data.specialities)
    shift.period = DateTimeTZRange(data.begins, data.ends)
    _refuse_overlap(shift)
    _refuse_absent(shift)


def _refuse_impossible(data: ShiftData) -> None:
    if data.ends <= data.begins:
        raise InvalidEntry(_("The shift must end after it begins."), field="ends")
    if not data.specialities or set(data.specialities) - set(Speciality.values):
        raise InvalidEntry(_("Choose at least one speciality."), field="specialities")


def _refuse_overlap(shift: DutyShift) -> None:
    same = DutyShift.objects.filter(staff=shift.staff, state=states.PLANNED, period__overlap=shift.period)
    if same.exclude(pk=shift.pk).exists():
        raise InvalidEntry(
            _("%(name)s is on the roster at this time already.") % {"name": shift.staff.name}, field="begins"
        )


def _refuse_absent(shift: DutyShift) -> None:
    if Absence.objects.filter(staff=shift.staff, period__overlap=shift.period).exists():
        raise InvalidEntry(_("%(name)s is away at this time.") % {"name": shift.staff.name}, field="begins")


@transition(DutyShift, states.ABSENCE)
def note_absence(shift: DutyShift, command: Command, /, *, away_from: datetime, away_until: datetime) -> str | None:
    """The surveyor is away for a part of the shift, or all of it: what is left of the shift stays on the roster."""
    hold_roster(shift.branch_id)
    begins, ends = _hours(shift)
    if not (away_from < away_until and away_from < ends and away_until > begins):
        raise InvalidEntry(_("The absence must lie within the shift."), field="away_from")
    _keep(shift, command, DateTimeTZRange(max(away_from, begins), min(away_until, ends)))
    if away_from <= begins and away_until >= ends:
        return states.DROPPED
    if away_from <= begins:
        shift.period = DateTimeTZRange(away_until, ends)
        return None
    shift.period = DateTimeTZRange(begins, away_from)
    if away_until < ends:
        _rest(shift, command, DateTimeTZRange(away_until, ends))
    return None


def _hours(shift: DutyShift) -> tuple[datetime, datetime]:
    """When the shift begins and ends; no shift is open on a side. Raises ``ValueError``."""
    if shift.period.lower is None or shift.period.upper is None:
        raise ValueError("a shift has a beginning and an end")
    return shift.period.lower, shift.period.upper


def _keep(shift: DutyShift, command: Command, period: DateTimeTZRange) -> None:
    absence = Absence(
        staff=shift.staff,
        period=period,
        reason=command.reason.strip()[:500],
        by=command.signature,
        at=command.at,
    )
    absence.set_unit(shift.unit)
    absence.save(force_insert=True)


def _rest(shift: DutyShift, command: Command, period: DateTimeTZRange) -> None:
    """What comes after an absence in the middle is a shift of its own."""
    DutyShift.objects.filter(pk=shift.pk).update(period=shift.period)  # the rest may not overlap with what was there
    resume_shift(command.then("rest"), shift_id=shift.pk, period=(period.lower, period.upper))


@creation(DutyShift, states.PLAN)
def resume_shift(command: Command, /, *, shift_id: int, period: tuple[datetime, datetime]) -> DutyShift:
    """The same shift again after an absence."""
    before = DutyShift.objects.select_related("unit", "staff").get(pk=shift_id)
    shift = DutyShift(
        staff=before.staff,
        place=before.place,
        latitude=before.latitude or Decimal(0),
        longitude=before.longitude or Decimal(0),
        specialities=before.specialities,
        period=DateTimeTZRange(*period),
    )
    shift.set_unit(before.unit)
    return shift


def enter_absence(pk: int, command: Command, *, away_from: datetime, away_until: datetime) -> DutyShift:
    """``note_absence``; tasks that a person who is away now has not accepted yet go back to dispatch."""
    shift = note_absence(pk, command, away_from=away_from, away_until=away_until)
    if away_from <= command.at < away_until:
        give_back(shift.staff_id, command)
    return shift


def give_back(staff_id: int, command: Command) -> int:
    """Assigned tasks that were not accepted; accepted ones are the dispatcher's to decide."""
    waiting = SurveyTask.objects.filter(surveyor_id=staff_id, state=lifecycle.ASSIGNED).order_by("pk")
    rows = list(waiting.values_list("pk", flat=True))
    for pk in rows:
        with database.atomic():
            time_out(pk, by_dispatcher(command, f"away:{pk}"))
    return len(rows)
