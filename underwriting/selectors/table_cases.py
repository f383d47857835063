"""Tests of the tables that are no tariff of a product: refunds, taxes, short rates, the list of major risks. Each has
its own kind of regression case; ``fields`` are what such a case says beside its period (PRD-06)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from core.money import net_of_tax, to_cents
from underwriting.models import Proposal, RatingCase
from underwriting.rules import ending
from underwriting.rules.compulsory_motor import CLASS_NAMES
from underwriting.rules.grounds import Ground
from underwriting.rules.lines import LINE_LABELS, MOTOR
from underwriting.rules.periods import short_rates
from underwriting.rules.products import ProductFact
from underwriting.rules.rating import RatingFault
from underwriting.rules.risk_duty import RiskFacts, grounds
from underwriting.rules.words import gettext_noop as _
from underwriting.selectors import policy_life, pricing
from underwriting.selectors.risk_facts import rules_on
from underwriting.selectors.tables import table

ZERO = Decimal(0)
AMOUNT, DAY, CHOICE = "amount", "day", "choice"
ENDS = {
    "before_start": _("before cover begins"),
    "holder": _("surrender by the policyholder"),
    "insurer": _("termination by the insurer"),
    "intent": _("intent or fraud"),
    "negligence": _("gross negligence"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One entry of a case; ``choices`` are codes with their English words."""

    name: str
    label: str
    kind: str = AMOUNT
    choices: tuple[tuple[str, str], ...] = ()
    required: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class TableTest:
    """How a table is tested: what a case says, what comes out, and what that figure is called."""

    result: str
    fields: tuple[Asked, ...]
    run: Callable[[RatingCase], Decimal]


def refund_of(case: RatingCase, sold: ProductFact | None = None) -> Decimal:
    """What goes back by the rules and short rates of the day, as an ending works it out; ``sold`` is a version of the
    product that is tried instead of the one in force."""
    said = case.content
    line, on = said["line"], case.start_on
    rule = policy_life.rule_of(line, line, said["case"], sold_on=on, on=on, sold=sold)
    wanted = ending.Wanted(
        ground=Ground.WISH,
        group=policy_life.group_of(line, on),
        start_on=case.start_on,
        end_on=case.end_on,
        last_day=date.fromisoformat(said["last_day"]),
        today=case.start_on,
    )
    shares = policy_life.shares_of(rule, case.start_on)
    try:
        steps = ending.refund(rule, premium=Decimal(said["premium"]), wanted=wanted, shares=shares).steps
    except ending.EndingFault as fault:
        raise RatingFault(fault.field, str(fault)) from None
    return Decimal(steps[-1].result or ZERO)


def tax_of(case: RatingCase) -> Decimal:
    """The tax within a premium."""
    _net, tax = net_of_tax(Decimal(case.content["premium"]), pricing.premium_tax_rate(case.start_on, MOTOR))
    return tax


def vehicle_tax_of(case: RatingCase) -> Decimal:
    """The vehicle tax of a year, as it is taken with compulsory cover."""
    said = case.content
    vehicle = Proposal(
        start_on=case.start_on,
        end_on=case.end_on,
        vehicle_class=said["vehicle_class"],
        displacement=Decimal(said.get("displacement") or 0),
        tonnes=Decimal(said.get("tonnes") or 0),
    )
    return pricing.vehicle_tax(vehicle, case.start_on)


def short_premium_of(case: RatingCase) -> Decimal:
    """The share of a premium of a year that a short period costs."""
    rates = short_rates(table(case.product, case.start_on).data)
    return to_cents(Decimal(case.content["premium"]) * rates.share(case.start_on, case.end_on))


def grounds_of(case: RatingCase) -> Decimal:
    """For how many reasons the risk must be assessed."""
    said: Mapping[str, Any] = case.content
    ratio = said.get("loss_ratio")
    facts = RiskFacts(
        lines=frozenset({said["line"]}),
        occupancy=said.get("occupancy") or "",
        exports=said.get("exports") == "yes",
        loss_ratio=Decimal(ratio) if ratio else None,
    )
    return Decimal(len(grounds(facts, rules_on(case.start_on))))


_PREMIUM = Asked(name="premium", label=_("Premium of the case"))
_LINE = Asked(name="line", label=_("Line"), kind=CHOICE, choices=tuple(LINE_LABELS.items()))
_CLASSES = tuple((name.value, label) for name, label in CLASS_NAMES.items())
_SHORT = TableTest(result=_("Premium of the short period"), fields=(_PREMIUM,), run=short_premium_of)
TESTS: Mapping[str, TableTest] = {
    "refund.rules": TableTest(
        result=_("Refund"),
        fields=(
            _LINE,
            Asked(name="case", label=_("Reason of the end"), kind=CHOICE, choices=tuple(ENDS.items())),
            _PREMIUM,
            Asked(name="last_day", label=_("Last day of cover"), kind=DAY),
        ),
        run=refund_of,
    ),
    "premium_tax": TableTest(result=_("Tax within the premium"), fields=(_PREMIUM,), run=tax_of),
    "vehicle_tax": TableTest(
        result=_("Vehicle tax"),
        fields=(
            Asked(name="vehicle_class", label=_("Vehicle class"), kind=CHOICE, choices=_CLASSES),
            Asked(name="displacement", label=_("Displacement (litres)"), required=False),
            Asked(name="tonnes", label=_("Tonnes"), required=False),
        ),
        run=vehicle_tax_of,
    ),
    "short_rate.motor": _SHORT,
    "short_rate.property": _SHORT,
    "short_rate.accident": _SHORT,
    "risk.compulsory": TableTest(
        result=_("Reasons for an assessment"),
        fields=(
            _LINE,
            Asked(name="loss_ratio", label=_("Loss ratio of the line (%)"), required=False),
            Asked(name="occupancy", label=_("Occupancy of the list"), kind="text", required=False),
        ),
        run=grounds_of,
    ),
}
