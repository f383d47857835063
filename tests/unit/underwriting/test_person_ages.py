"""The ages that the rules accept, counted in completed years on the first day of cover (AUW-04, 5.10)."""

from __future__ import annotations

from datetime import date

import pytest

from underwriting.rules.line_facts import whole_years
from underwriting.rules.person_ages import AgeLimits, born_until

pytestmark = pytest.mark.req("AUW-04")


@pytest.mark.parametrize(
    ("on", "years", "expected"),
    [
        (date(2026, 11, 24), 16, date(2010, 11, 24)),
        (date(2024, 2, 29), 16, date(2008, 2, 29)),
        (date(2024, 2, 29), 17, date(2007, 2, 28)),
        (date(2026, 2, 28), 18, date(2008, 2, 28)),
    ],
)
def test_who_was_born_until_the_day_has_completed_the_years_and_who_later_has_not(
    on: date, years: int, expected: date
) -> None:
    assert born_until(on, years) == expected
    assert whole_years(expected, on) == years
    assert whole_years(date.fromordinal(expected.toordinal() + 1), on) == years - 1


@pytest.mark.parametrize(
    ("limits", "taken", "words"),
    [
        (AgeLimits(16, 65), [False, True, True, False], "16–65"),
        (AgeLimits(None, 65), [True, True, True, False], "≤ 65"),
        (AgeLimits(16, None), [False, True, True, True], "≥ 16"),
    ],
)
def test_both_ends_belong_to_the_ages_that_are_taken(limits: AgeLimits, taken: list[bool], words: str) -> None:
    assert [limits.takes(age) for age in (15, 16, 65, 66)] == taken
    assert limits.words == words
