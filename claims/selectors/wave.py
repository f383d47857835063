"""A wave of dispatch: all waiting tasks of a branch at once, so that the whole is the cheapest (6.1, HOT-02)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from claims.models import LossReport, SurveyTask
from claims.rules.assignment import cheapest
from claims.rules.dispatch_note import DispatchNote
from claims.rules.travel import trip
from claims.selectors.duty import Candidate, Field, field_of, waited, weighed


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Who goes, chosen together with ``together`` tasks; ``weighed`` is kept to answer "why not another"."""

    staff_id: int
    chosen: Candidate
    weighed: tuple[Candidate, ...]
    together: int

    @property
    def note(self) -> str:
        one = self.chosen
        note = DispatchNote(
            basis=one.basis, km=str(one.distance), minutes=one.trip.minutes, load=one.load, together=self.together
        )
        return str(note)


def plan(tasks: Sequence[SurveyTask], at: datetime) -> dict[int, Placement]:
    """The placement of each task of one branch; tasks for which nobody suitable is left are not in it.

    Every surveyor has as many places as the load limit leaves; a later place waits for the surveys before it, so that
    work spreads where that makes customers wait less.
    """
    if not tasks:
        return {}
    _load_reports(tasks)
    field = field_of(tasks[0].branch_id, at)
    rows = [weighed(task, field) for task in tasks]
    free = [_free(field, shift.staff_id, len(tasks)) for shift in field.shifts]
    places = [(n, nth) for n, room in enumerate(free) for nth in range(room)]
    prices = [[_price(task, field, row[n], nth) for n, nth in places] for task, row in zip(tasks, rows, strict=True)]
    found = zip(tasks, rows, cheapest(prices), strict=True)
    return {
        task.pk: _placement(row, row[places[place][0]], len(tasks)) for task, row, place in found if place is not None
    }


def _load_reports(tasks: Sequence[SurveyTask]) -> None:
    """Reports with their units, unless they came with the tasks."""
    column = SurveyTask._meta.get_field("report")
    without = [task for task in tasks if not column.is_cached(task)]
    reports = LossReport.objects.select_related("unit").in_bulk([task.report_id for task in without])
    for task in without:
        task.report = reports[task.report_id]


def _free(field: Field, staff_id: int, most: int) -> int:
    return min(max(field.limit - field.loads[staff_id], 0), most)


def _price(task: SurveyTask, field: Field, one: Candidate, nth: int) -> int | None:
    if one.barrier:
        return None
    ahead = one.load + nth
    return trip(field.pace, one.distance, ahead=ahead, waited=waited(task, field.at), usual=one.usual).price


def _placement(row: list[Candidate], chosen: Candidate, together: int) -> Placement:
    ranked = tuple(sorted(row, key=lambda one: (one.barrier != "", *one.rank)))
    return Placement(staff_id=chosen.shift.staff_id, chosen=chosen, weighed=ranked, together=together)
