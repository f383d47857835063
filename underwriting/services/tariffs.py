"""New versions of a tariff: tried on regression cases, released by another person (PRD-04, PRD-06).

A decided case keeps the versions by which it was priced."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core.workflow.command import Command
from organisation.models import ControlChange
from organisation.public import Affected, ChangeKind, ChangeRefused, ChangeWanted, Difference, parameter, propose_change
from underwriting.models import RateTable, RatingCase
from underwriting.rules import state_tables, tariff_tables
from underwriting.rules.catalogue_posts import PRODUCT_QUEUE, STATE_QUEUE
from underwriting.rules.tariff_words import named_path
from underwriting.rules.words import gettext_noop
from underwriting.selectors import tables, tariffs
from underwriting.services.versions import day_of, end_version, none_later

MOST_CHANGE = "underwriting.tariff_change_most"
KIND, STATE_KIND = "underwriting.tariff", "underwriting.state_tariff"


@dataclass(frozen=True, slots=True, kw_only=True)
class TariffWanted:
    """A new version as it is asked for; ``expected`` are the premiums of cases that it means to change."""

    code: str
    data: Mapping[str, Any]
    filing: str
    effective_on: date
    expected: Mapping[str, str] = field(default_factory=dict)


def propose(command: Command, *, wanted: TariffWanted) -> ControlChange:
    """Ask for a new version; until it is released nothing changes."""
    change = ChangeWanted(
        kind=STATE_KIND if wanted.code in state_tables.FIXED_BY_STATE else KIND,
        unit_id=command.actor.unit_id,
        subject=wanted.code,
        title=_("Tariff %(code)s") % {"code": wanted.code},
        proposal={
            "code": wanted.code,
            "data": dict(wanted.data),
            "filing": wanted.filing.strip(),
            "expected": {case: str(premium) for case, premium in wanted.expected.items()},
        },
        effective_on=wanted.effective_on,
    )
    return propose_change(command, wanted=change)


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
        if change.kind != STATE_KIND:
            tariff_tables.not_too_far(held.data, proposal["data"], parameter(MOST_CHANGE, on=day))
    except tariff_tables.CellFault as fault:
        raise ChangeRefused(_(fault.message), field=fault.path) from None
    none_later(RateTable, proposal["code"], day)
    failed = [run for run in _runs(change) if not run.passed]
    if failed:
        names = _(", ").join(f"{run.case.code} {run.case.title}" for run in failed)
        message = _("Regression cases give another premium than expected: %(cases)s.") % {"cases": names}
        raise ChangeRefused(message, field="expected")


def _runs(change: ControlChange) -> list[tariffs.CaseRun]:
    proposal = change.proposal
    return tariffs.run_cases(proposal["code"], proposal["data"], day_of(change), proposal["expected"])


def _current(change: ControlChange) -> dict[str, Any]:
    held = tariffs.version_on(change.proposal["code"], day_of(change))
    return {"version": held.version if held else "", "data": held.data if held else {}}


def _apply(change: ControlChange, command: Command) -> None:
    """The version in force ends where the new one begins, and so do the cases whose premium it changes."""
    day, proposal = day_of(change), change.proposal
    end_version(RateTable, proposal["code"], day)
    RateTable.objects.create(
        code=proposal["code"],
        version=f"{proposal['code']} {change.number}",
        data=proposal["data"],
        filing=proposal["filing"],
        effective=DateRange(day, None),
        proposed_by_id=change.proposed_by_id,
        approved_by_id=command.actor.staff_id,
    )
    for code, premium in proposal["expected"].items():
        _renew_case(code, Decimal(premium), change, command)
    transaction.on_commit(tables.forget)


def _renew_case(code: str, premium: Decimal, change: ControlChange, command: Command) -> None:
    held = RatingCase.objects.filter(code=code, effective__contains=day_of(change)).first()
    if held is None or held.expected == premium:
        return
    end_version(RatingCase, code, day_of(change))
    held.pk = None
    held.version, held.source = f"{code} {change.number}", change.number
    held.expected = premium
    held.effective = DateRange(day_of(change), None)
    held.proposed_by_id, held.approved_by_id = change.proposed_by_id, command.actor.staff_id
    held.save(force_insert=True)


def _describe(change: ControlChange) -> Sequence[Difference]:
    changed = tariff_tables.changed_cells(change.before["data"], change.proposal["data"])
    lines = [Difference(named_path(path, _), old, new) for path, old, new in changed]
    return (*lines, Difference(_("Filing number"), "", change.proposal["filing"], counts=False))


def _affected(change: ControlChange) -> Sequence[Affected]:
    """The regression cases and past proposals of the branch under the new version."""
    code, data = change.proposal["code"], change.proposal["data"]
    past = tariffs.on_history(code, data, change.unit, on=day_of(change), today=localdate(change.created_at))
    cases = [
        Affected(f"{run.case.code} {run.case.title}", f"{run.case.expected:,.2f} → {_given(run)}")
        for run in _runs(change)
    ]
    days = _("Proposals of the last %(days)s days, priced again") % {"days": past.days}
    return (
        *cases,
        Affected(days, str(past.priced)),
        Affected(_("Premium in force"), f"{past.old:,.2f}"),
        Affected(_("Premium with the new version"), f"{past.new:,.2f} ({past.share:+}%)"),
        Affected(_("Could not be priced again"), str(past.not_priced)),
    )


def _given(run: tariffs.CaseRun) -> str:
    return run.fault if run.given is None else f"{run.given:,.2f}"


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
