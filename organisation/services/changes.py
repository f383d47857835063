"""Changes of rules by four eyes: proposed, approved, rejected, withdrawn (AUT-23, domain 3.3 rows 23 and 29)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core import locks
from core.clocks import local_day
from core.notify import notify
from core.numbering import number_of_year
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from core.workflow.refusals import Forbidden, Hidden, RuleRefusal
from organisation.models import ControlChange, Unit
from organisation.rules.changes import ChangeKind, Difference, change_kind
from organisation.rules.lifecycles import control_change as lifecycle
from organisation.selectors.people import holders_in_scope


class ChangeRefused(RuleRefusal):
    """The change itself is not possible; kinds derive their own refusals from it."""

    code = "change_refused"


class AlreadyProposed(ChangeRefused):
    """A change of the same thing waits for a decision."""

    code = "change_already_proposed"


class NothingChanges(ChangeRefused):
    """Old and new are the same."""

    code = "nothing_changes"


class TooEarly(ChangeRefused):
    """The day from which the change shall hold is not far enough ahead."""

    code = "effective_day_too_early"


class ChangedMeanwhile(ChangeRefused):
    """The thing is not any more what it was when the change was proposed."""

    code = "changed_meanwhile"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeWanted:
    """A change as it is asked for. ``subject`` names the thing within its kind; ``proposal`` is plain JSON."""

    kind: str
    unit_id: int
    subject: str
    title: str
    proposal: Mapping[str, Any] = field(default_factory=dict)
    effective_on: date | None = None


@creation(ControlChange, lifecycle.PROPOSE)
def propose_change(command: Command, /, *, wanted: ChangeWanted) -> ControlChange:
    """Put a change forward; nothing holds before another person approves it. The reason is kept."""
    kind = _kind(wanted.kind)
    change = _change(command, wanted)
    locks.hold(f"organisation.change:{change.kind}:{change.subject}")
    _check(kind, change, local_day(command.at))
    _check_once(change)
    change.before = dict(kind.current(change))
    if not any(line.counts and line.old != line.new for line in kind.describe(change)):
        raise NothingChanges(_("This is how it is already."))
    change.number = number_of_year("CR", command.at)
    _tell_deciders(change, kind, command)
    return change


def _change(command: Command, wanted: ChangeWanted) -> ControlChange:
    if not command.reason.strip():
        raise ChangeRefused(_("Say why: the reason is kept with the change."), field="reason")
    if command.actor.staff_id is None:
        raise Forbidden(_("Only a person can propose a change."))
    change = ControlChange(
        kind=wanted.kind,
        subject=wanted.subject,
        title=wanted.title[:200],
        proposal=dict(wanted.proposal),
        effective_on=wanted.effective_on,
        reason=command.reason.strip(),
        proposed_by_id=command.actor.staff_id,
    )
    unit = Unit.objects.filter(pk=wanted.unit_id).first()
    if unit is None:
        raise Hidden(_("Not found."))
    change.set_unit(unit)
    return change


def _kind(name: str) -> ChangeKind:
    try:
        return change_kind(name)
    except KeyError:
        raise Hidden(_("Not found.")) from None


def _check(kind: ChangeKind, change: ControlChange, today: date) -> None:
    earliest = kind.earliest(today)
    if earliest is not None and (change.effective_on is None or change.effective_on < earliest):
        raise TooEarly(
            _("The change can hold from %(day)s at the earliest.") % {"day": earliest.isoformat()},
            field="effective_on",
            details={"value": str(change.effective_on or ""), "limit": earliest.isoformat()},
        )
    kind.check(change, today)


def _check_once(change: ControlChange) -> None:
    waiting = ControlChange.objects.filter(kind=change.kind, subject=change.subject, state=lifecycle.PROPOSED).first()
    if waiting is not None:
        raise AlreadyProposed(
            _("The change %(number)s of the same thing waits for its decision.") % {"number": waiting.number},
            details={"value": waiting.number},
        )


@transition(ControlChange, lifecycle.APPROVE)
def approve_change(change: ControlChange, command: Command, /) -> None:
    """Everything is checked once more, then the change is written, all in one transaction."""
    kind = _kind(change.kind)
    _decide(change, command)
    _check_fresh(kind, change)
    _check(kind, change, local_day(command.at))
    _keep_impact(kind, change)
    kind.apply(change, command)
    _tell_proposer(change, _("Your change %(number)s was approved."))


@transition(ControlChange, lifecycle.REJECT)
def reject_change(change: ControlChange, command: Command, /) -> None:
    """The change is not made; the reason goes back to whoever proposed it."""
    _decide(change, command)
    _keep_impact(_kind(change.kind), change)
    _tell_proposer(change, _("Your change %(number)s was rejected."))


@transition(ControlChange, lifecycle.WITHDRAW)
def withdraw_change(change: ControlChange, command: Command, /) -> None:
    """Taken back by whoever proposed it."""
    change.answer = command.reason.strip()


def _decide(change: ControlChange, command: Command) -> None:
    """Four eyes whatever the segregation matrix says: the database refuses the same person as well."""
    if command.actor.staff_id is None:
        raise Forbidden(_("Only a person can decide on a change."))
    change.decided_by_id = command.actor.staff_id
    change.decided_at = command.at
    change.answer = command.reason.strip()


def _keep_impact(kind: ChangeKind, change: ControlChange) -> None:
    """Whom it touches, as it stands in the moment of the decision: once it is applied, old and new are the same."""
    change.impact = [list(line) for line in kind.affected(change)]


def _check_fresh(kind: ChangeKind, change: ControlChange) -> None:
    """Compare the thing with what it was when the change was proposed, line by line."""
    now = dict(kind.current(change))
    if now == change.before:
        return
    was = {line.label: line.old for line in kind.describe(change)}
    kept, change.before = change.before, now
    lines = [line for line in kind.describe(change) if was.get(line.label, "") != line.old]
    change.before = kept
    texts = [
        _("%(label)s: was “%(was)s” when proposed, is “%(now)s” now")
        % {"label": line.label, "was": was.get(line.label, ""), "now": line.old}
        for line in lines
    ]
    raise ChangedMeanwhile(
        _("This was changed after the proposal. %(comparison)s. Reject the proposal and start a new one.")
        % {"comparison": "; ".join(texts) or _("It was replaced by another version")},
        details={"comparison": [_compared(line, was) for line in lines]},
    )


def _compared(line: Difference, was: Mapping[str, str]) -> dict[str, str]:
    return {"label": line.label, "was": was.get(line.label, ""), "now": line.old}


def _tell_deciders(change: ControlChange, kind: ChangeKind, command: Command) -> None:
    people = holders_in_scope(kind.approve, change, local_day(command.at)) - {change.proposed_by_id}
    notify(
        people,
        key=f"organisation.change.proposed:{change.number}",
        title=_("To decide: %(title)s") % {"title": change.title[:140]},
        body=change.reason[:500],
        url=f"{reverse('organisation:changes')}?q={change.number}",
        subject_kind=lifecycle.LIFECYCLE.kind,
    )


def _tell_proposer(change: ControlChange, title: str) -> None:
    notify(
        [change.proposed_by_id],
        key=f"organisation.change.decided:{change.number}",
        title=title % {"number": change.number},
        body=change.answer[:500] or change.title,
        url=reverse("organisation:change", kwargs={"pk": change.pk}),
        subject_kind=lifecycle.LIFECYCLE.kind,
        subject_id=change.pk,
    )
