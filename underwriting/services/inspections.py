"""Recording an inspection with its photos (5.1, B-25)."""

from __future__ import annotations

from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core.files import PHOTO, attach, store
from core.numbering import reserved_id
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from organisation.public import parameter
from underwriting.models import Inspection, Proposal
from underwriting.rules import inspection as life
from underwriting.rules import lifecycle
from underwriting.selectors.inspections import PHOTOS
from underwriting.services.hand_over import refuse_of_another
from underwriting.services.refusals import InvalidEntry

OPEN_STATES = frozenset({*lifecycle.EDIT.sources, lifecycle.REVIEW, lifecycle.UW_QUEUE})
SELLERS = frozenset({"SALES", "UW_ISSUE"})
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
    for content, name in photos:
        file = store(content, purpose=PHOTO, name=name, actor=command.actor)
        attach(file, subject_kind=life.INSPECTION_KIND, subject_id=made.pk)
    _mark(source, inspected=result != life.Result.REFUSED)
    return made


def _mark(source: Proposal, *, inspected: bool) -> None:
    """The mark “inspected” of the proposal follows its records; the record's own audit entry says who set it."""
    Proposal.objects.filter(pk=source.pk).update(inspected=inspected)


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
    left = others.order_by("-inspected_at", "-pk").values_list("result", flat=True).first()
    _mark(inspection.proposal, inspected=left is not None and left != life.Result.REFUSED)
