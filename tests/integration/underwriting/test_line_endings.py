"""Policies of the other lines end by the refund rules of their group (END-03, END-04)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from core.money import to_cents
from tests.factories import endorsements as made
from tests.factories.lines import ACCIDENT, make_line_policy


@pytest.mark.req("END-04")
def test_accident_cover_of_a_few_days_is_earned_by_the_day() -> None:
    """SR-A below 15 days: annual premium ÷ 360 × 5 a day. Surrendered at the end of its second day."""
    policy = make_line_policy("IPA", ACCIDENT)
    done = made.entered(policy, "end_holder", ground="wish", on=policy.start_on + timedelta(days=1))
    earned = to_cents(policy.premium * 2 * 5 / Decimal(360))
    assert -done.delta == policy.premium - earned
    assert "2 × 5 / 360" in str(done.steps)


@pytest.mark.req("END-04")
def test_accident_cover_of_four_begun_months_is_earned_by_the_table() -> None:
    """SR-A: 50 per cent after four begun months."""
    policy = make_line_policy("IPA", ACCIDENT)
    at = made.later(100)
    done = made.entered(policy, "end_holder", ground="wish", at=at)
    assert -done.delta == policy.premium - to_cents(policy.premium * Decimal("0.50"))
