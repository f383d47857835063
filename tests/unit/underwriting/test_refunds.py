"""Refunds and endorsement premiums reproduce the worked cases of the domain reference (4.3, 4.4)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from underwriting.rules import endorsement_premium, periods, refunds
from underwriting.rules.refunds import Basis, Ending

D = Decimal
SHARES = ["0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.85", "0.9", "0.95", "1"]
SR_P = {month: D(share) for month, share in enumerate(SHARES, start=1)}
JUNE = Ending(premium=D("3650.00"), start_on=date(2025, 3, 1), end_on=date(2026, 2, 28), ends_on=date(2025, 6, 8))
EARLY = Ending(premium=D("3650.00"), start_on=date(2025, 3, 1), end_on=date(2026, 2, 28), ends_on=date(2025, 2, 20))
COMPULSORY = Ending(premium=D(950), start_on=date(2025, 5, 1), end_on=date(2026, 4, 30), ends_on=date(2025, 8, 31))


@pytest.mark.req("END-03")
@pytest.mark.parametrize(
    ("ending", "basis", "fee", "earned", "back"),
    [
        (JUNE, Basis.PRO_RATA, "0", "1000.00", "2650.00"),
        (JUNE, Basis.SHORT_RATE, "0", "1460.00", "2190.00"),
        (EARLY, Basis.AGREED_FEE, "0.05", "182.50", "3467.50"),
        (EARLY, Basis.AGREED_FEE, "0.03", "109.50", "3540.50"),
        (COMPULSORY, Basis.PRO_RATA, "0", "320.14", "629.86"),
        (JUNE, Basis.EVERYTHING, "0", "0.00", "3650.00"),
        (JUNE, Basis.NOTHING, "0", "3650.00", "0.00"),
    ],
)
def test_earned_and_refunded(ending: Ending, basis: Basis, fee: str, earned: str, back: str) -> None:
    """PR-1, PR-2, PR-3a, PR-3b, PR-5."""
    found = refunds.refund(ending, basis, fee_rate=D(fee), table=periods.ShortRates(months=SR_P))
    assert (found.earned, found.refund, found.explained.result) == (D(earned), D(back), D(back))


SR_A = periods.short_rates(
    {
        **{str(month): share for month, share in enumerate(["0.2", "0.3", "0.4", "0.5", "0.6", "0.7"], start=1)},
        "days_below": 15,
        "day_multiple": 5,
        "day_divisor": 360,
    }
)


@pytest.mark.req("END-03")
@pytest.mark.parametrize(
    ("last", "earned"),
    [
        (date(2025, 3, 1), "25.00"),  # 1 day × 5 ÷ 360 of 1,800
        (date(2025, 3, 14), "350.00"),  # 14 days
        (date(2025, 3, 15), "360.00"),  # the fifteenth day: one begun month
        (date(2025, 5, 31), "720.00"),  # three begun months
    ],
)
def test_accident_cover_is_earned_by_day_below_fifteen_days(last: date, earned: str) -> None:
    """SR-A, as in PR-7: annual premium ÷ 360 × 5 a day, from the fifteenth day by begun months."""
    ending = Ending(premium=D(1800), start_on=date(2025, 3, 1), end_on=date(2026, 2, 28), ends_on=last)
    found = refunds.refund(ending, Basis.SHORT_RATE, table=SR_A)
    assert (found.earned, found.refund) == (D(earned), D(1800) - D(earned))


@pytest.mark.req("END-03")
def test_only_the_part_that_no_claim_has_used_is_refunded() -> None:
    """LAW-58: half of the sum insured was paid; half of 2,650.00 goes back."""
    half = Ending(
        premium=JUNE.premium, start_on=JUNE.start_on, end_on=JUNE.end_on, ends_on=JUNE.ends_on, unaffected=D("0.5")
    )
    assert refunds.refund(half, Basis.PRO_RATA).refund == D("1325.00")


@pytest.mark.req("PRD-04")
def test_issued_for_five_months_and_ten_days() -> None:
    """PR-6: six begun months of 12,000 a year cost 7,200.00."""
    share = periods.short_rate(date(2025, 1, 1), date(2025, 6, 10), SR_P)
    assert D(12000) * share == D("7200.00")


@pytest.mark.req("PRD-04")
@pytest.mark.parametrize(
    ("start", "last", "months"),
    [
        (date(2025, 1, 31), date(2025, 2, 28), 2),
        (date(2025, 3, 1), date(2025, 3, 31), 1),
        (date(2025, 3, 1), date(2025, 4, 1), 2),
        (date(2025, 3, 15), date(2025, 9, 14), 6),
        (date(2025, 3, 15), date(2025, 9, 15), 7),
    ],
)
def test_begun_months(start: date, last: date, months: int) -> None:
    """Less than a month counts as a month (4.3)."""
    assert periods.begun_months(start, last) == months


YEAR = {"start_on": date(2025, 1, 1), "end_on": date(2025, 12, 31)}


@pytest.mark.req("END-01")
@pytest.mark.parametrize(
    ("old", "new", "from_on", "expected"),
    [
        ("3000", "4500", date(2025, 7, 1), "756.16"),
        ("1200", "0", date(2025, 9, 23), "-328.77"),
        ("3000", "3000", date(2025, 7, 1), "0.00"),
    ],
)
def test_difference_for_the_days_left(old: str, new: str, from_on: date, expected: str) -> None:
    """EN-1 (184 days), EN-2 (100 days), EN-4."""
    found = endorsement_premium.difference(D(old), D(new), from_on=from_on, **YEAR)
    assert found.result == D(expected)


@pytest.mark.req("END-01")
def test_a_longer_project_costs_its_days() -> None:
    """EN-5: 90 of 730 days, 365,000 → 45,000.00."""
    assert endorsement_premium.extension(D(365000), original_days=730, extra_days=90).result == D("45000.00")
