"""The worked cases of motor claims (domain 7.3)."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from claims.rules.commercial import (
    Combination,
    Deductions,
    OwnDamage,
    ThirdParty,
    pay_own_damage,
    pay_seats,
    pay_third_party,
)
from claims.rules.compulsory import (
    Category,
    CompulsoryLimits,
    advance_rescue_cost,
    between_vehicles,
    pay_compulsory,
    share_among_victims,
)

DEATH, MEDICAL, PROPERTY = Category.DEATH_DISABILITY, Category.MEDICAL, Category.PROPERTY
LIMITS = CompulsoryLimits(
    version="2020",
    liable={DEATH: D(180000), MEDICAL: D(18000), PROPERTY: D(2000)},
    blameless={DEATH: D(18000), MEDICAL: D(1800), PROPERTY: D(100)},
)
NOTHING = Deductions()


def test_mc2_the_limit_goes_before_the_fault_deductible() -> None:
    case = ThirdParty(loss=D(600000), compulsory_paid=D(122000), ratio=D(1), limit=D(300000))
    explained = pay_third_party(case, Deductions(fault_rate=D("0.20")))
    assert explained.result == D("240000.00")
    assert [step.result for step in explained.steps][1:4] == [D("478000.00"), D("478000.00"), D("300000.00")]


@pytest.mark.parametrize(("fault_rate", "paid"), [("0", "58100.00"), ("0.15", "49385.00")])
def test_mc4_pedestrian(fault_rate: str, paid: str) -> None:
    losses = {MEDICAL: D(30000), DEATH: D(250000), PROPERTY: D(3000)}
    compulsory = pay_compulsory(losses, LIMITS)
    assert compulsory.total == D("200000.00")
    assert [step.result for step in compulsory.steps] == [D("180000.00"), D("18000.00"), D("2000.00")]
    case = ThirdParty(loss=D(283000), compulsory_paid=compulsory.total, ratio=D("0.7"), limit=D(500000))
    assert pay_third_party(case, Deductions(fault_rate=D(fault_rate))).result == D(paid)


@pytest.mark.parametrize(("residual", "paid"), [("0", "93500.00"), ("6000", "87500.00")])
def test_mc5_total_loss(residual: str, paid: str) -> None:
    case = OwnDamage(
        repair=D(120000), value=D(96000), sum_insured=D(96000), total_loss=True, received=D(2000), residual=D(residual)
    )
    assert pay_own_damage(case, Deductions(amount=D(500))).result == D(paid)


@pytest.mark.parametrize(("rates", "paid"), [((), "22000.00"), ((D("0.15"),), "18700.00")])
def test_mc8_seats(rates: tuple[D, ...], paid: str) -> None:
    assert pay_seats([D(8000), D(15000), D(4000)], D(10000), 5, Deductions(extra_rates=rates)).result == D(paid)


def test_no_more_persons_than_seats() -> None:
    assert pay_seats([D(1000), D(3000), D(2000)], D(10000), 2, NOTHING).result == D("5000.00")


def test_mc9_full_fault_against_a_blameless_vehicle() -> None:
    to_b = pay_compulsory({PROPERTY: D(8000)}, LIMITS)
    assert to_b.total == D("2000.00")
    rest = ThirdParty(loss=D(8000), compulsory_paid=to_b.total, ratio=D(1), limit=D(1000000))
    assert pay_third_party(rest, NOTHING).result == D("6000.00")
    on_behalf = pay_compulsory({PROPERTY: D(10000)}, LIMITS, liable=False)
    assert on_behalf.total == D("100.00")
    own = OwnDamage(repair=D(10000), value=D(96000), sum_insured=D(96000), received=on_behalf.total)
    assert pay_own_damage(own, NOTHING).result == D("9900.00")


def test_mc10_three_vehicles_at_fault() -> None:
    losses = {"A": D(3600), "B": D(4200), "C": D(2400)}
    paid = between_vehicles(losses, dict.fromkeys("ABC", D(2000)))
    assert paid == {
        ("A", "B"): D("1272.73"),
        ("A", "C"): D("727.27"),
        ("B", "A"): D("1200.00"),
        ("B", "C"): D("800.00"),
        ("C", "A"): D("923.08"),
        ("C", "B"): D("1076.92"),
    }


def test_mc11_two_victims_in_one_limit() -> None:
    assert share_among_victims([D(150000), D(90000)], D(180000)) == [D("112500.00"), D("67500.00")]
    assert share_among_victims([D(1000), D(500)], D(180000)) == [D("1000.00"), D("500.00")]


@pytest.mark.parametrize(("combination", "paid"), [(Combination.MULTIPLY, "19440.00"), (Combination.ADD, "19200.00")])
def test_mc13_deductibles_together(combination: Combination, paid: str) -> None:
    case = ThirdParty(loss=D(50000), compulsory_paid=D(2000), ratio=D("0.5"), limit=D(500000))
    deductions = Deductions(fault_rate=D("0.10"), extra_rates=(D("0.10"),), combination=combination)
    assert pay_third_party(case, deductions).result == D(paid)


def test_mc14_a_drunk_driver_gets_an_advance_for_the_victim_only() -> None:
    assert advance_rescue_cost(D(25000), LIMITS) == D("18000.00")


def test_old_clause_partial_loss_with_average() -> None:
    case = OwnDamage(
        repair=D(20000),
        value=D(90000),
        sum_insured=D(80000),
        residual=D(500),
        received=D(2000),
        ratio=D("0.7"),
        average=D("0.8"),
    )
    # (20,000 − 500 − 2,000) × 0.7 × 0.8 = 9,800 × 0.85 = 8,330
    assert pay_own_damage(case, Deductions(fault_rate=D("0.15"))).result == D("8330.00")


def test_categories_do_not_help_each_other_out() -> None:
    assert pay_compulsory({PROPERTY: D(50000)}, LIMITS).total == D("2000.00")
    assert pay_compulsory({}, LIMITS).total == D("0.00")
