"""Delegation of a post for a time: asked for, approved by another, begun and ended by the calendar (AUT-24)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from core import work
from core.clocks import local_day
from core.notify import notify
from core.numbering import number_of_year
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from core.workflow.refusals import Forbidden, Hidden, RuleRefusal
from organisation.actors import system_actor
from organisation.models import Delegation, PostAssignment, Staff
from organisation.rules.lifecycles import delegation as lifecycle
from organisation.selectors import delegations, posts
from organisation.selectors.parameters import value as parameter
from organisation.selectors.people import holders_in_scope

CLOCK = "delegation-clock"


class DelegationRefused(RuleRefusal):
    """The post cannot be delegated like this."""

    code = "delegation_refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegationWanted:
    """Which post, to whom, from the first to the last day. ``powers`` names operations with caps by measure; without
    any, all is passed on as the holder has it."""

    assignment_id: int
    to_staff_id: int
    first_day: date
    last_day: date
    powers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@creation(Delegation, lifecycle.REQUEST)
def request_delegation(command: Command, /, *, wanted: DelegationWanted) -> Delegation:
    """Ask for a substitute, for one's own post or as the manager of its holder."""
    if command.actor.staff_id is None:
        raise Forbidden(_("Only a person can delegate."))
    if getattr(command.actor, "place", None) is not None:
        raise DelegationRefused(_("What was passed on to you cannot be passed on again."))
    if not command.reason.strip():
        raise DelegationRefused(_("Say why: the reason is kept with the delegation."), field="reason")
    today = local_day(command.at)
    held = delegations.delegable(command.actor, today).filter(pk=wanted.assignment_id).first()
    if held is None:
        raise Hidden(_("Not found."))
    delegation = _delegation(command, wanted, held)
    _check_days(wanted.first_day, wanted.last_day, today)
    _check(delegation, held)
    delegation.number = number_of_year("DG", command.at)
    _tell_deciders(delegation, command)
    return delegation


def _delegation(command: Command, wanted: DelegationWanted, held: PostAssignment) -> Delegation:
    delegation = Delegation(
        from_staff=held.staff,
        from_assignment=held,
        to_staff_id=wanted.to_staff_id,
        powers={operation: dict(caps) for operation, caps in wanted.powers.items()},
        period=DateRange(wanted.first_day, wanted.last_day + timedelta(days=1)),
        reason=command.reason.strip(),
        requested_by_id=command.actor.staff_id or 0,
    )
    delegation.set_unit(held.unit)
    return delegation


def _check_days(first: date, last: date, today: date) -> None:
    if first < today:
        raise DelegationRefused(_("The first day is over."), field="first_day")
    if last < first:
        raise DelegationRefused(_("The last day lies before the first one."), field="last_day")
    most = int(parameter("organisation.delegation_most_days", None, today))
    if (last - first).days >= most:
        raise DelegationRefused(
            _("A delegation lasts %(days)s days at most.") % {"days": most},
            field="last_day",
            details={"value": (last - first).days + 1, "limit": most},
        )


def _check(delegation: Delegation, held: PostAssignment) -> None:
    """What holds when it is asked for and again when it is approved; the database checks the same."""
    if not delegations.substitutes(held, delegation.first_day).filter(pk=delegation.to_staff_id).exists():
        raise DelegationRefused(_("Choose a colleague who is in post on the first day."), field="to_staff")
    if held.period.upper is not None and held.period.upper <= delegation.last_day:
        raise DelegationRefused(_("The holder's own post ends before the last day."), field="last_day")
    clash = delegations.clash(
        delegation.to_staff_id, held.post_id, delegation.period, delegation.pk, unit_id=held.unit_id
    )
    if clash is not None:
        raise DelegationRefused(
            _("The colleague works as %(post)s, which must not meet this post in one person.")
            % {"post": posts.name_of(clash)},
            field="to_staff",
        )
    overlapping = Delegation.objects.filter(
        from_assignment=held, state__in=lifecycle.LIVE, period__overlap=delegation.period
    ).exclude(pk=delegation.pk)
    if other := overlapping.select_related("to_staff").first():
        raise DelegationRefused(
            _("%(name)s stands in on some of these days already (%(number)s).")
            % {"name": other.to_staff.name, "number": other.number},
            field="first_day",
        )
    _check_powers(delegation, held)


def _check_powers(delegation: Delegation, held: PostAssignment) -> None:
    """Never above the holder's own authority (AUT-02)."""
    own: dict[str, dict[str, Decimal]] = {}
    for grant in delegations.limits_of(held, delegation.first_day):
        measures = own.setdefault(grant.operation, {})
        measures[grant.measure] = max(grant.limit, measures.get(grant.measure, Decimal(0)))
    for operation, caps in delegation.powers.items():
        if operation not in own:
            raise DelegationRefused(_("The holder has no authority for this."), field="operations")
        for measure, cap in caps.items():
            limit = own[operation].get(measure)
            if limit is None or not 0 <= Decimal(cap) <= limit:
                raise DelegationRefused(
                    _("At most the holder's own limit, %(limit)s.") % {"limit": limit or 0},
                    field=f"cap:{operation}:{measure}",
                    details={"value": cap, "limit": limit},
                )


@transition(Delegation, lifecycle.APPROVE)
def approve_delegation(delegation: Delegation, command: Command, /) -> str | None:
    """Checked once more; from the first day on – now, if that is today – the substitute acts."""
    _decide(delegation, command)
    today = local_day(command.at)
    if today > delegation.last_day:
        raise DelegationRefused(_("The last day is over: reject the request."))
    _check(delegation, delegation.from_assignment)
    if today < delegation.first_day:
        _tell(delegation, "approved", _("Delegation %(number)s was approved."))
        return None
    _begin(delegation, command)
    return lifecycle.RUNNING


@transition(Delegation, lifecycle.REJECT)
def reject_delegation(delegation: Delegation, command: Command, /) -> None:
    """Nobody stands in; the reason goes back to whoever asked."""
    _decide(delegation, command)
    _tell(delegation, "rejected", _("Delegation %(number)s was rejected."))


@transition(Delegation, lifecycle.WITHDRAW)
def withdraw_delegation(delegation: Delegation, command: Command, /) -> None:
    """Taken back by whoever asked, or by the holder of the post."""
    delegation.end_reason = command.reason.strip()


@transition(Delegation, lifecycle.BEGIN)
def begin_delegation(delegation: Delegation, command: Command, /) -> None:
    """The first day has come."""
    _begin(delegation, command)


@transition(Delegation, lifecycle.END)
def end_delegation(delegation: Delegation, command: Command, /) -> None:
    """Over before its last day: by the holder, the substitute, or a manager."""
    _end(delegation, command, _("Delegation %(number)s was ended early."))


@transition(Delegation, lifecycle.EXPIRE)
def expire_delegation(delegation: Delegation, command: Command, /) -> None:
    """The last day is over, whether it was approved in time or not; or the holder or the substitute has no post any
    more, and there is nothing left to stand in for."""
    today = local_day(command.at)
    if today <= delegation.last_day and not delegations.without_posts(today).filter(pk=delegation.pk).exists():
        raise DelegationRefused(_("The last day is not over yet."))
    _end(delegation, command, _("Delegation %(number)s is over."))


def lapse_delegations(staff_id: int, command: Command) -> None:
    """A post of the person has ended: what was delegated of it, or to the person, ends with it, and open work goes back
    to the holder before it is handed on."""
    touched = delegations.without_posts(local_day(command.at))
    touched = touched.filter(Q(from_staff_id=staff_id) | Q(to_staff_id=staff_id))
    for delegation in list(touched.order_by("pk")):
        clock = system_actor(CLOCK, unit_id=delegation.unit_id)
        expire_delegation(delegation.pk, command.acting_as(clock, f"lapse:{delegation.pk}"))


def _decide(delegation: Delegation, command: Command) -> None:
    """Four eyes: neither who asked nor the holder nor the substitute decides; the database refuses it as well."""
    if command.actor.staff_id is None:
        raise Forbidden(_("Only a person can decide on a delegation."))
    delegation.decided_by_id = command.actor.staff_id
    delegation.decided_at = command.at
    delegation.answer = command.reason.strip()


def _begin(delegation: Delegation, command: Command) -> None:
    """Work that the holder had taken goes to the substitute."""
    queues = delegations.queues_of(delegation.from_assignment.post_id, delegation.powers)
    work.begin_standing_in(delegation.from_staff_id, delegation.to_staff_id, queues, command.at)
    _tell(delegation, "begun", _("Delegation %(number)s runs: the substitute acts in place of the holder."))


def _end(delegation: Delegation, command: Command, title: str) -> None:
    """What the substitute has not done goes back to the holder."""
    delegation.ended_by_id, delegation.ended_at = command.actor.staff_id, command.at
    delegation.end_reason = command.reason.strip()
    work.end_standing_in(delegation.from_staff_id, delegation.to_staff_id, command.at)
    _tell(delegation, "ended", title)


def _tell_deciders(delegation: Delegation, command: Command) -> None:
    named = {delegation.requested_by_id, delegation.from_staff_id, delegation.to_staff_id}
    people = holders_in_scope(lifecycle.APPROVE.permission, delegation, local_day(command.at)) - named
    substitute = Staff.objects.values_list("name", flat=True).get(pk=delegation.to_staff_id)
    notify(
        people,
        key=f"organisation.delegation.requested:{delegation.number}",
        title=_("To decide: %(to)s in place of %(holder)s") % {"to": substitute, "holder": delegation.from_staff.name},
        body=delegation.reason[:500],
        url=f"{reverse('organisation:delegations')}?q={delegation.number}",
        subject_kind=lifecycle.LIFECYCLE.kind,
    )


def _tell(delegation: Delegation, what: str, title: str) -> None:
    notify(
        {delegation.requested_by_id, delegation.from_staff_id, delegation.to_staff_id},
        key=f"organisation.delegation.{what}:{delegation.number}",
        title=title % {"number": delegation.number},
        body=delegation.reason[:500],
        url=reverse("organisation:delegation", kwargs={"pk": delegation.pk}),
        subject_kind=lifecycle.LIFECYCLE.kind,
        subject_id=delegation.pk,
    )
