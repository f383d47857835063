"""When automatic underwriting of a line is proposed for suspension (domain 5.10)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from underwriting.rules.monitoring import Experience, Limits, watched

D = Decimal
LIMITS = Limits(highest=D(70), points_above=D(10))


@pytest.mark.req("AUW-08")
@pytest.mark.parametrize(
    ("automatic", "manual", "expected"),
    [
        ("70", "65", ()),
        ("70.1", "65", ("highest",)),
        ("60", "50", ()),
        ("60.1", "50", ("points_above",)),
        ("90", "50", ("highest", "points_above")),
        ("65", None, ()),
    ],
)
def test_the_limits_are_exceeded_not_met(automatic: str, manual: str | None, expected: tuple[str, ...]) -> None:
    parts = {("MOD", True): Experience(policies=3, premium=D(100), losses=D(automatic))}
    if manual is not None:
        parts["MOD", False] = Experience(policies=1, premium=D(100), losses=D(manual))
    (one,) = watched(parts)
    assert one.reasons(LIMITS) == expected


def test_without_premium_there_is_no_ratio() -> None:
    (one,) = watched({("MOD", False): Experience(policies=1, premium=D(100), losses=D(500))})
    assert one.automatic.loss_ratio is None
    assert one.reasons(LIMITS) == ()
