"""Underwriting days: the calendar, the day itself, its issues (5.14, A8)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core import notify
from core.clocks import calendar
from core.numbering import business_number
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from core.workflow.refusals import NotPossible, Refusal
from organisation.models import Unit
from organisation.public import assignments_of, parameter, sub_branches_of
from underwriting.models import VisitDay, VisitEntry, VisitIssue
from underwriting.rules import risk_visit as life
from underwriting.rules.risk_days import Visited, month_plan
from underwriting.selectors.risk_visit import needed_entries, premium_of_places
from underwriting.services.refusals import Incomplete, InvalidEntry

NOTHING = Decimal(0)


@creation(VisitDay, life.PLAN)
def plan_day(command: Command, /, *, unit: int, day: date, replaces: int | None = None) -> VisitDay:
    """One day in one sub-branch, on a working day to come."""
    if day <= localdate(command.at):
        raise InvalidEntry(_("The day is after today."), field="day")
    if day.year > localdate(command.at).year + 1:
        raise InvalidEntry(_("The day lies too far ahead: at the latest in the next year."), field="day")
    if not calendar().is_working(day):
        raise InvalidEntry(_("This is no working day."), field="day")
    if VisitDay.objects.filter(unit_id=unit, day=day).exclude(state__in=life.GIVEN_UP).exists():
        raise InvalidEntry(_("There is an underwriting day on this day already."), field="day")
    place = Unit.objects.get(pk=unit)
    made = VisitDay(day=day, replaces_id=replaces)
    made.set_unit(place)
    made.number = business_number("H", "DAY", day.year, place.code, gap_free=False)
    return made


def plan_month(command: Command, *, first: date) -> list[VisitDay]:
    """The days of a month for every sub-branch of the branch that has none yet; large ones are visited more often."""
    branch = Unit.objects.values_list("branch_id", flat=True).get(pk=command.actor.unit_id) or command.actor.unit_id
    planned = VisitDay.objects.filter(branch_id=branch, day__year=first.year, day__month=first.month)
    known = set(planned.exclude(state__in=life.GIVEN_UP).values_list("unit_id", flat=True))
    today = localdate(command.at)
    wanted = [unit for unit in sub_branches_of(branch) if unit.pk not in known]
    sold = premium_of_places(branch, today - timedelta(days=365), today)
    places = [Visited(unit_id=unit.pk, visits=_visits(unit, first, sold.get(unit.pk, NOTHING))) for unit in wanted]
    works = calendar()
    plan = month_plan(first, places, lambda day: works.is_working(day) and day > today)
    return [plan_day(command.then(f"{one.unit_id}/{one.day}"), unit=one.unit_id, day=one.day) for one in plan]


def _visits(unit: Unit, on: date, premium: Decimal) -> int:
    """A large sub-branch is visited every two weeks (5.14)."""
    large = premium >= parameter("underwriting.large_premium", unit, on)
    return int(parameter("underwriting.visits_large" if large else "underwriting.visits_a_month", unit, on))


def publish_refusal(day: VisitDay) -> NotPossible | None:
    """A day is published once; its first publication is what counts against the 25th (5.14)."""
    return None if day.published_at is None else NotPossible(_("The day is published already."))


@transition(VisitDay, life.PUBLISH)
def publish(day: VisitDay, command: Command, /) -> None:
    """The sub-branch can see and prepare it."""
    _refuse(publish_refusal(day))
    day.published_at = command.at


def _refuse(refusal: Refusal | None) -> None:
    if refusal is not None:
        raise refusal


@transition(VisitDay, life.POSTPONE)
def postpone(day: VisitDay, command: Command, /, *, new_day: date) -> None:
    """Another day within ten; the reason is kept."""
    most = parameter("underwriting.postpone_days", day.unit, day.day)
    if not day.day < new_day <= day.day + timedelta(days=most):
        message = _("The new day is within %(days)s days.")
        raise InvalidEntry(message % {"days": most}, field="new_day")
    day.given_up_for = command.reason.strip()
    made = plan_day(command.then("again"), unit=day.unit_id, day=new_day, replaces=day.pk)
    _take_along(day, made)
    if day.published_at is not None:
        publish(made.pk, command.then("publish"))


def withdraw_refusal(day: VisitDay) -> InvalidEntry | None:
    """Only a plan that nobody relies on yet is taken back: what the sub-branch was told is postponed instead, and
    where something is recorded the day was used (5.14)."""
    if day.published_at is not None:
        return InvalidEntry(_("The sub-branch knows the day already: postpone it instead."))
    if day.entries.exists() or day.issues.exists():
        return InvalidEntry(_("Something is recorded of this day already."))
    return None


@transition(VisitDay, life.WITHDRAW)
def withdraw(day: VisitDay, command: Command, /) -> None:
    """A day planned by mistake is no day of the calendar; the reason is kept."""
    _refuse(withdraw_refusal(day))
    day.given_up_for = command.reason.strip()


def _take_along(day: VisitDay, made: VisitDay) -> None:
    """What was handed in for the day is looked at on the new one; the old day keeps its own list."""
    for entry in VisitEntry.objects.filter(day=day).order_by("pk"):
        entry.pk, entry.day = None, made
        entry.save(force_insert=True)


def early_refusal(day: VisitDay, today: date) -> InvalidEntry | None:
    """Nothing is recorded of a day before it has come (A8 3, 4): known before anybody types."""
    if today >= day.day:
        return None
    return InvalidEntry(_("The underwriting day is on %(day)s: it has not come yet.") % {"day": day.day})


@transition(VisitDay, life.RAISE_ISSUE)
def raise_issue(day: VisitDay, command: Command, /, *, text: str, owner: int, due_on: date | None = None) -> None:
    """Something to be put right: by whom, until when."""
    _refuse(early_refusal(day, localdate(command.at)))
    today = localdate(command.at)
    held = assignments_of(owner, today)
    if not held:
        raise InvalidEntry(_("Choose one of the list."), field="owner")
    if due_on is not None and due_on <= today:
        raise InvalidEntry(_("The day is after today."), field="due_on")
    days = parameter("underwriting.issue_days", day.unit, today)
    VisitIssue.objects.create(
        day=day,
        text=text.strip(),
        owner_id=owner,
        owner=held[0].staff.name,
        due_on=due_on or today + timedelta(days=days),
        raised_at=command.at,
    )
    notify.notify(
        [owner],
        key=f"{life.DAY_KIND}/{command.key}",
        title=_("Issue of the underwriting day %(number)s") % {"number": day.number},
        body=text.strip()[:200],
        subject_kind=life.DAY_KIND,
        subject_id=day.pk,
    )


@transition(VisitDay, life.HOLD)
def hold(
    day: VisitDay, command: Command, /, *, attendance: str, minutes: str, training: str = "", trained: int = 0
) -> None:
    """Close the day: who was there, what was visited and checked, minutes of the meeting."""
    _refuse(hold_refusal(day, localdate(command.at)))
    if not attendance.strip() or not minutes.strip():
        missing = "attendance" if not attendance.strip() else "minutes"
        raise Incomplete(_("Attendance and minutes are part of the record."), details={}, field=missing)
    day.attendance, day.minutes = attendance.strip(), minutes.strip()
    day.training, day.trained = training.strip(), trained
    day.held_by, day.held_at = command.actor.name, command.at


def hold_refusal(day: VisitDay, today: date) -> InvalidEntry | Incomplete | None:
    """The day has come and enough was visited and checked: known before anybody writes the minutes."""
    return early_refusal(day, today) or _thin_refusal(day)


def _thin_refusal(day: VisitDay) -> Incomplete | None:
    """The least number of visited risks and checked files."""
    for one in needed_entries(day):
        if one.here < one.least:
            message = _("%(what)s: %(here)s of %(needed)s are recorded.")
            shown = {"what": one.kind.label, "here": one.here, "needed": one.least}
            return Incomplete(message % shown, details={"fields": [one.kind.value]})
    return None


@transition(VisitDay, life.SETTLE_ISSUE)
def settle_issue(day: VisitDay, command: Command, /, *, issue: int) -> None:
    """Put right; the reason says how."""
    row = day.issues.filter(pk=issue, settled_at=None).first()
    if row is None:
        raise InvalidEntry(_("Choose one of the list."), field="issue")
    row.settled_at, row.settled_by, row.result = command.at, command.actor.name, command.reason.strip()
    row.save(update_fields=["settled_at", "settled_by", "result"])


def close_refusal(day: VisitDay) -> InvalidEntry | None:
    """What is still open stands in the way, the most urgent issue by its words."""
    waiting = list(day.issues.filter(settled_at=None).order_by("due_on", "pk"))
    if not waiting:
        return None
    message = _("Issues still open: %(count)s. First: %(issue)s (%(owner)s, due %(day)s).")
    first = waiting[0]
    shown = {"count": len(waiting), "issue": first.text, "owner": first.owner, "day": first.due_on}
    return InvalidEntry(message % shown)


@transition(VisitDay, life.CLOSE)
def close(day: VisitDay, command: Command, /) -> None:
    """Nothing is open any more."""
    _refuse(close_refusal(day))
