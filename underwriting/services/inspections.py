"""Recording an inspection with its photos (5.1, B-25)."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from decimal import Decimal

from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from core.files import PHOTO, attach, store
from core.models import StoredFile
from core.numbering import reserved_id
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from organisation.models import Unit
from organisation.public import distance_km, parameter
from underwriting.models import Inspection, Proposal
from underwriting.rules import inspection as life
from underwriting.rules import lifecycle
from underwriting.rules.inspection_photos import Doubt, Shot, doubts
from underwriting.selectors.inspections import PHOTOS
from underwriting.services.hand_over import refuse_of_another
from underwriting.services.refusals import InvalidEntry

OPEN_STATES = frozenset({*lifecycle.EDIT.sources, lifecycle.REVIEW, lifecycle.UW_QUEUE})
SELLERS = frozenset({"SALES", "UW_ISSUE"})
HOURS, KILOMETRES = "underwriting.photo_hours", "underwriting.photo_kilometres"
Photo = tuple[bytes, str]


@creation(Inspection, life.RECORD)
def record_inspection(
    command: Command,
    /,
    *,
    proposal: int,
    inspected_at: datetime,
    place: str,
    result: str,
    remark: str = "",
    photos: tuple[Photo, ...] = (),
) -> Inspection:
    """Who looked is who sends it; the photos are kept with it."""
    source = Proposal.objects.select_related("unit").get(pk=proposal)
    refuse_of_another(command, source.salesperson_id)
    _refuse_wrong(source, command, inspected_at=inspected_at, place=place, result=result, remark=remark)
    least = parameter(PHOTOS, on=localdate(command.at))
    if len(photos) < least:
        raise InvalidEntry(_("At least %(least)s photos are needed.") % {"least": least}, field="photos")
    made = Inspection(
        pk=reserved_id(Inspection),
        proposal=source,
        inspector_id=command.actor.staff_id or 0,
        inspector_name=command.actor.name,
        inspected_at=inspected_at,
        place=place.strip(),
        result=result,
        remark=remark.strip(),
        photos=len(photos),
    )
    made.set_unit(source.unit)
    files = [store(content, purpose=PHOTO, name=name, actor=command.actor) for content, name in photos]
    made.doubts = [asdict(one) for one in _doubts(files, made)]
    for file in files:
        attach(file, subject_kind=life.INSPECTION_KIND, subject_id=made.pk)
    _mark(source, made)
    return made


def _doubts(files: list[StoredFile], made: Inspection) -> list[Doubt]:
    """Time, place and newness of the photos against what was named; the same proposal may send a photo again."""
    marks = [file.original_sha256 for file in files if file.original_sha256]
    earlier = StoredFile.objects.filter(subject_kind=life.INSPECTION_KIND, original_sha256__in=marks)
    own = Inspection.objects.filter(proposal=made.proposal_id).values("pk")
    known = set(earlier.exclude(subject_id__in=own).values_list("original_sha256", flat=True))
    shots = [
        Shot(
            name=file.name,
            taken_at=file.taken_at and localtime(file.taken_at),
            distance=_distance(file, made.unit),
            seen_before=file.original_sha256 in known,
        )
        for file in files
    ]
    on = localdate(made.inspected_at)
    hours, far = parameter(HOURS, made.unit, on), parameter(KILOMETRES, made.unit, on)
    return doubts(shots, made.inspected_at, hours=int(hours), kilometres=Decimal(far))


def _distance(file: StoredFile, unit: Unit) -> Decimal | None:
    if file.latitude is None or file.longitude is None or unit.latitude is None or unit.longitude is None:
        return None
    return distance_km((file.latitude, file.longitude), (unit.latitude, unit.longitude))


def _mark(source: Proposal, counts: Inspection | None) -> None:
    """The mark “inspected” of the proposal follows its newest record; the record's own audit entry says who set it."""
    Proposal.objects.filter(pk=source.pk).update(inspected=counts is not None and counts.sets_mark)


def _refuse_wrong(
    source: Proposal, command: Command, *, inspected_at: datetime, place: str, result: str, remark: str
) -> None:
    if source.state not in OPEN_STATES:
        raise InvalidEntry(_("The decision has been taken; nothing is inspected any more."), field="result")
    if inspected_at > command.at:
        raise InvalidEntry(_("The inspection cannot lie in the future."), field="inspected_at")
    if not place.strip():
        raise InvalidEntry(_("Say where it was inspected."), field="place")
    if result != life.Result.GOOD and not remark.strip():
        raise InvalidEntry(_("Write down what was found."), field="remark")


def refuse_own_inspection(proposal: Proposal, command: Command) -> None:
    """Who inspected does not check the entry (5.1)."""
    own = Inspection.objects.filter(proposal=proposal, state=life.RECORDED, inspector_id=command.actor.staff_id or 0)
    if own.exists():
        raise InvalidEntry(_("You inspected this yourself; another person checks the entry."), field="inspected")


@transition(Inspection, life.PUT_ASIDE)
def set_aside(inspection: Inspection, command: Command, /) -> None:
    """A record of the wrong object, or a wrong one; it stays, and counts no more. A refusal is not put aside by the one
    who sells, and nothing is after the decision."""
    if inspection.proposal.state not in OPEN_STATES:
        raise InvalidEntry(_("The decision has been taken; nothing is inspected any more."))
    own = inspection.inspector_id == command.actor.staff_id
    if inspection.result == life.Result.REFUSED and not own and command.actor.post in SELLERS:
        raise InvalidEntry(_("A refusal is put aside by the inspector or by the centre."))
    others = Inspection.objects.filter(proposal=inspection.proposal, state=life.RECORDED).exclude(pk=inspection.pk)
    _mark(inspection.proposal, others.order_by("-inspected_at", "-pk").first())
