"""The worked cases of motor claims (domain 7.3)."""

from __future__ import annotations

from decimal import Decimal

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
    liable={DEATH: Decimal(180000), MEDICAL: Decimal(18000), PROPERTY: Decimal(2000)},
    blameless={DEATH: Decimal(18000), MEDICAL: Decimal(1800), PROPERTY: Decimal(100)},
)
NOTHING = Deductions()


def test_mc2_the_limit_goes_before_the_fault_deductible() -> None:
    case = ThirdParty(loss=Decimal(600000), compulsory_paid=Decimal(122000), ratio=Decimal(1), limit=Decimal(300000))
    explained = pay_third_party(case, Deductions(fault_rate=Decimal("0.20")))
    assert explained.result == Decimal("240000.00")
    assert [step.result for step in explained.steps][1:4] == [
        Decimal("478000.00"),
        Decimal("478000.00"),
        Decimal("300000.00"),
    ]


@pytest.mark.parametrize(("fault_rate", "paid"), [("0", "58100.00"), ("0.15", "49385.00")])
def test_mc4_pedestrian(fault_rate: str, paid: str) -> None:
    losses = {MEDICAL: Decimal(30000), DEATH: Decimal(250000), PROPERTY: Decimal(3000)}
    compulsory = pay_compulsory(losses, LIMITS)
    assert compulsory.total == Decimal("200000.00")
    assert [step.result for step in compulsory.steps] == [Decimal("180000.00"), Decimal("18000.00"), Decimal("2000.00")]
    case = ThirdParty(
        loss=Decimal(283000), compulsory_paid=compulsory.total, ratio=Decimal("0.7"), limit=Decimal(500000)
    )
    assert pay_third_party(case, Deductions(fault_rate=Decimal(fault_rate))).result == Decimal(paid)


@pytest.mark.parametrize(("residual", "paid"), [("0", "93500.00"), ("6000", "87500.00")])
def test_mc5_total_loss(residual: str, paid: str) -> None:
    case = OwnDamage(
        repair=Decimal(120000),
        value=Decimal(96000),
        sum_insured=Decimal(96000),
        total_loss=True,
        received=Decimal(2000),
        residual=Decimal(residual),
    )
    assert pay_own_damage(case, Deductions(amount=Decimal(500))).result == Decimal(paid)


@pytest.mark.parametrize(("rates", "paid"), [((), "22000.00"), ((Decimal("0.15"),), "18700.00")])
def test_mc8_seats(rates: tuple[Decimal, ...], paid: str) -> None:
    assert pay_seats(
        [Decimal(8000), Decimal(15000), Decimal(4000)], Decimal(10000), 5, Deductions(extra_rates=rates)
    ).result == Decimal(paid)


def test_no_more_persons_than_seats() -> None:
    assert pay_seats([Decimal(1000), Decimal(3000), Decimal(2000)], Decimal(10000), 2, NOTHING).result == Decimal(
        "5000.00"
    )


def test_mc9_full_fault_against_a_blameless_vehicle() -> None:
    to_b = pay_compulsory({PROPERTY: Decimal(8000)}, LIMITS)
    assert to_b.total == Decimal("2000.00")
    rest = ThirdParty(loss=Decimal(8000), compulsory_paid=to_b.total, ratio=Decimal(1), limit=Decimal(1000000))
    assert pay_third_party(rest, NOTHING).result == Decimal("6000.00")
    on_behalf = pay_compulsory({PROPERTY: Decimal(10000)}, LIMITS, liable=False)
    assert on_behalf.total == Decimal("100.00")
    own = OwnDamage(repair=Decimal(10000), value=Decimal(96000), sum_insured=Decimal(96000), received=on_behalf.total)
    assert pay_own_damage(own, NOTHING).result == Decimal("9900.00")


def test_mc10_three_vehicles_at_fault() -> None:
    losses = {"A": Decimal(3600), "B": Decimal(4200), "C": Decimal(2400)}
    paid = between_vehicles(losses, dict.fromkeys("ABC", Decimal(2000)))
    assert paid == {
        ("A", "B"): Decimal("1272.73"),
        ("A", "C"): Decimal("727.27"),
        ("B", "A"): Decimal("1200.00"),
        ("B", "C"): Decimal("800.00"),
        ("C", "A"): Decimal("923.08"),
        ("C", "B"): Decimal("1076.92"),
    }


def test_mc11_two_victims_in_one_limit() -> None:
    assert share_among_victims([Decimal(150000), Decimal(90000)], Decimal(180000)) == [
        Decimal("112500.00"),
        Decimal("67500.00"),
    ]
    assert share_among_victims([Decimal(1000), Decimal(500)], Decimal(180000)) == [
        Decimal("1000.00"),
        Decimal("500.00"),
    ]


@pytest.mark.parametrize(("combination", "paid"), [(Combination.MULTIPLY, "19440.00"), (Combination.ADD, "19200.00")])
def test_mc13_deductibles_together(combination: Combination, paid: str) -> None:
    case = ThirdParty(loss=Decimal(50000), compulsory_paid=Decimal(2000), ratio=Decimal("0.5"), limit=Decimal(500000))
    deductions = Deductions(fault_rate=Decimal("0.10"), extra_rates=(Decimal("0.10"),), combination=combination)
    assert pay_third_party(case, deductions).result == Decimal(paid)


def test_mc14_a_drunk_driver_gets_an_advance_for_the_victim_only() -> None:
    assert advance_rescue_cost(Decimal(25000), LIMITS) == Decimal("18000.00")


def test_old_clause_partial_loss_with_average() -> None:
    case = OwnDamage(
        repair=Decimal(20000),
        value=Decimal(90000),
        sum_insured=Decimal(80000),
        residual=Decimal(500),
        received=Decimal(2000),
        ratio=Decimal("0.7"),
        average=Decimal("0.8"),
    )
    # (20,000 − 500 − 2,000) × 0.7 × 0.8 = 9,800 × 0.85 = 8,330
    assert pay_own_damage(case, Deductions(fault_rate=Decimal("0.15"))).result == Decimal("8330.00")


def test_categories_do_not_help_each_other_out() -> None:
    assert pay_compulsory({PROPERTY: Decimal(50000)}, LIMITS).total == Decimal("2000.00")
    assert pay_compulsory({}, LIMITS).total == Decimal("0.00")
