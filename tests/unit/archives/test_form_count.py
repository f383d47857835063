"""Which classes of forms are counted when, and what ends a difference (domain 8.4)."""

from __future__ import annotations

import pytest

from archives.rules import form_count as rules

EVERY = {rules.FIRST: 1, rules.SECOND: 3}


@pytest.mark.req("FRM-01")
@pytest.mark.parametrize(
    ("month", "grades", "kind"),
    [(1, ("I",), "monthly"), (3, ("I", "II"), "quarterly"), (11, ("I",), "monthly"), (12, ("I", "II"), "quarterly")],
)
def test_class_one_is_counted_each_month_and_class_two_each_quarter(
    month: int, grades: tuple[str, ...], kind: str
) -> None:
    assert rules.due_grades(month, EVERY) == grades
    assert rules.kind_of(grades) == kind


@pytest.mark.req("FRM-01")
@pytest.mark.parametrize(
    ("way", "grade", "may"),
    [("found", "I", True), ("booked", "I", True), ("explained", "I", False), ("explained", "II", True)],
)
def test_words_alone_end_no_difference_of_class_one(way: str, grade: str, may: bool) -> None:
    assert rules.may_end(way, grade) is may
