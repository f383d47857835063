"""The end of forms: out of use after their time, destroyed by two people before a supervisor (domain 8.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from archives.models import FormDestruction, FormIncident, FormLot, FormMovement, FormTerms, FormType
from archives.rules import form_destruction, form_incident
from archives.rules.form_places import Place, Standing, Step
from archives.rules.form_stock import months_before
from archives.rules.serials import Numbers, missing
from archives.services.form_moves import Move, move_forms
from archives.services.form_papers import paper_number, staff_of
from archives.services.form_refusals import WrongPaper
from archives.services.form_supply import subject_of
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from organisation.models import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Overdue:
    """Forms in a store whose time is over."""

    lot_id: int
    numbers: Numbers
    unit_id: int


def out_of_time(on: date) -> list[Overdue]:
    """What lies in stores although it was received longer ago than its kind may be used."""
    found = []
    for rule in FormTerms.objects.filter(effective__contains=on):
        received = FormMovement.objects.filter(
            form_type_id=rule.form_type_id, step=Step.RECEIVE, on__lte=months_before(on, rule.shelf_months)
        )
        for movement in received:
            found += _left_of(movement)
    return found


def _left_of(movement: FormMovement) -> list[Overdue]:
    delivered = Numbers(movement.first, movement.last)
    left = FormLot.objects.filter(
        form_type_id=movement.form_type_id,
        standing=Standing.IN_STORE,
        first__lte=movement.last,
        last__gte=movement.first,
    )
    parts = ((lot, Numbers(lot.first, lot.last).common(delivered)) for lot in left)
    return [Overdue(lot_id=lot.pk, numbers=part, unit_id=lot.unit_id) for lot, part in parts if part]


def expire(command: Command, overdue: Overdue) -> None:
    """Take forms out of use; they stay in the store until they are destroyed."""
    row = FormLot.objects.select_related("form_type").get(pk=overdue.lot_id)
    move_forms(
        command,
        Move(
            form_type=row.form_type,
            numbers=overdue.numbers,
            step=Step.EXPIRE,
            source=Place(Standing.IN_STORE, row.unit_id),
            target=Place(Standing.EXPIRED, row.unit_id),
        ),
    )


@creation(FormDestruction, form_destruction.LIST)
def list_destruction(
    command: Command, /, *, form_type_id: int, first: int, quantity: int, method: str
) -> FormDestruction:
    """Forms out of use or void that are to be destroyed."""
    kind = FormType.objects.get(pk=form_type_id)
    numbers = Numbers(first, first + max(1, quantity) - 1)
    lots = _ended(kind, numbers)
    _refuse_unsettled(kind, numbers)
    paper = FormDestruction(
        number=paper_number("DH", command),
        form_type=kind,
        first=numbers.first,
        last=numbers.last,
        made_by_id=staff_of(command),
        method=method.strip(),
    )
    paper.set_unit(Unit.objects.get(pk=lots[0].unit_id))
    return paper


def _ended(kind: FormType, numbers: Numbers) -> list[FormLot]:
    """The lots in which all these numbers lie, out of use or void: in the store, or where they were spoilt."""
    ended = FormLot.objects.filter(form_type=kind, standing__in=(Standing.EXPIRED, Standing.VOID))
    lots = list(ended.filter(first__lte=numbers.last, last__gte=numbers.first).order_by("first"))
    others = missing((lot.lot.numbers for lot in lots), numbers)
    if others:
        message = _("Only forms that are out of use or void are destroyed. These are not: %(serials)s.")
        raise WrongPaper(message % {"serials": _(", ").join(kind.serials(part) for part in others)}, field="first")
    if len({lot.unit_id for lot in lots}) > 1:  # nobody destroys what another unit answers for
        raise WrongPaper(_("These forms lie in several units: list those of each by themselves."), field="first")
    return lots


def _refuse_unsettled(kind: FormType, numbers: Numbers) -> None:
    """What was declared void is destroyed when its case is closed: all copies are back (8.2)."""
    near = FormIncident.objects.filter(form_type=kind, first__lte=numbers.last, last__gte=numbers.first)
    open_case = near.exclude(state=form_incident.CLOSED).order_by("pk").first()
    if open_case is not None:
        message = _("%(number)s is not closed yet: take the copies back first.")
        raise WrongPaper(message % {"number": open_case.number}, field="first")


@transition(FormDestruction, form_destruction.CONFIRM)
def confirm_destruction(paper: FormDestruction, command: Command, /, *, counted: int) -> None:
    """The second person counts what lies there."""
    if counted != paper.numbers.quantity:
        raise WrongPaper(_("The list has %(listed)s forms.") % {"listed": paper.numbers.quantity}, field="counted")
    paper.confirmed_by_id = command.actor.staff_id


@transition(FormDestruction, form_destruction.SUPERVISE)
def supervise_destruction(paper: FormDestruction, command: Command, /) -> None:
    """The forms are destroyed before the supervisor."""
    paper.supervised_by_id, paper.destroyed_at = command.actor.staff_id, command.at
    _refuse_unsettled(paper.form_type, paper.numbers)
    note = f"{localdate(command.at)} {paper.method}"
    parts = ((lot.lot.place, lot.lot.numbers.common(paper.numbers)) for lot in _ended(paper.form_type, paper.numbers))
    moves = [
        Move(
            form_type=paper.form_type,
            numbers=part,
            step=Step.DESTROY,
            source=place,
            target=Place(Standing.DESTROYED, place.unit_id, place.holder_id),
            subject=subject_of(paper),
            note=note,
        )
        for place, part in parts
        if part is not None
    ]
    move_forms(command, *moves)


@transition(FormDestruction, form_destruction.DROP)
def drop_destruction(paper: FormDestruction, command: Command, /) -> None:
    """The list was wrong; nothing was destroyed."""
