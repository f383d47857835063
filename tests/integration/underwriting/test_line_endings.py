"""Policies of the other lines end by the refund rules of their group (END-03, END-04)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from core.money import to_cents
from tests.factories import endorsements as made
from tests.factories.lines import ACCIDENT, make_line_policy
from tests.support.unchanged import nothing_changed
from underwriting.rules.grounds import Ground, grounds_offered
from underwriting.services.endorsing import EndorsementEntry, enter_endorsement
from underwriting.services.refusals import InvalidEntry


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


@pytest.mark.req("END-04")
def test_grounds_of_vehicles_are_for_vehicles() -> None:
    policy = make_line_policy("IPA", ACCIDENT)
    asked = made.requested(policy, "end_holder")
    with nothing_changed(), pytest.raises(InvalidEntry) as refusal:
        enter_endorsement(asked.pk, made.by("UW_ISSUE"), entry=EndorsementEntry(ground="laid_up"))
    assert refusal.value.field == "ground"
    assert grounds_offered("accident") == {Ground.WISH, Ground.PARTIAL_LOSS}
    assert Ground.WISH not in grounds_offered("compulsory")
