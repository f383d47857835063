"""New versions of a tariff: tried on regression cases, released by another person (PRD-04, PRD-06).

A decided case keeps the versions by which it was priced."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core.workflow.command import Command
from organisation.models import ControlChange
from organisation.public import Affected, ChangeKind, ChangeRefused, ChangeWanted, Difference, parameter, propose_change
from underwriting.models import RateTable
from underwriting.rules import state_tables, tariff_tables, tariff_units
from underwriting.rules.catalogue_posts import PRODUCT_QUEUE, STATE_QUEUE
from underwriting.rules.tariff_words import named_path
from underwriting.rules.words import gettext_noop
from underwriting.selectors import tables, tariffs
from underwriting.services.case_results import (
    before_of,
    expectations,
    refuse_unchecked,
    refuse_untried,
    renew_cases,
    tried,
)
from underwriting.services.versions import day_of, end_version, none_later

MOST_CHANGE = "underwriting.tariff_change_most"
MOST_RATE, MOST_FACTOR = "underwriting.tariff_rate_most", "underwriting.tariff_factor_most"
KIND, STATE_KIND = "underwriting.tariff", "underwriting.state_tariff"


@dataclass(frozen=True, slots=True, kw_only=True)
class TariffWanted:
    """A new version as it is asked for; ``expected`` are the premiums of cases that it means to change, ``because``
    says for each of them why. They count with the approval only."""

    code: str
    data: Mapping[str, Any]
    filing: str
    effective_on: date
    expected: Mapping[str, str] = field(default_factory=dict)
    because: Mapping[str, str] = field(default_factory=dict)


def bounds_on(day: date) -> tariff_units.Bounds:
    """Between which ends a figure can lie."""
    return tariff_units.Bounds(rate=parameter(MOST_RATE, on=day), factor=parameter(MOST_FACTOR, on=day))


def propose(command: Command, *, wanted: TariffWanted) -> ControlChange:
    """Ask for a new version; until it is released nothing changes."""
    change = ChangeWanted(
        kind=STATE_KIND if wanted.code in state_tables.FIXED_BY_STATE else KIND,
        unit_id=command.actor.unit_id,
        subject=wanted.code,
        title=_("Tariff %(code)s") % {"code": _name_of(wanted)},
        proposal={
            "code": wanted.code,
            "data": dict(wanted.data),
            "filing": wanted.filing.strip(),
            "expected": {case: str(premium) for case, premium in wanted.expected.items()},
            "because": {case: str(text).strip() for case, text in wanted.because.items()},
        },
        effective_on=wanted.effective_on,
    )
    return propose_change(command, wanted=change)


def _name_of(wanted: TariffWanted) -> str:
    held = tariffs.version_on(wanted.code, wanted.effective_on)
    return f"{held.version} ({wanted.code})" if held else wanted.code


def _check(change: ControlChange, _today: date) -> None:
    day, proposal = day_of(change), change.proposal
    if (proposal["code"] in state_tables.FIXED_BY_STATE) != (change.kind == STATE_KIND):
        raise ChangeRefused(_("This table is fixed by the state; head office enters what was decreed."))
    held = tariffs.version_on(proposal["code"], day)
    if held is None:
        raise ChangeRefused(_("No version of the tariff is in force on that day."), field="effective_on")
    if not proposal["filing"]:
        raise ChangeRefused(_("A tariff is filed before it is used: enter the filing number."), field="filing")
    try:
        tariff_tables.ranges_in_order(proposal["data"])
        tariff_units.within_bounds(proposal["code"], proposal["data"], bounds_on(day))
        if change.kind != STATE_KIND:
            tariff_tables.not_too_far(held.data, proposal["data"], parameter(MOST_CHANGE, on=day))
    except tariff_tables.CellFault as fault:
        raise ChangeRefused(fault.said(_), field=fault.path) from None
    none_later(RateTable, proposal["code"], day)
    _check_cases(change)


def _check_cases(change: ControlChange) -> None:
    """Nothing is released untested; a case gives what it gave, or what is proposed for it with a reason (PRD-06)."""
    runs = _runs(change)
    if not tariffs.is_tested(change.proposal["code"], [run.case for run in runs]):
        text = _("No regression case tests this table. Add one first; another person releases it.")
        raise ChangeRefused(text, field="expected")
    message = _("Regression cases give another premium than expected: %(cases)s.")
    refuse_untried(runs, change.proposal.get("because", {}), message=message)


def _runs(change: ControlChange) -> list[tariffs.CaseRun]:
    proposal = change.proposal
    return tariffs.run_cases(proposal["code"], proposal["data"], day_of(change), proposal["expected"])


def _current(change: ControlChange) -> dict[str, Any]:
    held = tariffs.version_on(change.proposal["code"], day_of(change))
    return {
        "version": held.version if held else "",
        "data": held.data if held else {},
        "cases": before_of(_runs(change)),
    }


def _apply(change: ControlChange, command: Command) -> None:
    """The version in force ends where the new one begins, and so do the cases whose premium it changes."""
    day, proposal = day_of(change), change.proposal
    refuse_unchecked(change, command)
    end_version(RateTable, proposal["code"], day)
    RateTable.objects.create(
        code=proposal["code"],
        version=f"{_plain_name(change.before['version'])} {change.number}",
        data=proposal["data"],
        filing=proposal["filing"],
        effective=DateRange(day, None),
        proposed_by_id=change.proposed_by_id,
        approved_by_id=command.actor.staff_id,
    )
    renew_cases(change, command)
    transaction.on_commit(tables.forget)


def _plain_name(version: str) -> str:
    """The name of a table without the number of the change that made its version."""
    return re.sub(r" CR\d+$", "", version)


def _describe(change: ControlChange) -> Sequence[Difference]:
    """Figures with their units, then the premiums that cases are to give from now on, each with its reason."""
    code = change.proposal["code"]
    changed = tariff_tables.changed_cells(change.before["data"], change.proposal["data"])
    lines = [
        Difference(named_path(path, _, code), tariff_units.shown(code, path, old), tariff_units.shown(code, path, new))
        for path, old, new in changed
    ]
    return (*lines, *expectations(change), Difference(_("Filing number"), "", change.proposal["filing"], counts=False))


def _affected(change: ControlChange) -> Sequence[Affected]:
    """The regression cases and past proposals of the branch under the new version."""
    code, data = change.proposal["code"], change.proposal["data"]
    past = tariffs.on_history(code, data, change.unit, on=day_of(change), today=localdate(change.created_at))
    days = _("Proposals of the last %(days)s days, priced again") % {"days": past.days}
    return (
        *tried(_runs(change)),
        Affected(days, str(past.priced)),
        Affected(_("Premium in force"), f"{past.old:,.2f}"),
        Affected(_("Premium with the new version"), f"{past.new:,.2f} ({past.share:+}%)"),
        Affected(_("Could not be priced again"), str(past.not_priced)),
    )


CHANGE = ChangeKind(
    kind=KIND,
    label=gettext_noop("Tariffs"),
    propose="underwriting.propose_product",
    approve="underwriting.approve_product",
    check=_check,
    current=_current,
    apply=_apply,
    describe=_describe,
    affected=_affected,
    queue=PRODUCT_QUEUE,
    icon="table",
)
STATE_CHANGE = replace(
    CHANGE,
    kind=STATE_KIND,
    label=gettext_noop("Tables fixed by the state"),
    propose=state_tables.PROPOSE,
    approve=state_tables.APPROVE,
    queue=STATE_QUEUE,
)
