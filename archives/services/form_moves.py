"""The only code that moves printed forms: takes the numbers from one place to the next and writes the movement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from archives.models import FormLot, FormMovement, FormType
from archives.rules.form_places import WAYS, Lot, NotThere, Place, Shift, Standing, Step, moved
from archives.rules.serials import Numbers, quantity
from core.locks import hold_all
from core.workflow.command import Command
from core.workflow.refusals import RuleRefusal
from organisation.models import Unit

STORED = frozenset({Standing.IN_STORE})


class FormsNotThere(RuleRefusal):
    """The numbers are not where the step takes them from: used, held by somebody else, or never received."""

    code = "forms_not_there"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a movement is for: the policy, the slip, the incident."""

    kind: str = ""
    pk: int | None = None
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Consecutive numbers of one kind on their way from one place to the next."""

    form_type: FormType
    numbers: Numbers
    step: Step
    source: Place
    target: Place
    subject: Subject = Subject()
    note: str = ""
    field: str = "serial"


def move_forms(command: Command, move: Move) -> FormMovement:
    """Call inside a command. Whoever touches the same store or the same hand meanwhile waits for the end of it."""
    hold_all(f"forms/{move.form_type.pk}/{place.lock}" for place in (move.source, move.target))
    rows = _near(move)
    lots = [row.lot for row in rows]
    today = localdate(command.at)
    try:
        shift = moved(lots, move.numbers, move.step, source=move.source, target=move.target, on=today)
    except NotThere as absent:
        raise _refusal(move, absent.numbers, lots) from None
    _apply(move.form_type, shift, rows, today)
    return _written(move, command, skipped=_skipped(move, lots))


def _near(move: Move) -> list[FormLot]:
    """Lots of the wanted numbers, and those at both places that would meet them."""
    wide = Q(first__lte=move.numbers.last + 1, last__gte=move.numbers.first - 1)
    if move.step == Step.USE:  # lower numbers in the same hand are skipped, and that is said
        wide |= Q(holder_id=move.source.holder_id, standing=Standing.WITH_USER, last__lt=move.numbers.first)
    return list(FormLot.objects.filter(wide, form_type=move.form_type).order_by("first"))


def _apply(form_type: FormType, shift: Shift, rows: list[FormLot], on: date) -> None:
    scopes = {row.unit_id: (row.sub_branch_id, row.branch_id, row.province_id) for row in rows}
    unknown = {lot.place.unit_id for lot in shift.new} - scopes.keys()
    for unit in Unit.objects.filter(pk__in=unknown) if unknown else ():
        scopes[unit.pk] = (unit.sub_branch_id, unit.branch_id, unit.province_id)
    FormLot.objects.filter(pk__in=[lot.key for lot in shift.gone]).delete()
    FormLot.objects.bulk_create(_row(form_type, lot, scopes[lot.place.unit_id], on) for lot in shift.new)


def _row(form_type: FormType, lot: Lot, scope: tuple[int | None, int | None, int | None], on: date) -> FormLot:
    sub_branch, branch, province = scope
    return FormLot(
        form_type=form_type,
        first=lot.numbers.first,
        last=lot.numbers.last,
        standing=lot.place.standing,
        holder_id=lot.place.holder_id,
        since=lot.since or on,
        unit_id=lot.place.unit_id,
        sub_branch_id=sub_branch,
        branch_id=branch,
        province_id=province,
    )


def _skipped(move: Move, lots: list[Lot]) -> int:
    if move.step != Step.USE:
        return 0
    held = (lot.numbers for lot in lots if lot.place == move.source and lot.numbers.first < move.numbers.first)
    return quantity(Numbers(one.first, min(one.last, move.numbers.first - 1)) for one in held)


def _written(move: Move, command: Command, *, skipped: int) -> FormMovement:
    store = {
        "from_store_id": move.source.unit_id if _leaves_store(move) else None,
        "to_store_id": move.target.unit_id if move.target.standing in STORED else None,
    }
    hand = {
        "from_holder_id": move.source.holder_id if move.source.standing == Standing.WITH_USER else None,
        "to_holder_id": move.target.holder_id if move.target.standing == Standing.WITH_USER else None,
    }
    return FormMovement.objects.create(
        form_type=move.form_type,
        step=move.step,
        first=move.numbers.first,
        last=move.numbers.last,
        quantity=move.numbers.quantity,
        unit_id=move.target.unit_id,
        subject_kind=move.subject.kind,
        subject_id=move.subject.pk,
        subject_number=move.subject.number,
        skipped=skipped,
        note=move.note[:200],
        on=localdate(command.at),
        at=command.at,
        actor_id=command.actor.staff_id,
        actor_name=command.actor.name[:64],
        **store,
        **hand,
    )


def _leaves_store(move: Move) -> bool:
    return bool(WAYS[move.step][0]) and move.source.standing in STORED


def _refusal(move: Move, absent: tuple[Numbers, ...], lots: list[Lot]) -> FormsNotThere:
    serial = move.form_type.serial
    numbers = _(", ").join(
        serial(one.first) if one.quantity == 1 else f"{serial(one.first)}–{serial(one.last)}" for one in absent
    )
    known = [lot for lot in lots if any(lot.numbers.overlaps(one) for one in absent)]
    details = {"value": numbers, "standings": sorted({str(lot.place.standing) for lot in known})}
    if move.step == Step.RECEIVE:
        text = _("These numbers of “%(form)s” were received before: %(numbers)s.")
    elif move.source.holder_id:
        text = _("You do not hold these numbers of “%(form)s”: %(numbers)s.")
    else:
        text = _("These numbers of “%(form)s” are not there: %(numbers)s.")
    return FormsNotThere(text % {"form": move.form_type, "numbers": numbers}, details=details, field=move.field)
