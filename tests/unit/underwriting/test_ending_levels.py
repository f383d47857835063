"""What goes back when the premium changed on the way, or the period was made longer: worked by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from underwriting.rules.ending import Rule, Wanted, refund
from underwriting.rules.grounds import Ground

pytestmark = pytest.mark.req("END-03")


def wanted(**over: Any) -> Wanted:
    given: dict[str, Any] = {
        "ground": Ground.WISH, "group": "household", "start_on": date(2025, 3, 1), "end_on": date(2026, 2, 28),
        "today": date(2025, 6, 8), "last_day": date(2025, 6, 8),
    }  # fmt: skip
    return Wanted(**(given | over))


def back(premium: str, **over: Any) -> Decimal:
    return refund(Rule(method="pro_rata"), premium=Decimal(premium), wanted=wanted(**over)).result


def test_a_change_after_the_last_day_gives_its_whole_premium_back() -> None:
    """3,650 for the year, 825 more paid from day 201; ended on day 100: 1,000 is earned."""
    assert back("4475.00", levels=((Decimal(3650), 100),)) == Decimal("3475.00")


def test_what_went_back_already_does_not_go_back_again() -> None:
    """825 went back for a reduction from day 201; ended on day 100."""
    assert back("2825.00", levels=((Decimal(3650), 100),)) == Decimal("1825.00")


def test_levels_are_for_the_period_agreed_first() -> None:
    """Doubled from day 101 (+2,650), extended by 90 days (+1,800); ended on day 200: 1,000 + 2,000 are earned."""
    found = back(
        "8100.00", levels=((Decimal(3650), 100), (Decimal(7300), 100)), end_on=date(2026, 5, 29),
        contract_end_on=date(2026, 2, 28), last_day=date(2025, 9, 16), today=date(2025, 9, 16),
    )  # fmt: skip
    assert found == Decimal("5100.00")


def test_a_refund_never_turns_into_a_debt() -> None:
    assert back("500.00", levels=((Decimal(3650), 100),)) == Decimal("0.00")
