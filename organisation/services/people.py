"""People: entered, changed, given access, deactivated. Posts are given by four eyes (``services.posts``)."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext as _
from django_otp.plugins.otp_totp.models import TOTPDevice

from core import work
from core.clocks import local_day
from core.models import WorkItem
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from organisation.models import Staff, StaffSession, Unit
from organisation.rules.lifecycles import staff as lifecycle
from organisation.selectors import posts
from organisation.selectors.staff import open_work, queues_served
from organisation.selectors.units import units_in_scope
from organisation.services.posts import end_all, end_assignment
from organisation.services.refusals import AlreadyTaken, InvalidEntry, WorkHeld

ALPHABET = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # nothing that looks like something else
GROUP, GROUPS = 4, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffData:
    """What is kept of a person. ``belongs_to`` (post, personnel, pay) may differ from ``works_at`` (ORG-11)."""

    login_name: str
    employee_number: str
    name: str
    belongs_to_id: int
    works_at_id: int
    education: int
    experience_years: int
    management_years: int
    joined_on: date | None = None
    good_english: bool = False
    informal: bool = False


@creation(Staff, lifecycle.ENTER)
def enter_staff(command: Command, /, *, data: StaffData) -> Staff:
    """A new person. Nobody can sign in as the person before the security administrator gives out a password."""
    _check(command, data, None)
    return Staff(**_fields(data), password=make_password(None))


@transition(Staff, lifecycle.EDIT)
def edit_staff(staff: Staff, command: Command, /, *, data: StaffData) -> None:
    """Change particulars."""
    _check(command, data, staff.pk)
    for name, value in _fields(data).items():
        setattr(staff, name, value)


def _fields(data: StaffData) -> dict[str, object]:
    fields = asdict(data)
    return fields | {
        "login_name": data.login_name.strip().lower(),
        "employee_number": data.employee_number.strip() or None,
        "name": data.name.strip(),
    }


def _check(command: Command, data: StaffData, own: int | None) -> None:
    others = Staff.objects.exclude(pk=own or 0)
    if others.filter(login_name__iexact=data.login_name.strip()).exists():
        raise AlreadyTaken(_("Somebody else has this login name."), field="login_name")
    number = data.employee_number.strip()
    same = others.filter(employee_number=number).first() if number else None
    if same is not None:
        raise AlreadyTaken(_("%(name)s has this employee number.") % {"name": same.name}, field="employee_number")
    if data.joined_on and data.joined_on > local_day(command.at):
        raise InvalidEntry(_("The day of joining lies in the future."), field="joined_on")
    known = {unit.pk for unit in units_in_scope(command.actor)}
    for field, unit_id in (("belongs_to", data.belongs_to_id), ("works_at", data.works_at_id)):
        if unit_id not in known:
            raise InvalidEntry(_("Choose a unit in your scope."), field=field)


# -- access -----------------------------------------------------------------------------------------------------------


def initial_password() -> str:
    """A password to be read out once: groups of letters and figures that cannot be mistaken for each other."""
    return "-".join("".join(secrets.choice(ALPHABET) for _n in range(GROUP)) for _g in range(GROUPS))


@transition(Staff, lifecycle.RESET_PASSWORD)
def reset_password(staff: Staff, command: Command, /, *, password: str) -> None:
    """A one-time password; it must be changed at the next sign-in, and every running session ends."""
    staff.set_password(password)
    staff.must_change_password = True
    staff.password_changed_at = command.at
    end_sessions(staff.pk, command.at)


@transition(Staff, lifecycle.RESET_FACTOR)
def reset_factor(staff: Staff, command: Command, /) -> None:
    """The authenticator was lost: it is forgotten, and running sessions end."""
    TOTPDevice.objects.filter(user_id=staff.pk).delete()
    end_sessions(staff.pk, command.at)


def end_sessions(staff_id: int, at: datetime, *, but: str = "") -> int:
    """End what is running of a person."""
    running = StaffSession.objects.filter(staff_id=staff_id, ended_at=None)
    return running.exclude(session_key=but).update(ended_at=at)


# -- posts and leaving ------------------------------------------------------------------------------------------------


@transition(Staff, lifecycle.END_POST)
def end_post(staff: Staff, command: Command, /, *, assignment_id: int, last_day: date, despite: bool = False) -> None:
    """A post ends with a day. Taking rights away needs no second person; giving them does."""
    end_assignment(staff, command, assignment_id=assignment_id, last_day=last_day, despite=despite)


@transition(Staff, lifecycle.LEAVE)
def leave(staff: Staff, command: Command, /, *, hand_over_to: int | None = None, despite: bool = False) -> None:
    """Posts and sessions end at once. Open work goes to the named colleague; without one it stands against leaving."""
    if staff.pk == command.actor.staff_id:
        raise InvalidEntry(_("Nobody deactivates the own account."))
    end_all(staff, command, despite=despite)
    _hand_over(staff, command, hand_over_to)
    end_sessions(staff.pk, command.at)
    staff.is_active = False


@transition(Staff, lifecycle.RETURN)
def come_back(staff: Staff, command: Command, /) -> None:
    """Posts and password are given anew."""
    staff.is_active = True
    staff.set_unusable_password()


def _hand_over(staff: Staff, command: Command, to: int | None) -> None:
    items = list(open_work(staff.pk))
    if not items:
        return
    if to is None:
        numbers = ", ".join(item.subject_number for item in items[:5])
        raise WorkHeld(
            _("%(name)s holds %(count)s open matters (%(numbers)s). Name a colleague who takes them over.")
            % {"name": staff.name, "count": len(items), "numbers": numbers},
            field="hand_over_to",
            details={"rule": "open_work", "value": len(items)},
        )
    _check_colleague(staff, to, items, local_day(command.at))
    for item in items:
        work.hand_over(item, to_staff_id=to, at=command.at)


def _check_colleague(staff: Staff, to: int, items: Iterable[WorkItem], on: date) -> None:
    """The colleague serves every queue concerned, over the units concerned."""
    colleague = Staff.objects.filter(pk=to, is_active=True).exclude(pk=staff.pk).first()
    if colleague is None:
        raise InvalidEntry(_("Choose a colleague who is at work."), field="hand_over_to")
    held = queues_served(to, on)
    for item in items:
        if not any(item.queue in posts.queues_of(post) and _covers(row.scope_unit, item) for post, row in held):
            raise WorkHeld(
                _("%(name)s cannot take over %(number)s: no post of this person serves “%(queue)s” there.")
                % {"name": colleague.name, "number": item.subject_number, "queue": _(work.queue_label(item.queue))},
                field="hand_over_to",
            )


def _covers(scope_unit: Unit, item: WorkItem) -> bool:
    column = scope_unit.scope_column()
    return column is None or scope_unit.pk in {item.unit_id, getattr(item, column)}
