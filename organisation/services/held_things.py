"""Forms and seals stand against the end of a post until they are handed over (3.3, 8.4)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from django.utils.translation import gettext as _

from core.clocks import local_day
from core.notify import notify
from core.workflow.command import Command
from core.workflow.refusals import RuleRefusal
from organisation.models import PostAssignment, Staff
from organisation.rules.lifecycles import staff as life
from organisation.selectors.held_things import HeldThing, left_in_hand
from organisation.selectors.people import holders_over

SHOWN = 5


class ThingsHeld(RuleRefusal):
    """The person still holds forms or seals for which no post remains."""

    code = "things_held"


def settle_held_things(
    staff: Staff, command: Command, *, ending: Collection[PostAssignment], last_day: date, despite: bool
) -> None:
    """Refused while something is held; a right that must be taken at once ends nevertheless, and those who recover the
    things are told what is missing and from whom. Of an end that lies ahead the person is told as well."""
    today = local_day(command.at)
    things = left_in_hand(staff.pk, max(last_day + timedelta(days=1), today), ending=[row.pk for row in ending])
    if things and last_day <= today and not despite:
        text = _("%(name)s still holds: %(things)s. They are handed over first; if the rights must end now, say so.")
        values = {"name": staff.name, "things": _("; ").join(thing.what for thing in things[:SHOWN])}
        raise ThingsHeld(text % values, field="despite", details={"rule": "things_held", "value": len(things)})
    for thing in things:
        _tell(staff, thing, f"end:{last_day}", today, also={staff.pk} if last_day > today else set())


def tell_what_is_left(today: date) -> int:
    """Posts that ended by themselves: what stayed in the hand is to be recovered."""
    ended = PostAssignment.objects.filter(period__endswith=today).select_related("staff")
    told = 0
    for staff in {row.staff_id: row.staff for row in ended}.values():
        for thing in left_in_hand(staff.pk, today, ending=()):
            _tell(staff, thing, f"ended:{today}", today)
            told += 1
    return told


def _tell(staff: Staff, thing: HeldThing, key: str, on: date, *, also: Collection[int] = ()) -> None:
    notify(
        (holders_over(thing.recovered_with, thing.unit, on) - {staff.pk}) | set(also),
        key=f"things-held:{staff.pk}:{key}:{thing.what}"[:200],
        title=_("To be handed over by %(name)s, whose post ends") % {"name": staff.name},
        body=thing.what[:400],
        url=thing.url,
        subject_kind=life.KIND,
        subject_id=staff.pk,
    )
