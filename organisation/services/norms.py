"""The number of people of a post, changed by four eyes with effective dates (ORG-26, ORG-36, ORG-37)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from core.workflow.command import Command
from core.workflow.refusals import Hidden
from organisation.models import ControlChange, PostNorm
from organisation.rules.changes import ChangeKind, Difference
from organisation.rules.headcount import Norm
from organisation.rules.words import gettext_noop
from organisation.selectors import posts
from organisation.services.changes import ChangeRefused, ChangeWanted, propose_change

KIND = "organisation.post_norm"


class NormRefused(ChangeRefused):
    """The figures or the day do not fit."""

    code = "norm_refused"


def propose_norm(command: Command, *, row: PostNorm, unit_id: int, norm: Norm, effective_on: date) -> ControlChange:
    """Ask for other figures from a day on; they hold for every branch of the kind."""
    wanted = ChangeWanted(
        kind=KIND,
        unit_id=unit_id,
        subject=f"{row.centre_kind}|{row.branch_kind}|{row.post_id}",
        title=_("Norm of %(post)s") % {"post": posts.name_of(row.post_id)},
        proposal={
            "row": row.pk,
            "minimum": norm.minimum,
            "premium_each": format(norm.premium_each, ".2f"),
            "units_each": norm.units_each,
        },
        effective_on=effective_on,
    )
    return propose_change(command, wanted=wanted)


def _row(change: ControlChange) -> PostNorm:
    found = PostNorm.objects.filter(pk=change.proposal["row"]).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found


def _day(change: ControlChange) -> date:
    if change.effective_on is None:
        raise NormRefused(_("Say from which day it holds."), field="effective_on")
    return change.effective_on


def check(change: ControlChange, _today: date) -> None:
    """Figures are not below nothing, and no later figures stand already."""
    row, values = _row(change), change.proposal
    if min(values["minimum"], values["units_each"], Decimal(values["premium_each"])) < 0:
        raise NormRefused(_("Figures cannot be below nought."), field="minimum")
    since: date | None = row.effective.lower
    if row.effective.upper is not None or since is None or since >= _day(change):
        raise NormRefused(_("Other figures hold from that day on already."), field="effective_on")


def current(change: ControlChange) -> dict[str, Any]:
    """The figures as they stand."""
    row = _row(change)
    return {
        "minimum": row.minimum,
        "premium_each": format(row.premium_each, ".2f"),
        "units_each": row.units_each,
        "until": row.effective.upper.isoformat() if row.effective.upper else None,
    }


def describe(change: ControlChange) -> Sequence[Difference]:
    """Old and new figures."""
    old, new = change.before, change.proposal
    row = _row(change)
    return [
        Difference(_("people at least"), str(old["minimum"]), str(new["minimum"])),
        Difference(_("one more for each premium of"), old["premium_each"], new["premium_each"]),
        Difference(_("one more for each number of units"), str(old["units_each"]), str(new["units_each"])),
        Difference(_("kind of branch"), "", str(row.get_branch_kind_display()), counts=False),
    ]


def apply(change: ControlChange, _command: Command) -> None:
    """The figures in force end the day before; the new ones follow without a gap."""
    row, day, values = _row(change), _day(change), change.proposal
    row.effective = DateRange(row.effective.lower, day)
    row.save(update_fields=["effective"])
    PostNorm.objects.create(
        centre_kind=row.centre_kind,
        branch_kind=row.branch_kind,
        post_id=row.post_id,
        minimum=values["minimum"],
        premium_each=Decimal(values["premium_each"]),
        units_each=values["units_each"],
        without_reinsurance=row.without_reinsurance,
        effective=DateRange(day, None),
        source=change.number,
    )


CHANGE = ChangeKind(
    kind=KIND,
    label=gettext_noop("Norm of a post"),
    propose="organisation.propose_control",
    approve="organisation.approve_control",
    check=check,
    current=current,
    apply=apply,
    describe=describe,
    icon="users",
)
