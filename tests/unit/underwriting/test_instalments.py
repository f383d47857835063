"""Instalments as domain 5.8 gives them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from underwriting.rules.instalments import Instalment, Plan, fault_of


def plan(*amounts: int, days: tuple[date, ...] = ()) -> Plan:
    dues = days or tuple(date(2025, 12 if n == 0 else n, 1) for n in range(len(amounts)))
    dues = (date(2024, 12, 31), *dues[1:])
    return Plan(
        premium=Decimal(100),
        start_on=date(2025, 1, 1),
        end_on=date(2025, 12, 31),
        payments=[Instalment(Decimal(amount), due) for amount, due in zip(amounts, dues, strict=True)],
        first_share=Decimal("0.25"),
        last_share=Decimal("0.80"),
    )


@pytest.mark.req("ISS-03")
@pytest.mark.parametrize(
    ("amounts", "fault"),
    [
        ((40, 30, 30), ""),
        ((40, 20, 40), "After the first, no instalment grows."),
        ((10, 45, 45), "The first instalment is too small."),
        ((100,), "Instalments are at least two."),
        ((50, 40), "The instalments add up to the premium."),
        ((60, 40), ""),
        ((100, 0), "Every instalment is above zero."),
    ],
)
def test_a_plan_is_checked_as_the_guide_says(amounts: tuple[int, ...], fault: str) -> None:
    """5.8: 40/30/30 ok; 40/20/40 reject; 10/45/45 reject by the share of the first."""
    assert fault_of(plan(*amounts)) == fault


@pytest.mark.req("ISS-03")
@pytest.mark.parametrize(
    ("due", "fault"),
    [
        (date(2025, 10, 19), ""),
        (date(2025, 10, 20), "The last instalment is due too late in the period."),
        (date(2024, 12, 31), "Each instalment is due after the one before."),
    ],
)
def test_the_last_instalment_is_due_before_four_fifths_of_the_period(due: date, fault: str) -> None:
    """80 % of 365 days are 292: the last of them is the 19th of October."""
    assert fault_of(plan(60, 40, days=(date(2024, 12, 31), due))) == fault
