"""The only code that moves printed forms: takes the numbers from one place to the next and writes the movement."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from archives.models import FormLot, FormType
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What a move found: lower numbers in the same hand that a use left out, since when the numbers lay where they
    were (None where they came in)."""

    skipped: int
    since: date | None


def move_forms(command: Command, *moves: Move) -> Taken:
    """Call inside a command. Whoever touches the same store or the same hand meanwhile waits for the end of it. Several
    moves are made one after the other, under locks that are taken at once. Returns what the last of them found."""
    hold_all(f"forms/{one.form_type.pk}/{place.lock}" for one in moves for place in (one.source, one.target))
    return [_moved(command, move) for move in moves][-1]


def _moved(command: Command, move: Move) -> Taken:
    rows = _near(move)
    lots = [row.lot for row in rows]
    today = localdate(command.at)
    try:
        shift = moved(lots, move.numbers, move.step, source=move.source, target=move.target, on=today)
    except NotThere as absent:
        raise _refusal(move, absent.numbers, lots, command.actor.staff_id) from None
    skipped, since = _skipped(move, lots), _since(move, lots)
    scopes = _scopes(shift, rows)
    now = [_row(move.form_type, lot, scopes[lot.place.unit_id], today) for lot in shift.new]
    _write([lot.key for lot in shift.gone], now, _movement(move, command, skipped=skipped))
    return Taken(skipped=skipped, since=since)


def _near(move: Move) -> list[FormLot]:
    """Lots of the wanted numbers, and those at both places that would meet them."""
    wide = Q(first__lte=move.numbers.last + 1, last__gte=move.numbers.first - 1)
    if move.step == Step.USE:  # lower numbers in the same hand are skipped, and that is said
        wide |= Q(holder_id=move.source.holder_id, standing=Standing.WITH_USER, last__lt=move.numbers.first)
    return list(FormLot.objects.filter(wide, form_type=move.form_type).order_by("first"))


Scope = tuple[int | None, int | None, int | None]


def _scopes(shift: Shift, rows: list[FormLot]) -> dict[int, Scope]:
    """The ancestors of every unit where numbers come to lie."""
    scopes: dict[int, Scope] = {row.unit_id: (row.sub_branch_id, row.branch_id, row.province_id) for row in rows}
    unknown = {lot.place.unit_id for lot in shift.new} - scopes.keys()
    for unit in Unit.objects.filter(pk__in=unknown) if unknown else ():
        scopes[unit.pk] = (unit.sub_branch_id, unit.branch_id, unit.province_id)
    return scopes


def _row(form_type: FormType, lot: Lot, scope: Scope, on: date) -> dict[str, Any]:
    sub_branch, branch, province = scope
    return {
        "form_type_id": form_type.pk,
        "first": lot.numbers.first,
        "last": lot.numbers.last,
        "standing": lot.place.standing,
        "holder_id": lot.place.holder_id,
        "since": (lot.since or on).isoformat(),
        "unit_id": lot.place.unit_id,
        "sub_branch_id": sub_branch,
        "branch_id": branch,
        "province_id": province,
    }


def _write(gone: list[int | None], lots: list[dict[str, Any]], movement: dict[str, Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT archives_move_forms(%s::bigint[], %s::jsonb, %s::jsonb)",
            [gone, json.dumps(lots), json.dumps(movement)],
        )


def _skipped(move: Move, lots: list[Lot]) -> int:
    if move.step != Step.USE:
        return 0
    held = (lot.numbers for lot in lots if lot.place == move.source and lot.numbers.first < move.numbers.first)
    return quantity(Numbers(one.first, min(one.last, move.numbers.first - 1)) for one in held)


def _since(move: Move, lots: list[Lot]) -> date | None:
    within = (lot for lot in lots if lot.place == move.source and lot.numbers.overlaps(move.numbers))
    return next((lot.since for lot in within), None)


def _movement(move: Move, command: Command, *, skipped: int) -> dict[str, Any]:
    hand = Standing.WITH_USER
    return {
        "form_type_id": move.form_type.pk,
        "step": move.step,
        "first": move.numbers.first,
        "last": move.numbers.last,
        "quantity": move.numbers.quantity,
        "unit_id": move.target.unit_id,
        "from_store_id": move.source.unit_id if _leaves_store(move) else None,
        "to_store_id": move.target.unit_id if move.target.standing in STORED else None,
        "from_holder_id": move.source.holder_id if move.source.standing == hand else None,
        "to_holder_id": move.target.holder_id if move.target.standing == hand else None,
        "subject_kind": move.subject.kind,
        "subject_id": move.subject.pk,
        "subject_number": move.subject.number,
        "skipped": skipped,
        "note": move.note[:200],
        "on": localdate(command.at).isoformat(),
        "at": command.at.isoformat(),
        "actor_id": command.actor.staff_id,
        "actor_name": command.actor.name[:64],
    }


def _leaves_store(move: Move) -> bool:
    return bool(WAYS[move.step][0]) and move.source.standing in STORED


def _refusal(move: Move, absent: tuple[Numbers, ...], lots: list[Lot], own: int | None) -> FormsNotThere:
    numbers = _(", ").join(move.form_type.serials(one) for one in absent)
    known = [lot for lot in lots if any(lot.numbers.overlaps(one) for one in absent)]
    details = {"value": numbers, "standings": sorted({str(lot.place.standing) for lot in known})}
    if move.step == Step.RECEIVE:
        text = _("These numbers of “%(form)s” were received before: %(numbers)s.")
    elif move.step == Step.USE and move.source.holder_id != own:
        text = _("The person named does not hold these numbers of “%(form)s”: %(numbers)s.")
    elif move.source.holder_id:
        text = _("You do not hold these numbers of “%(form)s”: %(numbers)s.")
    else:
        text = _("These numbers of “%(form)s” are not there: %(numbers)s.")
    return FormsNotThere(text % {"form": move.form_type, "numbers": numbers}, details=details, field=move.field)
