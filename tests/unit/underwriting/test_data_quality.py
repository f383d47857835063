"""Score, error rate, sample and retraining (domain 5.12)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from core.rules.working_time import WorkingCalendar
from underwriting.rules.back_entry import Deadlines, due_on, late_days
from underwriting.rules.data_quality import Checked, Targets, Weighing, drawn, met, quality, retraining, sample_size

WEIGHING = Weighing(a=5, b=2, c=1, factor=20)
TARGETS = Targets(a_rate=Decimal("0.5"), error_rate=Decimal(3), bad_rate=Decimal(5))


@pytest.mark.req("PRO-20")
def test_the_worked_case_scores_93_50_and_an_error_rate_of_15_percent() -> None:
    """Domain 5.12: n = 40, one A, three B, two C in six policies → Σ 13 → 93.50; 15.00 %."""
    errors = ["A", "B", "B", "B", "C", "C"]
    found = quality([*(Checked(errors=(one,)) for one in errors), *(Checked() for _ in range(34))], WEIGHING)
    assert (found.sampled, found.weight, found.score) == (40, 13, Decimal("93.50"))
    assert (found.error_rate, found.a_rate) == (Decimal("15.00"), Decimal("2.50"))


@pytest.mark.req("PRO-20")
def test_the_score_never_falls_below_zero_and_nothing_sampled_has_none() -> None:
    assert quality([Checked(errors=("A", "A", "B"))], WEIGHING).score == Decimal("0.00")
    assert quality([], WEIGHING).score is None


@pytest.mark.req("PRO-20")
@pytest.mark.parametrize(("policies", "size"), [(7, 7), (20, 20), (300, 20), (1000, 20), (1001, 21), (5000, 100)])
def test_twenty_or_two_percent_are_drawn_and_all_where_there_are_fewer(policies: int, size: int) -> None:
    assert sample_size(policies, least=20, share=Decimal("0.02")) == size


@pytest.mark.req("PRO-20")
def test_the_sample_is_spread_over_clerk_and_line_and_is_the_same_every_time() -> None:
    strata = {
        "li/MCI": [f"A{n:03d}" for n in range(160)],
        "shi/MOD": [f"B{n:03d}" for n in range(36)],
        "shi/PRB": ["C001", "C002", "C003", "C004"],
    }
    found = drawn(strata, 20, "2026-10")
    assert [sum(one.startswith(key) for one in found) for key in "ABC"] == [16, 3, 1]
    assert found == drawn(strata, 20, "2026-10") != drawn(strata, 20, "2026-11")


@pytest.mark.req("PRO-20")
def test_two_bad_months_ask_for_retraining() -> None:
    bad = quality([Checked(errors=("B",)), *(Checked() for _ in range(9))], WEIGHING)
    good = quality([Checked() for _ in range(10)], WEIGHING)
    assert (met(bad, TARGETS), met(good, TARGETS)) == (False, True)
    assert retraining([good, bad, bad], TARGETS) is True
    assert retraining([bad, good, bad], TARGETS) is False
    assert retraining([bad], TARGETS) is False


@pytest.mark.req("PRO-14", "PRO-15")
def test_ck11_direct_three_agency_fifteen_or_five_after_the_return() -> None:
    """CK-11: signed on Monday 2025-03-03; policies of the agency collected on 2025-03-10."""
    calendar, signed, returned = WorkingCalendar(), date(2025, 3, 3), date(2025, 3, 10)
    days = Deadlines(direct=calendar.add_working_days(signed, 3), agency=calendar.add_working_days(signed, 15))
    collected = Deadlines(direct=days.direct, agency=days.agency, returned=calendar.add_working_days(returned, 5))
    assert due_on(days, agency=False) == date(2025, 3, 6)
    assert due_on(days, agency=True) == date(2025, 3, 24)
    assert due_on(collected, agency=True) == date(2025, 3, 17)
    assert late_days(date(2025, 3, 6), date(2025, 3, 10)) == 4
    assert late_days(date(2025, 3, 6), date(2025, 3, 6)) == 0
