"""Suspending business in an area, and ending it early, by four eyes; what is suspended is not bound (UWR-20)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from core.workflow.command import Command
from organisation.models import ControlChange, Unit
from organisation.public import (
    Affected,
    ChangeKind,
    ChangeRefused,
    ChangeWanted,
    Difference,
    parameter,
    propose_change,
)
from underwriting.models import Moratorium, Proposal
from underwriting.rules import change_queues
from underwriting.rules.moratorium import LONGEST
from underwriting.rules.words import gettext_noop
from underwriting.selectors.held_premium import said
from underwriting.selectors.moratoria import below, level_of, names_of, suspendable, suspensions_of, waiting_in
from underwriting.services.refusals import Suspended
from underwriting.services.telling import Word, tell_area

KIND, END_KIND = "underwriting.moratorium", "underwriting.moratorium_end"
PROPOSE, APPROVE = "underwriting.propose_moratorium", "underwriting.approve_moratorium"


@dataclass(frozen=True, slots=True, kw_only=True)
class MoratoriumData:
    """A suspension as it is asked for."""

    title: str
    unit_ids: tuple[int, ...]
    lines: tuple[str, ...]
    begins_at: datetime
    ends_at: datetime
    new_only: bool = False


def refuse_suspended(proposal: Proposal, at: datetime, *, bound_at: datetime | None = None) -> None:
    """Cover that is suspended at this moment is not bound. What was accepted and paid before the suspension began is
    honoured: ``bound_at`` is when the last premium came in."""
    for one in suspensions_of(proposal, at):
        if bound_at is not None and one.since is not None and bound_at < one.since:
            continue
        raise Suspended(said(one), details={"value": one.number, "covers": list(one.covers)})


def propose_moratorium(command: Command, *, data: MoratoriumData) -> ControlChange:
    """Ask for a suspension; the reason of the command is its grounds."""
    level = level_of(Unit.objects.select_related("branch").get(pk=command.actor.unit_id))
    wanted = ChangeWanted(
        kind=KIND,
        unit_id=level.pk,
        subject=f"{data.title}|{data.begins_at.isoformat()}",
        title=f"{_('Suspension of business')} · {data.title}",
        proposal={
            "title": data.title.strip(),
            "units": sorted(data.unit_ids),
            "lines": sorted(data.lines),
            "begins_at": data.begins_at.isoformat(),
            "ends_at": data.ends_at.isoformat(),
            "new_only": data.new_only,
        },
    )
    return propose_change(command, wanted=wanted)


def propose_end(command: Command, *, moratorium_id: int, ends_at: datetime) -> ControlChange:
    """Ask to end a suspension before its time."""
    row = Moratorium.objects.get(pk=moratorium_id)
    wanted = ChangeWanted(
        kind=END_KIND,
        unit_id=row.unit_id,
        subject=row.number,
        title=f"{_('End of the suspension')} · {row.title}",
        proposal={"id": row.pk, "ends_at": ends_at.isoformat()},
    )
    return propose_change(command, wanted=wanted)


def _check(change: ControlChange, today: date) -> None:
    values = change.proposal
    begins, ends = _moment(values["begins_at"]), _moment(values["ends_at"])
    if not values["title"]:
        raise ChangeRefused(_("Name the occasion."), field="title")
    if ends <= begins:
        raise ChangeRefused(_("The suspension ends after it begins."), field="ends_at")
    if localdate(ends) < today:
        raise ChangeRefused(_("The suspension would be over already."), field="ends_at")
    if not values["lines"] or not set(values["lines"]) <= set(suspendable(today, values["lines"])):
        text = _("Choose covers and lines that are sold; compulsory cover cannot be suspended.")
        raise ChangeRefused(text, field="lines")
    known = below(change.unit).filter(pk__in=values["units"]).count()
    if not values["units"] or known != len(values["units"]):
        raise ChangeRefused(_("Choose branches and sub-branches below your own level."), field="unit_ids")
    longest = int(parameter(LONGEST, change.unit))
    if ends - begins > timedelta(days=longest):
        text = _("A suspension is at most %(days)s days long; what lasts longer is proposed anew.")
        raise ChangeRefused(text % {"days": longest}, field="ends_at")


def _current(_change: ControlChange) -> dict[str, Any]:
    return {}


def _apply(change: ControlChange, command: Command) -> None:
    """Never backwards: what was decided before the approval stays as it is."""
    values = change.proposal
    if _moment(values["ends_at"]) <= command.at:
        raise ChangeRefused(_("The suspension would be over already."), field="ends_at")
    row = Moratorium(
        number=change.number,
        title=values["title"],
        grounds=change.reason,
        lines=values["lines"],
        new_only=values["new_only"],
        effective=DateTimeTZRange(max(_moment(values["begins_at"]), command.at), _moment(values["ends_at"])),
        proposed_by_id=change.proposed_by_id,
        approved_by_id=command.actor.staff_id or 0,
    )
    row.set_unit(change.unit)
    row.save(force_insert=True)
    row.units.add(*values["units"])
    begun = row.effective.lower is not None and row.effective.lower <= command.at
    tell_area(row, Word.BEGUN if begun else Word.RELEASED, command.at)


def _describe(change: ControlChange) -> Sequence[Difference]:
    values = change.proposal
    places = Unit.objects.filter(pk__in=values["units"]).order_by("code").values_list("name", flat=True)
    business = _("new business only") if values["new_only"] else _("new business and renewals")
    return (
        Difference(_("Occasion"), "", values["title"]),
        Difference(_("Area"), "", _(", ").join(places)),
        Difference(_("Not to be written"), "", _(", ").join(names_of(values["lines"], localdate(change.created_at)))),
        Difference(_("Business"), "", business),
        Difference(_("Suspended from"), "", _shown(values["begins_at"])),
        Difference(_("Suspended until"), "", _shown(values["ends_at"])),
    )


def _affected(change: ControlChange) -> Sequence[Affected]:
    count = waiting_in(change.proposal["units"], change.proposal["lines"])
    return (Affected(_("Proposals in the area that are not issued yet"), str(count)),)


def _check_end(change: ControlChange, today: date) -> None:
    row = _row(change)
    ends = _moment(change.proposal["ends_at"])
    if row.effective.lower is not None and ends < row.effective.lower:
        raise ChangeRefused(_("The suspension ends after it begins."), field="ends_at")
    if localdate(ends) < today:
        raise ChangeRefused(_("This moment is over. To end it at once, enter now."), field="ends_at")
    if row.effective.upper is not None and ends >= row.effective.upper:
        raise ChangeRefused(_("It ends by itself before that."), field="ends_at")


def _current_end(change: ControlChange) -> dict[str, Any]:
    upper = _row(change).effective.upper
    return {"ends_at": upper.isoformat() if upper else ""}


def _apply_end(change: ControlChange, command: Command) -> None:
    row = Moratorium.objects.select_for_update().get(pk=change.proposal["id"])
    ends = max(_moment(change.proposal["ends_at"]), command.at, row.effective.lower or command.at)
    if row.effective.upper is not None and ends >= row.effective.upper:
        raise ChangeRefused(_("The suspension is over already."))
    row.effective, row.ended_by_change = DateTimeTZRange(row.effective.lower, ends), change.number
    row.save(update_fields=["effective", "ended_by_change"])
    if ends <= command.at:
        tell_area(row, Word.ENDED, command.at)


def _describe_end(change: ControlChange) -> Sequence[Difference]:
    row = _row(change)
    return (
        Difference(_("Occasion"), row.title, row.title, counts=False),
        Difference(_("Suspended until"), _shown(change.before["ends_at"]), _shown(change.proposal["ends_at"])),
    )


def _row(change: ControlChange) -> Moratorium:
    return Moratorium.objects.get(pk=change.proposal["id"])


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _shown(text: str) -> str:
    return f"{localtime(_moment(text)):%Y-%m-%d %H:%M}" if text else ""


CHANGES = (
    ChangeKind(
        kind=KIND,
        label=gettext_noop("Suspension of business"),
        propose=PROPOSE,
        approve=APPROVE,
        check=_check,
        current=_current,
        apply=_apply,
        describe=_describe,
        affected=_affected,
        lead=None,
        icon="player-pause",
        queue=change_queues.SUSPENSIONS,
    ),
    ChangeKind(
        kind=END_KIND,
        label=gettext_noop("End of a suspension"),
        propose=PROPOSE,
        approve=APPROVE,
        check=_check_end,
        current=_current_end,
        apply=_apply_end,
        describe=_describe_end,
        lead=None,
        icon="player-play",
        queue=change_queues.SUSPENSIONS,
    ),
)
