"""The own part of a contract over its risk units: to the cent, and nothing for a unit without a sum (REI-01)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from underwriting.selectors.cession import spread_own

D = Decimal


@pytest.mark.req("REI-01")
def test_the_residual_cent_is_borne_by_the_largest_unit() -> None:
    sums = [D(100), D(100), D(100), D(0)]
    assert spread_own(D("200.00"), sums) == [D("66.66"), D("66.67"), D("66.67"), D("0.00")]
    assert spread_own(D("200.00"), [D(0), D(0)]) == [D("200.00"), D("0.00")]
