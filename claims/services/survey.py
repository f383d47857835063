"""The survey: facts, photos with time and place, objects of loss, finish (6.4, B5)."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from claims.models import (
    CATEGORY_LABELS,
    FAULT_LABELS,
    KIND_LABELS,
    Claim,
    Counterpart,
    LossItem,
    Photo,
    Shot,
    Speciality,
    SurveyTask,
)
from claims.rules import lifecycle
from claims.services.data import ItemData, SurveyFacts
from claims.services.dispatch import refuse_other_hands
from claims.services.progress import by_clock, note_surveyed
from claims.services.refusals import FactsMissing, InvalidEntry, PhotosMissing
from core import files
from core.models import Receipt, StoredFile
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from core.workflow.refusals import NotPossible
from organisation.public import parameter

LARGEST = Decimal(10) ** 9


@transition(SurveyTask, lifecycle.RECORD_FACTS)
def record_facts(task: SurveyTask, command: Command, /, *, facts: SurveyFacts) -> None:
    """Who is at fault, what was found; the preliminary liability of the calculation."""
    refuse_other_hands(task, command)
    if facts.fault not in {fault.value for fault in FAULT_LABELS}:
        raise InvalidEntry(_("Say who is at fault."), field="fault")
    if facts.counterpart not in Counterpart.values:
        raise InvalidEntry(_("Choose one of the list."), field="counterpart")
    if not facts.narrative.strip():
        raise InvalidEntry(_("Describe what was found."), field="narrative")
    if facts.received < 0:
        raise InvalidEntry(_("This cannot be negative."), field="received")
    for name in facts.__slots__:
        setattr(task, name, getattr(facts, name))


@transition(SurveyTask, lifecycle.ADD_PHOTO)
def add_photo(task: SurveyTask, command: Command, /, *, file_id: int, shot: str) -> None:
    """Keep a photo; time and place are those of the camera."""
    refuse_other_hands(task, command)
    if shot not in Shot.values:
        raise InvalidEntry(_("Choose what the photo shows."), field="shot")
    file = StoredFile.objects.get(pk=file_id)
    files.attach(file, subject_kind=lifecycle.TASK_KIND, subject_id=task.pk)
    Photo.objects.create(
        task=task,
        file=file,
        shot=shot,
        taken_at=file.taken_at,
        latitude=file.latitude,
        longitude=file.longitude,
        added_at=command.at,
        added_by=command.actor.name,
    )


def file_sent_before(task_id: int, command: Command, original_sha256: str) -> int | None:
    """The file that this very command brought before: when the answer is lost on the way, the phone sends it again."""
    if not Receipt.objects.filter(key=command.key).exists():
        return None
    sent = Photo.objects.filter(task_id=task_id, file__original_sha256=original_sha256)
    return sent.values_list("file_id", flat=True).first()


def missing_shots(task: SurveyTask) -> list[str]:
    """Required shots that are not there yet; only vehicles need them."""
    if task.speciality != Speciality.VEHICLE:
        return []
    here = set(task.photos.values_list("shot", flat=True))
    return [shot for shot in parameter("claims.required_shots") if shot not in here]


@transition(SurveyTask, lifecycle.FINISH)
def finish(task: SurveyTask, command: Command, /) -> None:
    """The survey is complete; with the last task the report can be registered."""
    refuse_other_hands(task, command)
    if task.speciality == Speciality.VEHICLE and not (task.fault and task.narrative):
        raise FactsMissing(_("Record the facts first."), details={"fields": ["fault", "narrative"]})
    shots = missing_shots(task)
    if shots:
        names = _(", ").join(str(Shot(shot).label) for shot in shots)
        raise PhotosMissing(_("Photos are missing: %(names)s.") % {"names": names}, details={"shots": shots})
    task.done_at = command.at
    others = task.report.tasks.exclude(pk=task.pk).exclude(state__in=(lifecycle.DONE, lifecycle.CANCELLED))
    if task.report.state == lifecycle.DISPATCHED and not others.exists():
        note_surveyed(task.report_id, by_clock(command, "surveyed"))


@creation(LossItem, lifecycle.ADD_ITEM)
def add_item(command: Command, /, *, task_id: int, data: ItemData) -> LossItem:
    """A vehicle, a thing or a person of the accident."""
    task = SurveyTask.objects.select_related("report").get(pk=task_id)
    refuse_other_hands(task, command)
    if task.state not in {lifecycle.ON_SITE, lifecycle.DONE} or task.report.state in {
        lifecycle.CANCELLED,
        lifecycle.MERGED,
    }:
        raise NotPossible(_("Arrive at the place first."))
    if Claim.objects.filter(report=task.report).exclude(assessed_at=None).exists():
        raise NotPossible(_("The assessment of this case is finished. Ask the adjuster to return it."))
    item = LossItem(report=task.report, task=task)
    item.set_unit(task.unit)
    _fill(item, data, command)
    return item


@transition(LossItem, lifecycle.EDIT_ITEM)
def edit_item(item: LossItem, command: Command, /, *, data: ItemData) -> None:
    """Correct or complete an assessment, also after a second look."""
    refuse_other_hands(item.task, command)
    _fill(item, data, command)


@transition(LossItem, lifecycle.REMOVE_ITEM)
def remove_item(item: LossItem, command: Command, /) -> None:
    """Entered by mistake, or not of this accident."""
    refuse_other_hands(item.task, command)


def _fill(item: LossItem, data: ItemData, command: Command) -> None:
    _refuse_impossible(data)
    item.kind, item.category, item.name = data.kind, data.category, data.name.strip()
    item.plate, item.residual, item.total_loss = data.plate.strip(), data.residual, data.total_loss
    item.lines = [{"name": o.name, "amount": str(o.amount), "labour": o.labour} for o in data.lines]
    item.parts = sum((o.amount for o in data.lines if not o.labour), Decimal("0.00"))
    item.labour = sum((o.amount for o in data.lines if o.labour), Decimal("0.00"))
    item.assessed_by = command.actor.name


def _refuse_impossible(data: ItemData) -> None:
    if data.kind not in {kind.value for kind in KIND_LABELS}:
        raise InvalidEntry(_("Choose one of the list."), field="kind")
    if data.category not in {category.value for category in CATEGORY_LABELS}:
        raise InvalidEntry(_("Choose one of the list."), field="category")
    if (data.kind == "injury") == (data.category == "property"):
        raise InvalidEntry(
            _("Persons have medical or disability losses, things have property losses."), field="category"
        )
    if not data.name.strip():
        raise InvalidEntry(_("Say what or who it is."), field="name")
    if not data.lines or any(not 0 < line.amount < LARGEST for line in data.lines):
        raise InvalidEntry(_("Enter at least one part or piece of work with its amount."), field="lines")
    if not 0 <= data.residual <= sum(line.amount for line in data.lines):
        raise InvalidEntry(_("The residual value cannot be above the loss."), field="residual")
