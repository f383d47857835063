"""The life of a policy as segments: differences, later changes, endings (domain 4.4, END-10)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from underwriting.rules.policy_terms import (
    Segment,
    conflicts,
    difference,
    lengthened,
    level_of,
    rebuilt,
    shortened,
    terms_on,
)

START, END = date(2025, 1, 1), date(2026, 1, 1)


def whole(**terms: str) -> list[Segment]:
    return [Segment(begins=START, ends=END, terms={path.replace("__", "."): value for path, value in terms.items()})]


def property_policy() -> list[Segment]:
    return whole(cover__PRB__sum_insured="2000000", cover__PRB__premium="3000.00", holder_name="甲")


@pytest.mark.req("END-01")
def test_a_higher_sum_costs_its_rate_for_the_days_left():
    """EN-1: 2,000,000 to 3,000,000 at 1.5 per mille from 2025-07-01, 184 days left: +756.16."""
    before = property_policy()
    changes = {"cover.PRB.sum_insured": "3000000", "cover.PRB.premium": "4500.00"}
    after = rebuilt(before, changes, date(2025, 7, 1))
    assert [one.days for one in after] == [181, 184]
    assert difference(before, after, 365).result == Decimal("756.16")


@pytest.mark.req("END-01")
def test_a_dropped_cover_gives_back_its_days():
    """EN-2: annual premium 1,200, 100 days left of 365: −328.77."""
    before = whole(cover__MOD__premium="3000.00", cover__MTP__premium="1200.00", cover__MTP__limit="1000000")
    changes = {"cover.MTP.premium": "", "cover.MTP.limit": ""}
    after = rebuilt(before, changes, date(2025, 9, 23))
    assert after[-1].days == 100
    assert "cover.MTP.premium" not in after[-1].terms
    assert difference(before, after, 365).result == Decimal("-328.77")


@pytest.mark.req("END-01")
def test_a_correction_costs_nothing():
    """EN-4: an address correction is numbered and printed, its difference is nil."""
    before = property_policy()
    after = rebuilt(before, {"address": "泉州市丰泽区"}, date(2025, 3, 1))
    assert difference(before, after, 365).result == Decimal("0.00")
    assert terms_on(after, date(2025, 3, 1))["address"] == "泉州市丰泽区"
    assert "address" not in terms_on(after, date(2025, 2, 28))


@pytest.mark.req("END-10")
def test_an_earlier_change_goes_through_all_later_terms():
    before = rebuilt(property_policy(), {"holder_name": "乙"}, date(2025, 7, 1), source="Q2")
    after = rebuilt(
        before,
        {"cover.PRB.sum_insured": "3000000", "cover.PRB.premium": "4500.00"},
        date(2025, 4, 1),
        source="Q3",
    )
    assert [(one.begins, one.source) for one in after] == [
        (START, ""),
        (date(2025, 4, 1), "Q3"),
        (date(2025, 7, 1), "Q2"),
    ]
    assert after[2].terms["holder_name"] == "乙"
    assert after[2].terms["cover.PRB.sum_insured"] == "3000000"
    assert difference(before, after, 365).result == Decimal("373.97") + Decimal("756.16")


@pytest.mark.req("END-10")
def test_what_a_later_endorsement_changed_is_shown_and_stands_unless_overruled():
    later = {"cover.PRB.sum_insured": "5000000", "cover.PRB.premium": "7500.00"}
    before = rebuilt(property_policy(), later, date(2025, 7, 1), source="Q2")
    changes = {"cover.PRB.sum_insured": "3000000", "cover.PRB.premium": "4500.00"}
    found = conflicts(before, changes, date(2025, 4, 1))
    assert {(one.subject, one.source, one.before, one.this, one.later) for one in found} == {
        ("cover.PRB", "Q2", "2000000", "3000000", "5000000"),
        ("cover.PRB", "Q2", "3000.00", "4500.00", "7500.00"),
    }
    stands = rebuilt(before, changes, date(2025, 4, 1))
    assert [level_of(one.terms) for one in stands] == [Decimal(3000), Decimal(4500), Decimal(7500)]
    overruled = rebuilt(before, changes, date(2025, 4, 1), overruled=["cover.PRB"])
    assert [level_of(one.terms) for one in overruled] == [Decimal(3000), Decimal(4500), Decimal(4500)]


def test_the_last_endorsement_has_no_conflicts():
    before = rebuilt(property_policy(), {"holder_name": "乙"}, date(2025, 7, 1))
    assert conflicts(before, {"holder_name": "丙"}, date(2025, 8, 1)) == []


def test_a_policy_that_ends_says_nothing_afterwards():
    after = shortened(property_policy(), date(2025, 6, 1))
    assert [(one.begins, one.ends) for one in after] == [(START, date(2025, 6, 1))]


def test_a_longer_period_carries_the_last_terms_on():
    after = lengthened(property_policy(), date(2026, 4, 1), source="Q9")
    assert after[-1].terms == after[0].terms
    assert after[-1].days == 90
