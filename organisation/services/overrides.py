"""Emergency override of the segregation of duties (domain 3.3, control): asked for oneself, approved by the head of the
place, told to internal audit at once, over within hours, looked at afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from core.clocks import local_day
from core.notify import notify
from core.numbering import number_of_year
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from core.workflow.refusals import Forbidden, RuleRefusal
from organisation.models import EmergencyOverride, IncompatibleDuties, Staff, Unit
from organisation.rules.lifecycles import override as lifecycle
from organisation.selectors.parameters import value as parameter
from organisation.selectors.people import holders_in_scope

MOST_HOURS = "organisation.override_hours"


class OverrideRefused(RuleRefusal):
    """Not this pair, not for so long, or not without a reason."""

    code = "override_refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class OverrideWanted:
    """Which pair of the matrix shall not stand against the person, and for how many hours."""

    duties_id: int
    hours: int


@creation(EmergencyOverride, lifecycle.REQUEST)
def request_override(command: Command, /, *, wanted: OverrideWanted) -> EmergencyOverride:
    """Nobody else is there to do it: ask to do both acts alone, for a few hours."""
    actor = command.actor
    if actor.staff_id is None:
        raise Forbidden(_("Only a person can ask for it."))
    unit = Unit.objects.get(pk=actor.unit_id)
    pair = _pair(wanted.duties_id)
    _check_hours(wanted.hours, unit, command)
    if len(command.reason.strip()) < lifecycle.LEAST_REASON:
        raise OverrideRefused(_("Say why nobody else can do it: internal audit reads it."), field="reason")
    open_ = EmergencyOverride.objects.filter(
        staff_id=actor.staff_id, duties=pair, state__in=(lifecycle.REQUESTED, lifecycle.RUNNING)
    ).first()
    if open_ is not None:
        message = _("%(number)s is open for the same pair of duties.")
        raise OverrideRefused(message % {"number": open_.number}, field="duties")
    found = EmergencyOverride(
        staff_id=actor.staff_id,
        duties=pair,
        hours=wanted.hours,
        reason=command.reason.strip(),
        requested_by_id=actor.staff_id,
    )
    found.set_unit(unit)
    found.number = number_of_year("EO", command.at)
    deciders = holders_in_scope(lifecycle.APPROVE_RIGHT, found, local_day(command.at)) - {actor.staff_id}
    _tell(found, deciders, "requested", _("To decide: emergency override %(number)s"))
    return found


def _pair(pk: int) -> IncompatibleDuties:
    pair = IncompatibleDuties.objects.filter(pk=pk, liftable=True).first()
    if pair is None:
        raise OverrideRefused(_("These duties stay apart, whatever happens."), field="duties")
    return pair


def _check_hours(hours: int, unit: Unit, command: Command) -> None:
    most = int(parameter(MOST_HOURS, unit, local_day(command.at)))
    if not 0 < hours <= most:
        message = _("An override lasts %(hours)s hours at most.") % {"hours": most}
        raise OverrideRefused(message, field="hours", details={"value": hours, "limit": most})


@transition(EmergencyOverride, lifecycle.APPROVE)
def approve_override(found: EmergencyOverride, command: Command, /) -> None:
    """In force from this moment; internal audit is told at once and by name."""
    _check_hours(found.hours, Unit.objects.get(pk=found.unit_id), command)
    found.decided_by_id, found.decided_at, found.answer = command.actor.staff_id, command.at, command.reason.strip()
    found.until = command.at + timedelta(hours=found.hours)
    auditors = holders_in_scope(lifecycle.CHECK_RIGHT, found, local_day(command.at))
    if not auditors - {found.staff_id, command.actor.staff_id}:
        raise OverrideRefused(_("There is nobody in internal audit who could be told: it cannot be approved."))
    found.told = sorted(Staff.objects.filter(pk__in=auditors).values_list("name", flat=True))
    _tell(found, auditors, "audit", _("Emergency override %(number)s is in force"))
    _tell(found, {found.staff_id}, "approved", _("Emergency override %(number)s was approved"))


@transition(EmergencyOverride, lifecycle.REJECT)
def reject_override(found: EmergencyOverride, command: Command, /) -> None:
    """The duties stay apart."""
    found.decided_by_id, found.decided_at, found.answer = command.actor.staff_id, command.at, command.reason.strip()
    _tell(found, {found.staff_id}, "rejected", _("Emergency override %(number)s was rejected"))


@transition(EmergencyOverride, lifecycle.WITHDRAW)
def withdraw_override(found: EmergencyOverride, command: Command, /) -> None:
    """Taken back before it was decided."""
    found.end_reason = command.reason.strip()


@transition(EmergencyOverride, lifecycle.END)
def end_override(found: EmergencyOverride, command: Command, /) -> None:
    """Another person is there again: the duties are apart from this moment on."""
    found.ended_at, found.end_reason = command.at, command.reason.strip()


@transition(EmergencyOverride, lifecycle.EXPIRE)
def expire_override(found: EmergencyOverride, command: Command, /) -> str | None:
    """Its hours are over; a request that nobody decided in that time falls."""
    last = found.until or found.created_at + timedelta(hours=found.hours)
    if command.at < last:
        raise OverrideRefused(_("Its hours are not over yet."))
    found.ended_at = last
    return lifecycle.WITHDRAWN if found.state == lifecycle.REQUESTED else None


@transition(EmergencyOverride, lifecycle.CHECK)
def check_override(found: EmergencyOverride, command: Command, /, *, finding: str) -> None:
    """Internal audit has looked at every act done under it."""
    if finding not in dict(EmergencyOverride._meta.get_field("finding").choices or ()):
        raise OverrideRefused(_("Say what was found."), field="finding")
    found.finding, found.check_remark = finding, command.reason.strip()
    found.checked_by_id, found.checked_at = command.actor.staff_id, command.at
    _tell(found, {found.staff_id, found.decided_by_id or 0} - {0}, "checked", _("%(number)s was checked by audit"))


def _tell(found: EmergencyOverride, people: frozenset[int] | set[int], what: str, title: str) -> None:
    notify(
        people,
        key=f"organisation.override.{what}:{found.number}",
        title=title % {"number": found.number},
        body=found.reason[:500],
        url=f"{reverse('organisation:overrides')}?q={found.number}",
        subject_kind=lifecycle.KIND,
    )
