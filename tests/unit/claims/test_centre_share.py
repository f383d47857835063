"""The share of last year's claims that comes to the centre (AUT-05, AUT-06; worked case of domain 1.4)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from claims.rules.centre_share import CentreShare
from organisation.public import authority_ceiling

YEAR = [Decimal(one) for one in (800, 1200, 1500, 2000, 2600, 3000, 3500, 5000, 9000, 20000)]
STEPS = [Decimal(one) for one in (2000, 3000, 5000, 10000)]


@pytest.mark.parametrize(
    ("share", "ceiling"),
    [
        pytest.param("15", "5000", marks=pytest.mark.req("AUT-05")),
        pytest.param("30", "3000", marks=pytest.mark.req("AUT-06")),
    ],
)
def test_the_worked_case_of_the_authority_floor(share: str, ceiling: str) -> None:
    """B-14: 15 % of 10 claims are at least 2 above the limit; 30 % at least 3."""
    assert authority_ceiling(YEAR, STEPS, Decimal(share) / 100) == Decimal(ceiling)


@pytest.mark.req("AUT-05")
def test_no_candidate_qualifies_is_no_authority() -> None:
    assert authority_ceiling([Decimal(100)] * 10, STEPS, Decimal("0.15")) == 0


@pytest.mark.req("AUT-05", "AUT-06")
@pytest.mark.parametrize(
    ("limit", "asked", "sent", "share", "suffices"),
    [
        ("5000", "15", 2, "20.0", True),
        ("10000", "15", 1, "10.0", False),
        ("3000", "30", 4, "40.0", True),
        ("5000", "30", 2, "20.0", False),
        (None, "30", 10, "100.0", True),
    ],
)
def test_what_a_limit_sends_to_the_centre(limit: str | None, asked: str, sent: int, share: str, suffices: bool) -> None:
    found = CentreShare(
        amounts=YEAR, asked=Decimal(asked), ceiling=Decimal(0), limit=None if limit is None else Decimal(limit)
    )
    assert (found.sent, found.share, found.suffices) == (sent, Decimal(share), suffices)


def test_without_claims_nothing_stands_against_a_limit() -> None:
    assert CentreShare(amounts=[], asked=Decimal(15), ceiling=Decimal(0), limit=Decimal(1)).suffices
