"""The months to come: worked by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from underwriting.rules.forecast import forecast

D = Decimal
pytestmark = pytest.mark.req("DUT-17", "DUT-36")


def test_a_straight_line_goes_on():
    found = forecast([D(100), D(200), D(300)], ahead=3)
    assert found is not None
    assert found.months == (D("400.00"), D("500.00"), D("600.00"))
    assert (found.start, found.slope, found.seasonal) == (D("100.00"), D("100.00"), False)


def test_the_line_is_that_of_least_squares():
    """y = 1, 3, 2, 4: slope (4·19 − 6·10) / (4·14 − 36) = 0.8, start 1.3."""
    found = forecast([D(1), D(3), D(2), D(4)], ahead=1)
    assert found is not None
    assert (found.start, found.slope, found.months) == (D("1.30"), D("0.80"), (D("4.50"),))


def test_premium_never_falls_below_zero():
    found = forecast([D(300), D(200), D(100)], ahead=3)
    assert found is not None
    assert found.months == (D("0.00"), D("0.00"), D("0.00"))


def test_two_years_bring_the_season_in():
    """The line is flat at 200; December has three times, the other months nine elevenths of the mean."""
    year = [D(1800) / 11] * 11 + [D(600)]
    found = forecast(year * 2, ahead=12)
    assert found is not None
    assert found.seasonal
    assert found.months[11] / found.months[0] > 3


@pytest.mark.parametrize("known", [[], [D(1)], [D(1), D(2)]])
def test_two_months_are_too_few(known):
    assert forecast(known, ahead=3) is None
