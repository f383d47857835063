"""Exchange of posted people: proposed by the director, approved by the branch, carried out on its day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from core import notify
from core.clocks import local_day
from core.numbering import number_of_year
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from core.workflow.refusals import RuleRefusal
from organisation.models import Exchange, Posting, Staff, Unit
from organisation.rules.lifecycles import exchange as life
from organisation.rules.rotation import KINDS, Due
from organisation.selectors import rotation as selectors


class ExchangeRefused(RuleRefusal):
    """A move does not fit: person, place or day."""

    code = "exchange_refused"


@creation(Exchange, life.PROPOSE)
def propose_exchange(command: Command, /, *, kind: str, moves: Mapping[int, int], on_day: date) -> Exchange:
    """``moves`` say who goes where; whoever is not named stays."""
    if kind not in KINDS or command.actor.staff_id is None:
        raise ExchangeRefused(_("Say who is exchanged."), field="kind")
    if on_day < local_day(command.at):
        raise ExchangeRefused(_("The day of the exchange is over."), field="on_day")
    if not command.reason.strip():
        raise ExchangeRefused(_("Write the reason."), field="reason")
    centre = Unit.objects.get(pk=command.actor.unit_id)
    found = Exchange(
        kind=kind,
        moves=_moves(kind, moves, centre, on_day),
        on_day=on_day,
        reason=command.reason.strip(),
        proposed_by_id=command.actor.staff_id,
    )
    found.set_unit(centre)
    found.number = number_of_year("EX", command.at)
    return found


def _moves(kind: str, wanted: Mapping[int, int], centre: Unit, on: date) -> list[dict[str, Any]]:
    about = KINDS[kind]
    people = {one.pk: one for one in selectors.people_of(about, centre, on)}
    places = {one.pk: one for one in selectors.places_for(about, centre, on)}
    held = selectors.running(people.values())
    moves = []
    for staff_id, place_id in wanted.items():
        if staff_id not in people:
            raise ExchangeRefused(_("Only people of the own centre in this post are exchanged."))
        if place_id not in places:
            raise ExchangeRefused(
                _("%(name)s cannot be posted there: the place has no plan in force, or is not same-city.")
                % {"name": people[staff_id].name}
            )
        before = held.get(staff_id)
        if before is None or before.place_id != place_id:
            moves.append(_move(people[staff_id], before, places[place_id]))
    if not moves:
        raise ExchangeRefused(_("Nobody moves."))
    return moves


def _move(person: Staff, before: Posting | None, place: Unit) -> dict[str, Any]:
    return {
        "staff": person.pk,
        "name": person.name,
        "from": before.place_id if before else None,
        "from_name": before.place.name if before else "",
        "to": place.pk,
        "to_name": place.name,
    }


@transition(Exchange, life.APPROVE)
def approve_exchange(found: Exchange, command: Command, /) -> None:
    """The branch approves it; it waits for its day."""
    found.decided_by_id, found.decided_at = command.actor.staff_id, command.at


@transition(Exchange, life.REJECT)
def reject_exchange(found: Exchange, command: Command, /) -> None:
    """Everybody stays."""
    found.decided_by_id, found.decided_at = command.actor.staff_id, command.at


@transition(Exchange, life.WITHDRAW)
def withdraw_exchange(found: Exchange, command: Command, /) -> None:
    """It is not wanted any more."""


@transition(Exchange, life.CARRY_OUT)
def carry_out(found: Exchange, command: Command, /) -> None:
    """From its day on everybody works at the new place, and is told so; person and post stay with the centre."""
    if local_day(command.at) < found.on_day:
        raise ExchangeRefused(_("The exchange is carried out on %(day)s.") % {"day": found.on_day})
    people = [move["staff"] for move in found.moves]
    open_rows = Posting.objects.select_for_update(no_key=True).filter(staff__in=people, period__endswith=None)
    for row in open_rows:
        row.period = DateRange(row.since, found.on_day)
    Posting.objects.bulk_update(open_rows, ["period"])
    Posting.objects.bulk_create(_posting(found, move) for move in found.moves)
    _sit_there(found)
    notify.notify(
        people,
        key=f"organisation.exchange/{found.number}",
        title=_("You work at a new place from %(day)s.") % {"day": found.on_day},
        subject_kind=life.KIND,
        subject_id=found.pk,
    )


def _posting(found: Exchange, move: Mapping[str, Any]) -> Posting:
    row = Posting(
        staff_id=move["staff"],
        place_id=move["to"],
        kind=found.kind,
        period=DateRange(found.on_day, None),
        exchange=found,
    )
    row.set_unit(found.unit)
    return row


def _sit_there(found: Exchange) -> None:
    places = {move["staff"]: move["to"] for move in found.moves}
    people = list(Staff.objects.select_for_update(no_key=True).filter(pk__in=places))
    for person in people:
        person.works_at_id = places[person.pk]
    Staff.objects.bulk_update(people, ["works_at"])


def warn(posting: Posting, due: Due, today: date, directors: list[int]) -> None:
    """The directors of the centre learn it once when it is near, and again when it is late."""
    last = selectors.due_of(posting)
    text = _("%(name)s must be exchanged by %(day)s.") if due is Due.SOON else _("%(name)s was due on %(day)s.")
    notify.notify(
        directors,
        key=f"organisation.rotation/{posting.pk}/{due.value}/{last}",
        title=text % {"name": posting.staff.name, "day": last},
        body=posting.place.name,
    )
