"""Using a printed form: bound to its policy, in the hand of the one who prints, never twice (5.8, 8.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from archives.models import FormLot, FormMovement, FormType
from archives.rules.form_places import WAYS, Place, Standing, Step
from archives.rules.serials import Numbers
from archives.selectors.form_lots import BoundForm, form_type, kind_of, read_number
from archives.selectors.form_terms import out_of_time_since
from archives.services.form_moves import Move, Subject, Taken, move_forms
from archives.services.form_refusals import NotHeld, OutOfTime
from core.workflow.command import Command


@dataclass(frozen=True, slots=True, kw_only=True)
class FormUsed:
    """A form that was used, and since when it lay in that hand. ``skipped`` lower numbers stay there and must be
    explained."""

    kind: str
    serial: str
    skipped: int
    since: date | None = None


def use_form(
    command: Command,
    kind: str | FormType,
    serial: str,
    subject: Subject,
    *,
    field: str = "serial",
    on: date | None = None,
    hand: int | None = None,
) -> FormUsed:
    """Use the form with this number for a policy, endorsement or ledger row; ``on`` is the day of a use that is entered
    later. ``hand`` is the person out of whose hand it was used where another one enters that: whoever calls has made
    sure that this person may use forms for the unit (8.1, 8.2). Call inside the command that makes it."""
    move = _use(command, kind_of(kind), serial, subject, field=field, on=on or localdate(command.at), hand=hand)
    return _used(move, move_forms(command, move))


def replace_form(
    command: Command, old: BoundForm, kind: str, serial: str, subject: Subject, *, lost: bool, note: str
) -> FormUsed:
    """Use a form in the place of another one, whose number is void or lost from now on."""
    known = old.form_type if old.kind == kind else form_type(kind)
    use = _use(command, known, serial, subject, field="serial", on=localdate(command.at))
    return _used(use, move_forms(command, *_retirement(old, lost=lost, note=note), use))


def retire_form(command: Command, form: BoundForm, *, lost: bool, note: str) -> None:
    """A used form is replaced: it came back damaged and is void, or the customer lost it. Its number stays blocked."""
    for move in _retirement(form, lost=lost, note=note):
        move_forms(command, move)


def _use(
    command: Command,
    known: FormType,
    serial: str,
    subject: Subject,
    *,
    field: str,
    on: date,
    hand: int | None = None,
) -> Move:
    """Out of the hand of the one who prints or handed the policy over, as long as the form is in use."""
    number = read_number(known, serial, field=field)
    _refuse_out_of_time(known, number, on, field)
    staff_id, unit_id = hand or command.actor.staff_id, command.actor.unit_id
    if staff_id is None:
        raise NotHeld(_("Printed forms are used by a person who holds them."), field=field)
    return Move(
        form_type=known,
        numbers=Numbers(number, number),
        step=Step.USE,
        source=Place(Standing.WITH_USER, unit_id, staff_id),
        target=Place(Standing.USED, unit_id, staff_id),
        subject=subject,
        field=field,
    )


def _used(move: Move, taken: Taken) -> FormUsed:
    serial = move.form_type.serial(move.numbers.first)
    return FormUsed(kind=move.form_type.code, serial=serial, skipped=taken.skipped, since=taken.since)


def _retirement(form: BoundForm, *, lost: bool, note: str) -> list[Move]:
    """Nothing where the number is void or lost already."""
    if form.place is None or not form.valid:
        return []
    step = Step.LOSE if lost else Step.VOID
    move = Move(
        form_type=form.form_type,
        numbers=Numbers(form.number, form.number),
        step=step,
        source=form.place,
        target=Place(WAYS[step][1], form.place.unit_id, form.place.holder_id),
        note=note,
    )
    return [move]


def _refuse_out_of_time(known: FormType, number: int, on: date, field: str) -> None:
    """A form whose time is over goes back to the store and is destroyed; it is not used (8.2)."""
    over = out_of_time_since(known.pk, number, on)
    if over is not None:
        message = _("This form has been out of use since %(day)s. Return it to the store.")
        raise OutOfTime(message % {"day": over}, field=field)


def reconcile(command: Command, lot_id: int) -> int:
    """Account for used forms: every number has its policy. Returns how many forms that was; 0 when the lot has moved on
    meanwhile or a number has no policy."""
    row = FormLot.objects.select_related("form_type").filter(pk=lot_id, standing=Standing.USED).first()
    if row is None:
        return 0
    uses = FormMovement.objects.filter(form_type=row.form_type, step=Step.USE)
    within = uses.filter(first__gte=row.first, last__lte=row.last)
    if within.exclude(subject_id=None).count() != row.quantity:
        return 0
    source = Place(Standing.USED, row.unit_id, row.holder_id)
    move = Move(
        form_type=row.form_type,
        numbers=Numbers(row.first, row.last),
        step=Step.RECONCILE,
        source=source,
        target=Place(Standing.RECONCILED, row.unit_id, row.holder_id),
        note=f"{localdate(command.at)}",
    )
    move_forms(command, move)
    return row.quantity
