"""What the system notes by itself while a case moves on."""

from __future__ import annotations

from django.utils.translation import gettext as _

from claims.models import LossReport, SurveyTask
from claims.rules import lifecycle
from core import notify
from core.workflow.command import Command
from core.workflow.engine import transition
from organisation.public import system_actor

CLOCK, DISPATCHER = "claims-clock", "dispatcher"


def by_clock(command: Command, step: str) -> Command:
    """A following step that the system does in the name of the caller's unit."""
    return command.acting_as(system_actor(CLOCK, unit_id=command.actor.unit_id), step)


def by_dispatcher(command: Command, step: str) -> Command:
    return command.acting_as(system_actor(DISPATCHER, unit_id=command.actor.unit_id), step)


@transition(LossReport, lifecycle.NOTE_DISPATCHED)
def note_dispatched(report: LossReport, command: Command, /) -> None:
    """A surveyor is on the way."""


@transition(LossReport, lifecycle.NOTE_SURVEYED)
def note_surveyed(report: LossReport, command: Command, /) -> None:
    """Every task is finished: the case can be registered."""


def tell_surveyor(task: SurveyTask, command: Command, *, key: str) -> None:
    """The bell of the surveyor, with what is wrong."""
    notify.notify(
        [task.surveyor_id] if task.surveyor_id else [],
        key=key,
        title=_("Assess again: %(number)s") % {"number": task.number},
        body=command.reason.strip()[:200],
        subject_kind=lifecycle.TASK_KIND,
        subject_id=task.pk,
    )
