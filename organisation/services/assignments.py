"""Work and targets: given, taken on, reported, confirmed (DUT-11, DUT-12, DUT-50)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from core import notify
from core.clocks import local_day
from core.numbering import number_of_year, reserved_id
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from core.workflow.refusals import Hidden, RuleRefusal
from organisation.models import Assignment, Meeting, Staff
from organisation.rules.lifecycles import assignment as life


class WorkRefused(RuleRefusal):
    """Something is missing, or a day does not fit."""

    code = "work_refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkWanted:
    """What shall be done by whom until when; ``targets`` name registered figures with what shall be reached. Work that
    follows from signed minutes names the chair in ``set_by_id``."""

    sort: str
    title: str
    text: str
    owner_id: int
    first_on: date
    due_on: date
    targets: Mapping[str, Decimal] = field(default_factory=dict)
    meeting_id: int | None = None
    set_by_id: int | None = None


@creation(Assignment, life.GIVE)
def give_work(command: Command, /, *, wanted: WorkWanted) -> Assignment:
    """The owner is told; the work waits on the owner's list until its day."""
    owner = Staff.objects.select_related("belongs_to").filter(pk=wanted.owner_id, is_active=True).first()
    if owner is None or owner.belongs_to is None:
        raise Hidden(_("Not found."))
    _check(wanted, command)
    found = Assignment(
        pk=reserved_id(Assignment),
        sort=wanted.sort,
        title=wanted.title.strip(),
        text=wanted.text.strip(),
        owner=owner,
        set_by_id=_giver(wanted, command),
        first_on=wanted.first_on,
        due_on=wanted.due_on,
        measures=[{"metric": name, "target": str(value)} for name, value in wanted.targets.items()],
        meeting=Meeting.objects.get(pk=wanted.meeting_id) if wanted.meeting_id else None,
    )
    found.set_unit(owner.belongs_to)
    found.number = number_of_year("WK", command.at)
    _tell(owner.pk, found, _("Work for you: %(title)s"), "given")
    return found


def _check(wanted: WorkWanted, command: Command) -> None:
    if wanted.sort not in life.SORTS:
        raise WorkRefused(_("Choose the kind of work."), field="sort")
    if not wanted.title.strip() or not wanted.text.strip():
        raise WorkRefused(_("Say what is to be done."), field="text" if wanted.title.strip() else "title")
    if wanted.due_on < max(wanted.first_on, local_day(command.at)):
        raise WorkRefused(_("The due day lies before the first day, or is over."), field="due_on")


def _giver(wanted: WorkWanted, command: Command) -> int:
    """Whoever sends it; the clerk of signed minutes names the chair."""
    giver = command.actor.staff_id or (wanted.set_by_id if wanted.meeting_id else None)
    if giver is None:
        raise WorkRefused(_("Only a person gives work."))
    return giver


def _tell(staff_id: int, found: Assignment, words: str, what: str) -> None:
    notify.notify(
        [staff_id],
        key=f"organisation.assignment/{found.number}/{what}/{found.version}",
        title=words % {"title": found.title},
        subject_kind=life.KIND,
        subject_id=found.pk,
    )


@transition(Assignment, life.ACCEPT)
def accept_work(found: Assignment, command: Command, /) -> None:
    """The owner begins."""


@transition(Assignment, life.PROGRESS)
def report_progress(found: Assignment, command: Command, /, *, percent: int, text: str) -> None:
    """How far it is; what stands in the way."""
    if not text.strip():
        raise WorkRefused(_("Write what was done."), field="text")
    _note(found, command, percent, text)


@transition(Assignment, life.REPORT)
def report_done(found: Assignment, command: Command, /) -> None:
    """The owner says that it is done."""
    _note(found, command, 100, command.reason)
    _tell(found.set_by_id, found, _("Reported as done: %(title)s"), "reported")


@transition(Assignment, life.CONFIRM)
def confirm_work(found: Assignment, command: Command, /) -> None:
    """Done."""
    _note(found, command, 100, command.reason or _("Confirmed"))


@transition(Assignment, life.SEND_BACK)
def send_work_back(found: Assignment, command: Command, /) -> None:
    """Something is missing yet."""
    _note(found, command, found.percent, command.reason)
    _tell(found.owner_id, found, _("Not done yet: %(title)s"), "back")


@transition(Assignment, life.DROP)
def drop_work(found: Assignment, command: Command, /) -> None:
    """It is not wanted any more."""
    _note(found, command, found.percent, command.reason)


def _note(found: Assignment, command: Command, percent: int, text: str) -> None:
    found.percent = percent
    said = {"who": command.actor.name, "at": command.at.isoformat(), "percent": percent, "text": text.strip()}
    found.progress = [*found.progress, said]
