"""Changing a deadline of the catalogue, from a day on, by four eyes. Running work keeps the version it began under."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core import clocks
from core.models import ClockRule, WorkItem
from core.rules.working_time import Measure
from core.workflow.command import Command
from organisation.models import ControlChange
from organisation.rules.changes import Affected, ChangeKind, Difference
from organisation.rules.words import gettext_noop
from organisation.selectors import versions
from organisation.selectors.clock_rules import versions_of
from organisation.services.changes import ChangeRefused, ChangeWanted, propose_change

KIND = "organisation.clock_rule"
MEASURES = {
    Measure.MINUTES: gettext_noop("minutes"),
    Measure.HOURS: gettext_noop("hours"),
    Measure.CALENDAR_DAYS: gettext_noop("calendar days"),
    Measure.WORKING_HOURS: gettext_noop("working hours"),
    Measure.WORKING_DAYS: gettext_noop("working days"),
}


class ClockRefused(ChangeRefused):
    """The deadline does not fit."""

    code = "clock_refused"


def propose_clock(
    command: Command,
    *,
    code: str,
    home_unit_id: int,
    amount: int,
    measure: str,
    roll: bool,
    source: str,
    effective_on: date,
) -> ControlChange:
    """Ask for another deadline from a day on; it holds in the whole installation."""
    declaration = clocks.declared().get(code)
    if declaration is None:
        raise ClockRefused(_("There is no such deadline."))
    wanted = ChangeWanted(
        kind=KIND,
        unit_id=home_unit_id,
        subject=code,
        title=_(declaration.label),
        proposal={"code": code, "amount": amount, "measure": measure, "roll": roll, "source": source},
        effective_on=effective_on,
    )
    return propose_change(command, wanted=wanted)


def check(change: ControlChange, _today: date) -> None:
    """A positive number in a known measure; the day after the version in force began."""
    values = change.proposal
    if values["amount"] < 1:
        raise ClockRefused(_("A deadline is at least 1."), field="amount")
    if values["measure"] not in set(Measure):
        raise ClockRefused(_("Choose how the deadline is counted."), field="measure")
    if change.effective_on is None:
        raise ClockRefused(_("Say from which day."), field="effective_on")


def current(change: ControlChange) -> dict[str, Any]:
    """The version in force on the day and what follows it."""
    rows, day = versions_of(change.subject), change.effective_on or date.max
    held, after = versions.in_force(rows, day), versions.following(rows, day)
    return {
        "amount": held.amount if held else None,
        "measure": held.measure if held else "",
        "roll": held.roll if held else False,
        "source": held.source if held else "",
        "period": versions.text_of(held.effective) if held else "",
        "following": versions.text_of(after.effective) if after else "",
    }


def apply(change: ControlChange, _command: Command) -> None:
    """End the version in force and write the new one; open work items keep the id and the end of theirs."""
    rows, day, values = versions_of(change.subject), change.effective_on or date.max, change.proposal
    held, period = versions.in_force(rows, day), versions.period_from(rows, day)
    if held is not None:
        versions.cut(held, day)
    ClockRule.objects.create(
        code=change.subject,
        label=held.label if held else clocks.declared()[change.subject].label,
        amount=values["amount"],
        measure=values["measure"],
        roll=values["roll"],
        source=values["source"] or change.number,
        effective=period,
    )
    transaction.on_commit(clocks.forget)


def length(amount: int | None, measure: str) -> str:
    """A deadline in words."""
    return "" if amount is None else f"{amount} {_(MEASURES[Measure(measure)])}"


def describe(change: ControlChange) -> Sequence[Difference]:
    """Length, counting and source."""
    values, before = change.proposal, change.before
    since, _sep, until = before["period"].partition("/")
    answer = {True: _("yes"), False: _("no")}
    return (
        Difference(
            _("Length"), length(before["amount"], before["measure"]), length(values["amount"], values["measure"])
        ),
        Difference(_("Holiday moves the end"), answer[before["roll"]], answer[values["roll"]]),
        Difference(_("Source"), before["source"], values["source"]),
        Difference(_("In force since"), since, str(change.effective_on or ""), counts=False),
        Difference(_("Until"), until, before["following"].split("/")[0], counts=False),
    )


def affected(change: ControlChange) -> Sequence[Affected]:
    """Running work is not: its deadline is frozen."""
    running = WorkItem.objects.filter(clock=change.subject, done_at=None).count()
    note = _("%(count)s open work items keep the deadline under which they began") % {"count": running}
    return (Affected(_("Work that begins on or after the day"), note),)


CHANGE = ChangeKind(
    kind=KIND,
    label=gettext_noop("Deadline"),
    propose="organisation.propose_control",
    approve="organisation.approve_control",
    check=check,
    current=current,
    apply=apply,
    describe=describe,
    affected=affected,
    icon="alarm",
)
