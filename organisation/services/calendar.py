"""Changing the working calendar: holidays and make-up days (调休) of days to come, by four eyes (PLT-12)."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core import clocks
from core.clocks import local_day
from core.models import CalendarDay
from core.rules.working_time import SATURDAY
from core.workflow.command import Command
from organisation.models import ControlChange
from organisation.rules.changes import Affected, ChangeKind, Difference
from organisation.rules.words import gettext_noop
from organisation.services.changes import ChangeRefused, ChangeWanted, propose_change

KIND = "organisation.calendar"
MOST_DAYS = 366
WORKING_WORDS = {"1": True, "班": True, "上班": True, "work": True, "working": True}
FREE_WORDS = {"0": False, "休": False, "放假": False, "off": False, "holiday": False}


class CalendarRefused(ChangeRefused):
    """A day does not fit."""

    code = "calendar_refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class DayWanted:
    """A day as it shall be."""

    day: date
    working: bool
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A pasted or uploaded year: the days read and, by line, what could not be read."""

    days: tuple[DayWanted, ...]
    errors: tuple[tuple[int, str], ...]


def read_days(text: str) -> Reading:
    """Lines of ``date, 休/班 (0/1), name``; a first line with titles is left out."""
    days: dict[date, DayWanted] = {}
    errors = []
    for number, cells in enumerate(csv.reader(io.StringIO(text.replace("\t", ","))), 1):
        row = [cell.strip() for cell in cells]
        if not any(row) or (number == 1 and not row[0][:1].isdigit()):
            continue
        try:
            found = _read(row)
        except ValueError as error:
            errors.append((number, str(error)))
            continue
        if found.day in days:
            errors.append((number, _("%(day)s is there twice.") % {"day": found.day.isoformat()}))
        days[found.day] = found
    return Reading(days=tuple(days[day] for day in sorted(days)), errors=tuple(errors))


def _read(row: Sequence[str]) -> DayWanted:
    try:
        day = date.fromisoformat(row[0].replace("/", "-"))
    except ValueError:
        raise ValueError(_("“%(text)s” is not a date such as 2027-01-01.") % {"text": row[0]}) from None
    word = row[1].lower() if len(row) > 1 else ""
    if word not in WORKING_WORDS | FREE_WORDS:
        raise ValueError(_("“%(text)s” is neither 休 (0) nor 班 (1).") % {"text": word})
    return DayWanted(day=day, working=(WORKING_WORDS | FREE_WORDS)[word], name=row[2][:60] if len(row) > 2 else "")


def propose_days(command: Command, *, days: Sequence[DayWanted], home_unit_id: int) -> ControlChange:
    """Ask for days of one year to be worked or free."""
    if not days or len(days) > MOST_DAYS:
        raise CalendarRefused(_("Give between 1 and 366 days."), field="days")
    first = min(one.day for one in days)
    single = len(days) == 1
    wanted = ChangeWanted(
        kind=KIND,
        unit_id=home_unit_id,
        subject=str(first.year),
        title=first.isoformat() if single else _("%(year)s: %(count)s days") % {"year": first.year, "count": len(days)},
        proposal={"days": [[one.day.isoformat(), one.working, one.name] for one in sorted(days, key=lambda d: d.day)]},
        effective_on=first,
    )
    return propose_change(command, wanted=wanted)


def wanted_days(change: ControlChange) -> list[DayWanted]:
    """The days of a change."""
    return [
        DayWanted(day=date.fromisoformat(day), working=working, name=name)
        for day, working, name in change.proposal["days"]
    ]


def check(change: ControlChange, today: date) -> None:
    """One year, days to come only: deadlines that ran over a day are not counted anew."""
    days = wanted_days(change)
    if {one.day.year for one in days} != {int(change.subject)}:
        raise CalendarRefused(_("A change of the calendar stays within one year."), field="days")
    past = [one.day for one in days if one.day <= today]
    if past:
        raise CalendarRefused(
            _("%(day)s is not ahead any more.") % {"day": past[0].isoformat()},
            field="days",
            details={"value": str(past[0])},
        )


def current(change: ControlChange) -> dict[str, Any]:
    """How these days stand now."""
    wanted = [one.day for one in wanted_days(change)]
    rows = CalendarDay.objects.filter(day__in=wanted).order_by("day")
    return {"days": [[row.day.isoformat(), row.working, row.name] for row in rows]}


def apply(change: ControlChange, command: Command) -> None:
    """Write the days; deadlines that begin afterwards are counted by them."""
    days = [one for one in wanted_days(change) if one.day > local_day(command.at)]
    CalendarDay.objects.bulk_create(
        [CalendarDay(day=one.day, working=one.working, name=one.name) for one in days],
        update_conflicts=True,
        unique_fields=["day"],
        update_fields=["working", "name"],
    )
    transaction.on_commit(clocks.forget)


def describe(change: ControlChange) -> Sequence[Difference]:
    """Each day, from what the week or the calendar says to what it shall be."""
    known: Mapping[str, tuple[bool, str]] = {day: (working, name) for day, working, name in change.before["days"]}
    return [_difference(one, known.get(one.day.isoformat())) for one in wanted_days(change)]


def _difference(wanted: DayWanted, known: tuple[bool, str] | None) -> Difference:
    working, name = known or (wanted.day.weekday() < SATURDAY, "")
    weekday = WEEKDAYS[wanted.day.weekday()]
    return Difference(
        f"{wanted.day.isoformat()} {_(weekday)}", day_text(working, name), day_text(wanted.working, wanted.name)
    )


WEEKDAYS = (
    gettext_noop("Mon"),
    gettext_noop("Tue"),
    gettext_noop("Wed"),
    gettext_noop("Thu"),
    gettext_noop("Fri"),
    gettext_noop("Sat"),
    gettext_noop("Sun"),
)


def day_text(working: bool, name: str) -> str:  # noqa: FBT001 - a day is worked or free
    """A day in words."""
    text = _("working day") if working else _("day off")
    return f"{text} · {_(name)}" if name else text


def affected(_change: ControlChange) -> Sequence[Affected]:
    """Only deadlines that begin afterwards."""
    return (
        Affected(
            _("Deadlines counted in working days"),
            _("those that begin after the approval; running ones keep their end"),
        ),
    )


CHANGE = ChangeKind(
    kind=KIND,
    label=gettext_noop("Working calendar"),
    propose="organisation.propose_control",
    approve="organisation.approve_control",
    check=check,
    current=current,
    apply=apply,
    describe=describe,
    affected=affected,
    icon="calendar-check",
)
