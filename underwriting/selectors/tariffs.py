"""Tariffs as people look at them: versions, regression cases on a draft, and what past proposals would have cost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from organisation.models import Unit
from organisation.public import ScopedActor, parameter
from underwriting.models import ProductVersion, Proposal, RateTable, RatingCase
from underwriting.rules.commercial_motor import FactorOutOfRange
from underwriting.rules.compulsory_motor import NoTariff
from underwriting.rules.lines import MOTOR
from underwriting.rules.rating import RatingFault
from underwriting.rules.table_kinds import can_be_copied
from underwriting.selectors import catalogue, own_cases
from underwriting.selectors.line_pricing import price_line
from underwriting.selectors.pricing import price
from underwriting.selectors.products import held_or_to_come
from underwriting.selectors.table_cases import TESTS
from underwriting.selectors.tables import NoTable, Table, trying

ZERO = Decimal(0)
SHOWN = 12
MOTOR_TABLES = frozenset({"mci.tariff", "motor.commercial", "motor.depreciation", "short_rate.motor", "vehicle_tax"})
FAULTS = (RatingFault, NoTable, catalogue.NoProduct, NoTariff, FactorOutOfRange, KeyError, Unit.DoesNotExist)


def released() -> Q:
    """Reference versions have no proposer; changes count once a second person approved them."""
    return Q(proposed_by=None) | Q(approved_by__isnull=False)


def tariffs_in_force(on: date) -> QuerySet[RateTable]:
    """One row per table: the version of the day."""
    return RateTable.objects.filter(released(), effective__contains=on).select_related("proposed_by", "approved_by")


def tariffs_listed(on: date) -> QuerySet[RateTable]:
    """One row per table: the version of the day, or the one to come of a new tariff."""
    rows = held_or_to_come(RateTable, on).filter(released())
    return rows.select_related("proposed_by", "approved_by")


def shown_on(code: str, on: date) -> RateTable | None:
    """The version of the day; of a new tariff the one to come."""
    return tariffs_listed(on).filter(code=code).order_by("effective").first()


def copyable(on: date) -> list[RateTable]:
    """The tariffs that a new one can begin as a copy of: motor and what the state fixes stand alone."""
    return [row for row in tariffs_in_force(on).order_by("code") if can_be_copied(row.code)]


def tables_of(held: ProductVersion, on: date) -> list[RateTable]:
    """The tables in force that make the premium of a product."""
    codes = [code for code in (held.tariff, held.short_rate) if code]
    return list(tariffs_in_force(on).filter(code__in=codes).order_by("code"))


def versions_of(code: str) -> list[RateTable]:
    """Every released version, the newest first."""
    rows = RateTable.objects.filter(released(), code=code).select_related("proposed_by", "approved_by")
    return list(rows.order_by("-effective"))


def version_on(code: str, on: date) -> RateTable | None:
    """The released version of a day."""
    return RateTable.objects.filter(released(), code=code, effective__contains=on).first()


def products_of(code: str, on: date) -> list[ProductVersion]:
    """The products that are priced by a table."""
    rows = ProductVersion.objects.filter(Q(tariff=code) | Q(short_rate=code), effective__contains=on)
    return list(rows.order_by("code"))


def lines_of(code: str, on: date) -> list[str]:
    """Codes of proposals that the table prices; motor tables price the combination."""
    if code in MOTOR_TABLES:
        return [MOTOR]
    return [row.code for row in products_of(code, on)]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRun:
    """A regression case on a draft. ``given`` is None where the draft does not price it at all."""

    case: RatingCase
    expected: Decimal
    given: Decimal | None
    fault: str = ""

    @property
    def passed(self) -> bool:
        return self.given == self.expected

    @property
    def difference(self) -> Decimal | None:
        return None if self.given is None else self.given - self.case.expected

    @property
    def percent(self) -> Decimal | None:
        """By how much the result changes, in percent of what the case expected so far."""
        return None if self.given is None else in_percent(self.case.expected, self.given)


def in_percent(old: Decimal, new: Decimal) -> Decimal | None:
    """The difference in percent of the old figure; None from nothing."""
    return round(100 * (new - old) / old, 2) if old else None


def cases_of(codes: Iterable[str], on: date) -> list[RatingCase]:
    """The cases of products, or of tables with cases of their own, in force on a day."""
    wanted = list(codes)
    tests = Q(product__in=wanted) | Q(content__short_rate__in=wanted)  # a tariff's own case names its short rates
    return list(RatingCase.objects.filter(tests, effective__contains=on).order_by("code"))


def cases_of_table(code: str, on: date) -> list[RatingCase]:
    """Every case that a table must pass."""
    return cases_of([*lines_of(code, on), code], on)


def is_tested(code: str, cases: Sequence[RatingCase]) -> bool:
    """Whether a new version can be released: a table with a test of its own kind needs a case of that kind, a tariff
    one of a product that it prices (PRD-06)."""
    return any(case.product == code for case in cases) if code in TESTS else bool(cases)


def run_cases(code: str, data: Mapping[str, Any], on: date, expected: Mapping[str, str]) -> list[CaseRun]:
    """Every case that the table prices, under the draft; ``expected`` are premiums that it changes, by case."""
    lines = lines_of(code, on)
    catalogue.read_together(lines, on, tables=MOTOR_TABLES if MOTOR in lines else ())
    cases = cases_of([*lines, code], on)
    _read_products(cases)
    with trying(Table(code, "draft", data), on=on):
        return [_run(case, expected) for case in cases]


def run_copies(code: str, data: Mapping[str, Any], on: date, cases: Sequence[RatingCase]) -> list[CaseRun]:
    """The cases that a new tariff is proposed with, under its draft."""
    with trying(Table(code, "draft", data), on=on):
        return [_run(case, {}) for case in cases]


def _read_products(cases: Sequence[RatingCase]) -> None:
    """Cases of tables name a product each: those of one day are read together."""
    named: dict[date, set[str]] = {}
    for case in cases:
        if case.product in TESTS and case.content.get("line"):
            named.setdefault(case.start_on, set()).add(case.content["line"])
    for day, codes in named.items():
        catalogue.read_together(sorted(codes), day)


def run_case(case: RatingCase, on: date) -> CaseRun:
    """One case by the tables of a day."""
    with trying(Table("", "in force", {}), on=on):
        return _run(case, {})


def _run(case: RatingCase, expected: Mapping[str, str]) -> CaseRun:
    wanted = Decimal(expected.get(case.code) or case.expected)
    try:
        given = premium_of_case(case)
    except FAULTS as fault:
        return CaseRun(case=case, expected=wanted, given=None, fault=str(fault))
    return CaseRun(case=case, expected=wanted, given=given)


def premium_of_case(case: RatingCase) -> Decimal:
    """What the tables in force, or those being tried, give; motor entries are priced as unsaved proposals."""
    if case.product in TESTS:
        return TESTS[case.product].run(case)
    if own_cases.is_own(case):
        return own_cases.premium_of(case)
    if case.product != MOTOR:
        return price_line(case.product, case.content, start_on=case.start_on, end_on=case.end_on).rated.premium
    entry = dict(case.content)
    unit = Unit.objects.get(code=entry.pop("unit"))
    return price(motor_entry(entry, case), unit).total


def motor_entry(entry: Mapping[str, Any], case: RatingCase) -> Proposal:
    """A proposal as the case describes it."""
    found = Proposal(start_on=case.start_on, end_on=case.end_on)
    for name, value in entry.items():
        setattr(found, name, _column(name).to_python(value))
    return found


def _column(name: str) -> Any:
    return Proposal._meta.get_field(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Repriced:
    """A past proposal under the table in force and under the draft."""

    proposal_id: int
    number: str
    old: Decimal
    new: Decimal

    @property
    def difference(self) -> Decimal:
        return self.new - self.old


@dataclass(slots=True, kw_only=True)
class History:
    """Past proposals priced again: sums of both, what changes most, what the draft does not price."""

    days: int
    old: Decimal = ZERO
    new: Decimal = ZERO
    priced: int = 0
    changed: list[Repriced] = field(default_factory=list)
    not_priced: int = 0

    @property
    def difference(self) -> Decimal:
        return self.new - self.old

    @property
    def share(self) -> Decimal:
        return round(100 * self.difference / self.old, 2) if self.old else ZERO

    @property
    def shown(self) -> list[Repriced]:
        return sorted(self.changed, key=lambda one: -abs(one.difference))[:SHOWN]


def unit_of(actor: ScopedActor) -> Unit:
    """The unit in which somebody works: its branch's proposals are priced again."""
    return Unit.objects.get(pk=actor.unit_id)


def on_history(code: str, data: Mapping[str, Any], unit: Unit, *, on: date, today: date) -> History:
    """What the proposals of the last days would have cost by the draft: nothing of them is changed (PRD-06)."""
    days = parameter("underwriting.backtest_days", unit, today)
    most = parameter("underwriting.backtest_most", unit, today)
    found = History(days=days)
    rows = Proposal.objects.filter(
        branch_id=unit.branch_id or unit.pk,
        line__in=lines_of(code, on),
        created_at__date__gte=today - timedelta(days=days),
    ).select_related("unit")
    draft = Table(code, "draft", data)
    for proposal in rows.order_by("-created_at")[:most]:
        _reprice(proposal, draft, found)
    return found


def _reprice(proposal: Proposal, draft: Table, found: History) -> None:
    try:
        old = premium_again(proposal)
        with trying(draft):
            new = premium_again(proposal)
    except FAULTS:
        found.not_priced += 1
        return
    found.priced += 1
    found.old, found.new = found.old + old, found.new + new
    if new != old:
        found.changed.append(Repriced(proposal_id=proposal.pk, number=proposal.number, old=old, new=new))


def premium_again(proposal: Proposal) -> Decimal:
    """By the tables in force, or those being tried."""
    if proposal.is_motor:
        return price(proposal, proposal.unit).total
    period = {"start_on": proposal.start_on, "end_on": proposal.end_on}
    return price_line(proposal.line, proposal.content, **period).rated.premium
