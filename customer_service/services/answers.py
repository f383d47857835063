"""Enquiries answered in words that stay, passed on to who is responsible, and told to the customer (CUS-08)."""

from __future__ import annotations

from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from core import work
from core.workflow.command import Command
from core.workflow.engine import transition as step
from customer_service.models import Enquiry
from customer_service.rules import enquiry as rules
from customer_service.rules.desks import DESKS
from customer_service.rules.enquiry import Way
from customer_service.selectors.enquiries import place_of
from parties.public import InvalidEntry


@step(Enquiry, rules.ANSWER)
def answer_enquiry(enquiry: Enquiry, command: Command, /, *, answer: str, way: str = "") -> str | None:
    """What the customer is told. ``way`` says by which way he heard it just now; "" leaves the call to be made."""
    if not answer.strip():
        raise InvalidEntry(_("Write down the answer."), field="answer")
    enquiry.answer, enquiry.answered_by_name = answer.strip(), command.actor.name
    enquiry.answered_at = command.at
    if not way:
        return None
    _note(enquiry, command, way=way, reached=True, note="")
    return rules.CLOSED


@step(Enquiry, rules.CONTACT)
def note_contact(enquiry: Enquiry, command: Command, /, *, way: str, reached: bool, note: str = "") -> str:
    """A call or a visit. Who heard the answer needs no other one; who was not reached is tried again."""
    if not reached and not note.strip():
        raise InvalidEntry(_("Write down why the customer was not reached, and when to try again."), field="note")
    _note(enquiry, command, way=way, reached=reached, note=note)
    return rules.CLOSED if reached and enquiry.state == rules.ANSWERED else enquiry.state


def _note(enquiry: Enquiry, command: Command, **said: Any) -> None:
    told = {"at": _when(command), "by": command.actor.name, **said}
    enquiry.contacts = [*enquiry.contacts, told | {"way": Way(said["way"]).value, "note": said["note"].strip()[:300]}]


def _when(command: Command) -> str:
    return localtime(command.at).isoformat(timespec="minutes")


@step(Enquiry, rules.PASS_ON)
def pass_on(enquiry: Enquiry, command: Command, /, *, desk: str, unit_id: int | None = None) -> None:
    """The enquiry waits with those who are responsible. Who had it before goes on reading it."""
    if desk not in DESKS:
        raise InvalidEntry(_("Choose who is responsible."), field="desk")
    unit = place_of(enquiry.unit_id, DESKS[desk], unit_id)
    if (desk, unit.pk) == (enquiry.desk, enquiry.unit_id):
        raise InvalidEntry(_("The enquiry is there already."), field="desk")
    passed = {"at": _when(command), "by": command.actor.name, "from": enquiry.desk, "from_unit": enquiry.unit.label}
    enquiry.passed = [*enquiry.passed, passed | {"to": desk, "to_unit": unit.label, "why": command.reason.strip()}]
    if command.actor.staff_id and command.actor.staff_id not in enquiry.hands:
        enquiry.hands = [*enquiry.hands, command.actor.staff_id]
    enquiry.desk = desk
    enquiry.set_unit(unit)
    work.move(enquiry)
