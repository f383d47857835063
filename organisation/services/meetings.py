"""Regular meetings: called, written down, signed; their decisions become work (DUT-53)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from core import jobs
from core.clocks import local_day
from core.numbering import number_of_year
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from core.workflow.refusals import RuleRefusal
from organisation.models import Meeting, Staff, Unit
from organisation.rules.lifecycles import meeting as life
from organisation.services.assignments import WorkWanted, give_work

WORK_JOB, CLERK = "organisation.give_decided", "meeting-clerk"


class MeetingRefused(RuleRefusal):
    """Something is missing in the papers of a meeting."""

    code = "meeting_refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingWanted:
    """When, where, about what."""

    sort: str
    title: str
    held_at: datetime
    place: str = ""
    agenda: str


@creation(Meeting, life.CALL)
def call_meeting(command: Command, /, *, wanted: MeetingWanted) -> Meeting:
    """Whoever calls it chairs it."""
    if command.actor.staff_id is None:
        raise MeetingRefused(_("Only a person calls a meeting."))
    if not wanted.agenda.strip():
        raise MeetingRefused(_("Write the agenda."), field="agenda")
    found = Meeting(
        sort=wanted.sort,
        title=wanted.title.strip(),
        held_at=wanted.held_at,
        place=wanted.place.strip(),
        agenda=wanted.agenda.strip(),
        chair_id=command.actor.staff_id,
    )
    found.set_unit(Unit.objects.get(pk=command.actor.unit_id))
    found.number = number_of_year("MT", command.at)
    return found


@transition(Meeting, life.MINUTE)
def write_minutes(found: Meeting, command: Command, /, *, attendees: str, minutes: str, lessons: str) -> None:
    """Who was there, what was said, what is to be learnt from it."""
    names = [name.strip() for name in attendees.replace("，", "\n").replace("、", "\n").splitlines() if name.strip()]
    if not names or not minutes.strip():
        raise MeetingRefused(
            _("Name who was present, and what was discussed."), field="minutes" if names else "attendees"
        )
    found.attendees, found.minutes, found.lessons = names, minutes.strip(), lessons.strip()


@transition(Meeting, life.DECIDE)
def add_decision(
    found: Meeting, command: Command, /, *, text: str, owner_id: int | None = None, due_on: date | None = None
) -> None:
    """One decision; with a person and a day it becomes work when the minutes are signed."""
    if not text.strip():
        raise MeetingRefused(_("Write the decision."), field="text")
    if (owner_id is None) != (due_on is None):
        raise MeetingRefused(_("Name both the person and the day, or neither."), field="due_on")
    if due_on is not None and due_on < local_day(command.at):
        raise MeetingRefused(_("The day is over."), field="due_on")
    owner = Staff.objects.get(pk=owner_id) if owner_id else None
    found.decisions = [
        *found.decisions,
        {
            "text": text.strip(),
            "owner": owner.pk if owner else None,
            "name": owner.name if owner else "",
            "due": due_on.isoformat() if due_on else None,
        },
    ]


@transition(Meeting, life.SIGN)
def sign_minutes(found: Meeting, command: Command, /) -> None:
    """The chair signs; what was decided is given to the persons named."""
    if any(one["owner"] for one in found.decisions):
        jobs.enqueue(WORK_JOB, key=found.number, payload={"meeting": found.pk})


def give_decided(found: Meeting, command: Command) -> int:
    """Every decision with a person and a day becomes work of that person, once; how many."""
    decided = [(place, one) for place, one in enumerate(found.decisions) if one["owner"]]
    for place, one in decided:
        give_work(command.then(f"decision-{place}"), wanted=_work(found, one, local_day(command.at)))
    return len(decided)


def _work(found: Meeting, decision: dict[str, str], today: date) -> WorkWanted:
    return WorkWanted(
        sort="task",
        title=f"{found.title}: {decision['text']}"[:160],
        text=decision["text"],
        owner_id=int(decision["owner"]),
        first_on=today,
        due_on=max(today, date.fromisoformat(decision["due"])),
        meeting_id=found.pk,
        set_by_id=found.chair_id,
    )


@transition(Meeting, life.CANCEL)
def cancel_meeting(found: Meeting, command: Command, /) -> None:
    """It does not take place."""
