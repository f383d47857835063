"""Regression cases are added and given up by four eyes: who changes a tariff is not alone with its tests (PRD-06)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from core.workflow.command import Command
from organisation.models import ControlChange
from organisation.public import ChangeKind, ChangeRefused, ChangeWanted, Difference, propose_change
from underwriting.models import RatingCase
from underwriting.rules import state_tables
from underwriting.rules.catalogue_posts import PRODUCT_QUEUE, STATE_QUEUE
from underwriting.rules.words import gettext_noop
from underwriting.selectors import tariffs
from underwriting.selectors.case_content import said_by
from underwriting.selectors.table_cases import TESTS
from underwriting.services.versions import day_of, end_version

KIND, STATE_KIND, END_KIND, STATE_END_KIND = (
    "underwriting.rating_case",
    "underwriting.state_rating_case",
    "underwriting.rating_case_end",
    "underwriting.state_rating_case_end",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseWanted:
    """A case as it is asked for: what is entered, for which period, and what must come out of it."""

    product: str
    title: str
    content: Mapping[str, Any]
    start_on: date
    end_on: date
    expected: Decimal
    effective_on: date


def propose_case(command: Command, *, wanted: CaseWanted) -> ControlChange:
    """Ask for one more case; the tables in force must give what it expects."""
    code = _next_code(wanted.product)
    change = ChangeWanted(
        kind=_kind(wanted.product, KIND, STATE_KIND),
        unit_id=command.actor.unit_id,
        subject=code,
        title=f"{_('Regression case')} {code} · {wanted.title.strip()}",
        proposal={
            "code": code,
            "product": wanted.product,
            "title": wanted.title.strip(),
            "content": dict(wanted.content),
            "start_on": wanted.start_on.isoformat(),
            "end_on": wanted.end_on.isoformat(),
            "expected": str(wanted.expected),
        },
        effective_on=wanted.effective_on,
    )
    return propose_change(command, wanted=change)


def propose_case_end(command: Command, *, code: str, effective_on: date) -> ControlChange:
    """Ask to give a case up from a day on."""
    held = RatingCase.objects.filter(code=code, effective__contains=effective_on).first()
    if held is None:
        raise ChangeRefused(_("No such case is in force on that day."), field="effective_on")
    change = ChangeWanted(
        kind=_kind(held.product, END_KIND, STATE_END_KIND),
        unit_id=command.actor.unit_id,
        subject=code,
        title=f"{_('Give up regression case')} {code} · {held.title}",
        proposal={"code": code, "product": held.product},
        effective_on=effective_on,
    )
    return propose_change(command, wanted=change)


def _kind(product: str, usual: str, state: str) -> str:
    return state if product in state_tables.FIXED_BY_STATE else usual


def _next_code(product: str) -> str:
    count = RatingCase.objects.filter(product=product).values("code").distinct().count()
    known = set(RatingCase.objects.values_list("code", flat=True))
    return next(code for n in range(count + 1, count + len(known) + 2) if (code := f"{product[:14]}-{n}") not in known)


def _case(change: ControlChange) -> RatingCase:
    said = change.proposal
    return RatingCase(
        code=said["code"],
        product=said["product"],
        title=said["title"],
        content=said["content"],
        start_on=date.fromisoformat(said["start_on"]),
        end_on=date.fromisoformat(said["end_on"]),
        expected=Decimal(said["expected"]),
    )


def _check(change: ControlChange, _today: date) -> None:
    case, day = _case(change), day_of(change)
    if not case.title:
        raise ChangeRefused(_("Say what the case is about."), field="title")
    if case.end_on < case.start_on:
        raise ChangeRefused(_("The period ends after it begins."), field="end_on")
    if RatingCase.objects.filter(code=case.code, effective__endswith__gt=day).exists():
        raise ChangeRefused(_("There is a case of this number already."))
    run = tariffs.run_case(case, day)
    if run.given is None:
        raise ChangeRefused(_("The tables in force do not price this case: %(why)s") % {"why": run.fault})
    if not run.passed:
        text = _("The tables in force give %(given)s. Look at both figures before you propose the case.")
        raise ChangeRefused(text % {"given": f"{run.given:,.2f}"}, field="expected")


def _check_end(change: ControlChange, _today: date) -> None:
    """What remains must still test every table."""
    code, product, day = change.proposal["code"], change.proposal["product"], day_of(change)
    if not RatingCase.objects.filter(code=code, effective__contains=day).exists():
        raise ChangeRefused(_("No such case is in force on that day."), field="effective_on")
    if not RatingCase.objects.filter(product=product, effective__contains=day).exclude(code=code).exists():
        raise ChangeRefused(_("This is the last case of its kind; add another one before it is given up."))


def _current(change: ControlChange) -> dict[str, Any]:
    held = RatingCase.objects.filter(code=change.proposal["code"], effective__contains=day_of(change)).first()
    return {"version": held.version, "title": held.title, "expected": str(held.expected)} if held else {}


def _apply(change: ControlChange, command: Command) -> None:
    case = _case(change)
    case.version, case.source = f"{case.code} {change.number}", change.number
    case.effective = DateRange(day_of(change), None)
    case.proposed_by_id, case.approved_by_id = change.proposed_by_id, command.actor.staff_id
    case.save(force_insert=True)


def _apply_end(change: ControlChange, _command: Command) -> None:
    end_version(RatingCase, change.proposal["code"], day_of(change))


def _describe(change: ControlChange) -> Sequence[Difference]:
    case = _case(change)
    return (
        Difference(_("Title"), "", case.title),
        Difference(_("Period"), "", f"{case.start_on} – {case.end_on}"),
        *(Difference(label, "", text) for label, text in said_by(case)),
        Difference(_result_of(case), "", f"{case.expected:,.2f}"),
    )


def _result_of(case: RatingCase) -> str:
    """What the figure is that the case expects."""
    return _(TESTS[case.product].result) if case.product in TESTS else _("Expected from now on")


def _describe_end(change: ControlChange) -> Sequence[Difference]:
    return (
        Difference(_("Regression case"), f"{change.proposal['code']} {change.before.get('title', '')}", ""),
        Difference(_("Expected from now on"), f"{Decimal(change.before.get('expected', '0')):,.2f}", ""),
    )


CHANGE = ChangeKind(
    kind=KIND,
    label=gettext_noop("Regression cases"),
    propose="underwriting.propose_product",
    approve="underwriting.approve_product",
    check=_check,
    current=_current,
    apply=_apply,
    describe=_describe,
    queue=PRODUCT_QUEUE,
    icon="checklist",
)
END_CHANGE = replace(
    CHANGE,
    kind=END_KIND,
    label=gettext_noop("Regression cases given up"),
    check=_check_end,
    apply=_apply_end,
    describe=_describe_end,
)


def _of_the_state(change: ChangeKind, kind: str, label: str) -> ChangeKind:
    """The same for what the state fixes: head office proposes and releases."""
    return replace(
        change,
        kind=kind,
        label=label,
        propose=state_tables.PROPOSE,
        approve=state_tables.APPROVE,
        queue=STATE_QUEUE,
    )


CHANGES = (
    CHANGE,
    END_CHANGE,
    _of_the_state(CHANGE, STATE_KIND, gettext_noop("Regression cases of state tables")),
    _of_the_state(END_CHANGE, STATE_END_KIND, gettext_noop("Regression cases of state tables given up")),
)
