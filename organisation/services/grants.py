"""Changing a limit of authority: new, higher, lower or ended, from a day on, by four eyes (AUT-01 … AUT-07, AUT-23)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from core.clocks import local_day
from core.numbering import next_number
from core.workflow.command import Command
from organisation.models import AuthorityGrant, ControlChange, PostAssignment, Unit
from organisation.permissions import AUTHORITY_QUEUE
from organisation.rules import operations
from organisation.rules.changes import AUTHORITY_DUTIES, Affected, ChangeKind, Difference
from organisation.rules.operations import YES_NO
from organisation.rules.words import gettext_noop
from organisation.selectors import authority_grants as selectors
from organisation.selectors import posts, versions
from organisation.selectors.authority_grants import Holding
from organisation.services.changes import ChangeWanted, propose_change
from organisation.services.grant_checks import check, day_of, figure, holder_name, holding_of

KIND = "organisation.authority_grant"


def propose_grant(command: Command, *, holding: Holding, limit: Decimal | None, effective_on: date) -> ControlChange:
    """Ask for a limit from a day on; None ends the authority."""
    wanted = ChangeWanted(
        kind=KIND,
        unit_id=holding.unit,
        subject=holding.key,
        title=_title(holding),
        proposal={**asdict(holding), "limit": None if limit is None else format(limit, ".2f")},
        effective_on=effective_on,
    )
    return propose_change(command, wanted=wanted)


def _title(holding: Holding) -> str:
    unit = Unit.objects.filter(pk=holding.unit).values_list("name", flat=True).first() or ""
    measure = operations.measure_of(holding.operation, holding.measure)
    parts = [unit, holder_name(holding), _(operations.operation_label(holding.operation)), _(measure.label)]
    return " · ".join(part for part in parts if part)


def current(change: ControlChange) -> dict[str, Any]:
    """The limit in force on the day, its letter and period, and what was approved to follow."""
    rows, day = selectors.versions_of(holding_of(change)), day_of(change)
    held, after = versions.in_force(rows, day), versions.following(rows, day)
    return {
        "limit": str(held.limit) if held else None,
        "letter": held.letter if held else "",
        "period": versions.text_of(held.effective) if held else "",
        "following": versions.text_of(after.effective) if after else "",
    }


def apply(change: ControlChange, command: Command) -> None:
    """End the version in force and write the new one under a letter of its own."""
    holding, day = holding_of(change), day_of(change)
    rows = selectors.versions_of(holding)
    held, period = versions.in_force(rows, day), versions.period_from(rows, day)
    if held is not None:
        versions.cut(held, day)
    if change.proposal["limit"] is None:
        return
    AuthorityGrant.objects.create(
        unit_id=holding.unit,
        post_id=holding.post,
        staff_id=holding.staff,
        operation=holding.operation,
        line=holding.line,
        measure=holding.measure,
        limit=Decimal(change.proposal["limit"]),
        effective=period,
        letter=_letter(change, command),
        proposed_by_id=change.proposed_by_id,
        approved_by_id=command.actor.staff_id,
    )


def _letter(change: ControlChange, command: Command) -> str:
    """The number of the authority letter: unit, year, running number without gaps (own scheme)."""
    code, year = change.unit.code, local_day(command.at).year
    return f"{code}授〔{year}〕{next_number(f'letter:{code}:{year}', gap_free=True)}号"


def describe(change: ControlChange) -> Sequence[Difference]:
    """Limit and period, and what they are for."""
    holding, before, values = holding_of(change), change.before, change.proposal
    unit = _(operations.measure_of(holding.operation, holding.measure).unit)
    line = _(operations.lines()[holding.line]) if holding.line in operations.lines() else _("all lines")
    since, _sep, until = before["period"].partition("/")
    operation = _(operations.operation_label(holding.operation))
    return (
        Difference(_("Authority limit"), with_unit(before["limit"], unit), with_unit(values["limit"], unit)),
        Difference(_("Operation"), operation, operation, counts=False),
        Difference(_("Line"), line, line, counts=False),
        Difference(_("In force since"), since, str(change.effective_on or ""), counts=False),
        Difference(_("Until"), until, before["following"].split("/")[0], counts=False),
        Difference(_("Authority letter"), before["letter"], _("a new one with the approval"), counts=False),
    )


def with_unit(limit: str | None, unit: str) -> str:
    """A limit with what it is counted in; no authority in words."""
    if limit is None:
        return _("no authority")
    return figure(limit, unit) if unit == YES_NO else f"{figure(limit)} {unit}".strip()


def affected(change: ControlChange) -> Sequence[Affected]:
    """The people who hold the post in the unit on the day."""
    holding, day = holding_of(change), day_of(change)
    held = PostAssignment.objects.filter(unit_id=holding.unit, period__contains=day, staff__is_active=True)
    held = held.filter(post_id=holding.post) if holding.post else held.filter(staff_id=holding.staff or 0)
    return [Affected(one.staff.name, posts.name_of(one.post_id)) for one in held.select_related("staff")]


CHANGE = ChangeKind(
    kind=KIND,
    label=gettext_noop("Authority"),
    propose="organisation.propose_authority",
    approve="organisation.approve_authority",
    check=check,
    current=current,
    apply=apply,
    describe=describe,
    affected=affected,
    duties=AUTHORITY_DUTIES,
    icon="key",
    queue=AUTHORITY_QUEUE,
)
