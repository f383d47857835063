"""When posted people move on, and the round that is proposed."""

from __future__ import annotations

from datetime import date

import pytest

from organisation.rules.rotation import Due, circle, due_on, standing


@pytest.mark.req("ORG-18")
def test_an_accountant_stays_one_year_at_most() -> None:
    assert due_on(date(2025, 3, 15), 12) == date(2026, 3, 14)


@pytest.mark.req("AUT-14")
def test_a_surveyor_stays_half_a_year_at_most_even_from_the_end_of_a_month() -> None:
    assert due_on(date(2025, 8, 31), 6) == date(2026, 2, 27)


@pytest.mark.req("ORG-18", "AUT-14")
@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 2, 11), Due.FINE),
        (date(2026, 2, 12), Due.SOON),
        (date(2026, 3, 14), Due.SOON),
        (date(2026, 3, 15), Due.LATE),
    ],
)
def test_the_warning_comes_thirty_days_ahead(today: date, expected: Due) -> None:
    assert standing(date(2026, 3, 14), today, 30) is expected


def test_everybody_moves_on_to_the_next_place() -> None:
    assert circle({1: 10, 2: 20, 3: 30}) == {1: 20, 2: 30, 3: 10}
    assert circle({1: 10, 2: 10}) == {}
    assert circle({}) == {}
