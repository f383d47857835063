"""New tariffs under a code of their own: begun as a copy of one that is filed, tried on at least one regression case,
released by another person (PRD-04, PRD-06)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from core.workflow.command import Command
from organisation.models import ControlChange
from organisation.public import Affected, ChangeKind, ChangeRefused, ChangeWanted, Difference, propose_change
from underwriting.models import RateTable, RatingCase
from underwriting.rules import tariff_tables, tariff_units
from underwriting.rules.catalogue_posts import PRODUCT_QUEUE
from underwriting.rules.table_kinds import can_be_copied
from underwriting.rules.tariff_words import named_path
from underwriting.rules.words import gettext_noop
from underwriting.selectors import tables, tariffs
from underwriting.selectors.own_cases import own_content
from underwriting.services.case_results import tried
from underwriting.services.tariffs import bounds_on
from underwriting.services.versions import day_of, none_yet

KIND = "underwriting.new_tariff"
CASE_FIELD = "e-"  # the entry of a case in the editor


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTariffWanted:
    """A tariff that is not there yet; ``source`` is the one whose form it has, ``expected`` what cases of the source
    must cost by the new figures: these become its own cases."""

    code: str
    name: str
    source: str
    data: Mapping[str, Any]
    filing: str
    effective_on: date
    expected: Mapping[str, str] = field(default_factory=dict)


def propose(command: Command, *, wanted: NewTariffWanted) -> ControlChange:
    """Ask for a new tariff; nothing can be priced by it before another person releases it."""
    change = ChangeWanted(
        kind=KIND,
        unit_id=command.actor.unit_id,
        subject=wanted.code,
        title=_("Tariff %(code)s") % {"code": f"{wanted.name.strip()} ({wanted.code})"},
        proposal={
            "code": wanted.code,
            "name": wanted.name.strip(),
            "source": wanted.source,
            "data": dict(wanted.data),
            "filing": wanted.filing.strip(),
            "cases": _taken_over(wanted),
        },
        effective_on=wanted.effective_on,
    )
    return propose_change(command, wanted=change)


def _taken_over(wanted: NewTariffWanted) -> list[dict[str, Any]]:
    """The cases that were given a premium, said so that they stand without the products of the source."""
    day = wanted.effective_on
    return [
        {
            "of": case.code,
            "title": case.title,
            "content": own_content(case, day),
            "start_on": case.start_on.isoformat(),
            "end_on": case.end_on.isoformat(),
            "expected": str(wanted.expected[case.code]),
        }
        for case in tariffs.cases_of_table(wanted.source, day)
        if case.code in wanted.expected
    ]


def copies(code: str, kept: Sequence[Mapping[str, Any]]) -> list[RatingCase]:
    """The cases of a new tariff, counted from one under its code."""
    return [
        RatingCase(
            code=f"{code.partition('.')[0]}-T{number}",
            product=code,
            title=one["title"],
            content=one["content"],
            start_on=date.fromisoformat(one["start_on"]),
            end_on=date.fromisoformat(one["end_on"]),
            expected=Decimal(one["expected"]),
        )
        for number, one in enumerate(kept, start=1)
    ]


def _check(change: ControlChange, _today: date) -> None:
    day, proposal = day_of(change), change.proposal
    if not can_be_copied(proposal["code"]):
        raise ChangeRefused(_("This table is of another kind."), field="code")
    none_yet(RateTable, proposal["code"])
    if not proposal["name"]:
        raise ChangeRefused(_("Say what the tariff is called."), field="name")
    if not can_be_copied(proposal["source"]) or tariffs.version_on(proposal["source"], day) is None:
        raise ChangeRefused(_("A new tariff cannot begin as a copy of this table."))
    if not proposal["filing"]:
        raise ChangeRefused(_("A tariff is filed before it is used: enter the filing number."), field="filing")
    try:
        tariff_tables.ranges_in_order(proposal["data"])
        tariff_units.within_bounds(proposal["code"], proposal["data"], bounds_on(day))
    except tariff_tables.CellFault as fault:
        raise ChangeRefused(fault.said(_), field=fault.path) from None
    _check_cases(change)


def _check_cases(change: ControlChange) -> None:
    """Nothing is released untested; what a case must cost is worked out by hand and compared (PRD-06)."""
    if not change.proposal["cases"]:
        text = _("A new tariff is released with at least one regression case: enter what a case must cost by it.")
        raise ChangeRefused(text, field="expected")
    failed = [(kept, run) for kept, run in zip(change.proposal["cases"], _runs(change), strict=True) if not run.passed]
    if failed:
        faults = {f"{CASE_FIELD}{kept['of']}": _failed(run) for kept, run in failed}
        names = _(", ").join(f"{run.case.code} {run.case.title}" for _kept, run in failed)
        message = _("Regression cases give another premium than expected: %(cases)s.") % {"cases": names}
        raise ChangeRefused(message, field="expected", details={"fields": faults})


def _failed(run: tariffs.CaseRun) -> str:
    if run.given is None:
        return _("The new figures do not price this case: %(why)s") % {"why": _(run.fault)}
    return _("The new figures give %(given)s. Look at both figures.") % {"given": f"{run.given:,.2f}"}


def _runs(change: ControlChange) -> list[tariffs.CaseRun]:
    proposal = change.proposal
    cases = copies(proposal["code"], proposal["cases"])
    return tariffs.run_copies(proposal["code"], proposal["data"], day_of(change), cases)


def _current(change: ControlChange) -> dict[str, Any]:
    held = tariffs.version_on(change.proposal["code"], day_of(change))
    return {"version": held.version} if held else {}


def _apply(change: ControlChange, command: Command) -> None:
    """The tariff holds from its day, and so do the cases by which its versions to come are tested."""
    proposal, effective = change.proposal, DateRange(day_of(change), None)
    released = {"proposed_by_id": change.proposed_by_id, "approved_by_id": command.actor.staff_id}
    RateTable.objects.create(
        code=proposal["code"],
        version=f"{proposal['name']} {change.number}",
        data=proposal["data"],
        filing=proposal["filing"],
        effective=effective,
        **released,
    )
    for case in copies(proposal["code"], proposal["cases"]):
        case.version, case.source, case.effective = f"{case.code} {change.number}", change.number, effective
        case.proposed_by_id, case.approved_by_id = change.proposed_by_id, command.actor.staff_id
        case.save(force_insert=True)
    transaction.on_commit(tables.forget)


def _describe(change: ControlChange) -> Sequence[Difference]:
    """Every figure of the new tariff with its unit, then what its cases must cost."""
    proposal, code = change.proposal, change.proposal["code"]
    figures = [
        Difference(named_path(path, _, code), "", tariff_units.shown(code, path, new))
        for path, _old, new in tariff_tables.changed_cells({}, proposal["data"])
    ]
    cases = [
        Difference(_("Expected premium of case %(case)s") % {"case": case.code}, "", f"{case.expected:,.2f}")
        for case in copies(code, proposal["cases"])
    ]
    return (
        Difference(_("Name"), "", proposal["name"]),
        Difference(_("Copy of"), "", proposal["source"], counts=False),
        *figures,
        *cases,
        Difference(_("Filing number"), "", proposal["filing"], counts=False),
    )


def _affected(change: ControlChange) -> Sequence[Affected]:
    """The cases under the new figures, and where these leave the tariff that was copied."""
    proposal, code = change.proposal, change.proposal["code"]
    source = tariffs.version_on(proposal["source"], day_of(change))
    changed = tariff_tables.changed_cells(source.data, proposal["data"]) if source else []
    return (
        *tried(_runs(change)),
        *(
            Affected(
                f"{proposal['source']} · {named_path(path, _, code)}",
                f"{tariff_units.shown(code, path, old) or '–'} → {tariff_units.shown(code, path, new) or '–'}",
            )
            for path, old, new in changed
        ),
    )


CHANGE = ChangeKind(
    kind=KIND,
    label=gettext_noop("New tariffs"),
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
