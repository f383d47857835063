"""Trainings: planned with material, held with a list of who was there, closed with results."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from core import notify
from core.clocks import local_day
from core.numbering import number_of_year
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from core.workflow.refusals import RuleRefusal
from organisation.models import Unit
from training.models import TrainingSeat, TrainingSession
from training.rules import session as life

MOST = 100


class TrainingRefused(RuleRefusal):
    """Something is missing, or the day does not fit."""

    code = "training_refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingWanted:
    """What is taught to whom, when, by whom, with what material."""

    title: str
    subject: str
    audience: str
    held_on: date
    hours: Decimal
    place: str = ""
    trainer_id: int | None = None
    material: str
    pass_mark: int | None = None


@creation(TrainingSession, life.PLAN)
def plan_training(command: Command, /, *, wanted: TrainingWanted) -> TrainingSession:
    """A training of the own centre; who plans it gives it unless somebody else is named."""
    trainer = wanted.trainer_id or command.actor.staff_id
    if trainer is None:
        raise TrainingRefused(_("Only a person gives a training."))
    if wanted.subject not in life.SUBJECTS or wanted.audience not in life.AUDIENCES:
        raise TrainingRefused(_("Choose subject and audience."), field="subject")
    if not wanted.material.strip():
        raise TrainingRefused(_("Say what the material is."), field="material")
    if wanted.hours <= 0:
        raise TrainingRefused(_("A training lasts some time."), field="hours")
    found = TrainingSession(
        title=wanted.title.strip(),
        subject=wanted.subject,
        audience=wanted.audience,
        held_on=wanted.held_on,
        hours=wanted.hours,
        place=wanted.place.strip(),
        trainer_id=trainer,
        material=wanted.material.strip(),
        pass_mark=wanted.pass_mark,
    )
    found.set_unit(Unit.objects.get(pk=command.actor.unit_id))
    found.number = number_of_year("TR", command.at)
    return found


@transition(TrainingSession, life.INVITE)
def invite(found: TrainingSession, command: Command, /, *, people: tuple[int, ...]) -> None:
    """They are told; who was invited before stays."""
    known = set(TrainingSeat.objects.filter(session=found).values_list("staff_id", flat=True))
    new = [pk for pk in people if pk not in known]
    if not new:
        raise TrainingRefused(_("Choose somebody who was not invited yet."), field="people")
    TrainingSeat.objects.bulk_create(TrainingSeat(session=found, staff_id=pk) for pk in new)
    _tell(found, new, _("Training on %(day)s: %(title)s"), "invited")


def _tell(found: TrainingSession, people: Iterable[int], words: str, what: str) -> None:
    notify.notify(
        people,
        key=f"training.session/{found.pk}/{what}",
        title=words % {"day": found.held_on, "title": found.title},
        body=found.place,
        subject_kind=life.KIND,
        subject_id=found.pk,
    )


@transition(TrainingSession, life.HOLD)
def note_presence(found: TrainingSession, command: Command, /, *, present: tuple[int, ...]) -> None:
    """Who came; everybody else who was invited was absent."""
    if local_day(command.at) < found.held_on:
        raise TrainingRefused(_("The day of the training has not come yet."))
    seats = TrainingSeat.objects.filter(session=found)
    if not seats.exists():
        raise TrainingRefused(_("Nobody was invited yet."))
    seats.update(present=False)
    seats.filter(staff_id__in=present).update(present=True)


@transition(TrainingSession, life.GRADE)
def enter_results(found: TrainingSession, command: Command, /, *, scores: Mapping[str, int]) -> None:
    """Scores by person, from 0 to 100, of those who were there."""
    if found.pass_mark is None:
        raise TrainingRefused(_("This training has no test."))
    seats = {str(seat.staff_id): seat for seat in TrainingSeat.objects.filter(session=found, present=True)}
    for staff, score in scores.items():
        if staff not in seats or not 0 <= score <= MOST:
            raise TrainingRefused(_("Enter scores from 0 to 100 of those who were there."))
        seats[staff].score = score
    TrainingSeat.objects.bulk_update([seats[staff] for staff in scores], ["score"])


@transition(TrainingSession, life.CLOSE)
def close_training(found: TrainingSession, command: Command, /) -> None:
    """All results are there; whoever was absent or failed learns that the training is to be repeated."""
    seats = list(TrainingSeat.objects.filter(session=found))
    if found.pass_mark is not None and any(seat.present and seat.score is None for seat in seats):
        raise TrainingRefused(_("Results are missing."))
    failed = [seat.staff_id for seat in seats if not _done(seat, found.pass_mark)]
    _tell(found, failed, _("To be repeated: training of %(day)s, %(title)s"), "again")


def _done(seat: TrainingSeat, mark: int | None) -> bool:
    return bool(seat.present) and (mark is None or life.passed(seat.score, mark))


@transition(TrainingSession, life.CANCEL)
def cancel_training(found: TrainingSession, command: Command, /) -> None:
    """It does not take place; who was invited is told."""
    people = list(TrainingSeat.objects.filter(session=found).values_list("staff_id", flat=True))
    _tell(found, people, _("Cancelled: training on %(day)s, %(title)s"), "cancelled")
