"""The score of a customer, its grade and when it warns (domain 10.3)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from parties.rules.credit import CREDIT, CreditFacts, Scheme, bands_of, is_worse, rate

pytestmark = pytest.mark.req("CUS-03")
SCHEME = Scheme(
    payment_weight=Decimal(40), no_history_share=Decimal("0.7"), size_weight=Decimal(15),
    arrears=bands_of(["90:5", "0:25", "30:15"]), size=bands_of(["0:5", "10000:10", "100000:15"]),
    losses=bands_of(["0:10", "1:8", "2:5", "3:2"]),
    listed={"none": Decimal(10), "grey": Decimal(5), "black": Decimal(0)},
    grade_a=Decimal(80), grade_b=Decimal(60), first_instalment=Decimal("0.3"),
)  # fmt: skip


def test_the_worked_case_of_the_guide():
    """10.3: 92 % on time → 36.8; no arrears 25; size 10; loss 8; list 10 → 89.8 A."""
    rated = rate(CreditFacts(dues=25, on_time=23, premium=Decimal(60000), claims=1), SCHEME)
    assert [step.factor for step in rated.explained.steps] == ["+ 36.8", "+ 25.0", "+ 10.0", "+ 8.0", "+ 10.0"]
    assert (rated.score, rated.grade) == (Decimal("89.8"), "A")


@pytest.mark.parametrize(
    ("facts", "score", "grade"),
    [
        ({}, "78.0", "B"),
        ({"dues": 4, "on_time": 4, "premium": Decimal(100_000)}, "100.0", "A"),
        ({"dues": 4, "on_time": 3, "oldest_overdue": 31, "premium": Decimal(20_000)}, "65.0", "B"),
        ({"dues": 4, "on_time": 1, "oldest_overdue": 91, "claims": 4, "listed": "black"}, "15.0", "C"),
        ({"finances": "weak"}, "73.0", "B"),
        ({"finances": "strong", "listed": "grey"}, "83.0", "A"),
    ],
    ids=["new", "best", "late", "worst", "weak", "strong but grey"],
)
def test_each_factor_counts_as_the_scheme_says(facts, score, grade):
    rated = rate(CreditFacts(**facts), SCHEME)
    assert (rated.score, rated.grade) == (Decimal(score), grade)


@pytest.mark.parametrize(
    ("grade", "before", "worse"),
    [("B", "A", True), ("C", "", True), ("B", "", False), ("A", "B", False), ("C", "C", False)],
)
def test_a_fallen_grade_warns(grade, before, worse):
    assert is_worse(grade, before) is worse


def test_the_lifecycle_is_sound():
    assert CREDIT.faults() == []
