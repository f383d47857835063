"""Ceded premium follows endorsements; placements are spread and signed down; losses are told in time."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from underwriting.rules.reinsurance.following import (
    Before,
    advice_due,
    ceded_after,
    concerns_reinsurers,
    remaining_share,
    signed_down,
    spread,
)

D = Decimal


def test_the_remaining_share_counts_days_from_midnight() -> None:
    start, end = date(2026, 1, 1), date(2026, 12, 31)
    assert remaining_share(start, end, date(2025, 12, 1)) == 1
    assert remaining_share(start, end, date(2026, 7, 2)) == D(183) / D(365)
    assert remaining_share(start, end, date(2027, 1, 1)) == 0


def test_with_an_unchanged_ratio_the_difference_of_premium_is_shared_like_the_premium() -> None:
    before = Before(premium=D(10_000), ceded=D(3_000))
    assert ceded_after(before, premium=D(12_000), ratio=D("0.3"), remaining=D("0.5")) == D("3600.00")
    assert ceded_after(before, premium=D(4_000), ratio=D("0.3"), remaining=D("0.5")) == D("1200.00")


def test_a_new_ratio_holds_for_the_time_that_is_left() -> None:
    before = Before(premium=D(10_000), ceded=D(3_000))
    assert ceded_after(before, premium=D(10_000), ratio=D("0.5"), remaining=D("0.5")) == D("4000.00")


def test_a_first_cession_takes_the_ratio_of_the_premium() -> None:
    assert ceded_after(Before(), premium=D(36_000), ratio=D("0.75"), remaining=D(1)) == D("27000.00")


def test_a_placement_fills_the_gaps_first() -> None:
    assert spread(D(15), [D(10), D(20)], [D(50), D(50)]) == [D("5.00"), D("10.00")]
    assert spread(D(40), [D(10), D(20)], [D(50), D(50)]) == [D("15.00"), D("25.00")]
    assert spread(D(5), [D(0), D(0)], [D(10), D(30)]) == [D("1.25"), D("3.75")]


@pytest.mark.req("REI-04")
def test_an_oversubscribed_placement_is_signed_down_to_the_whole() -> None:
    assert signed_down([D(60), D(60), D(30)]) == [D("40.0000"), D("40.0000"), D("20.0000")]
    assert signed_down([D(70), D(70), D(70)]) == [D("33.3334"), D("33.3333"), D("33.3333")]
    assert signed_down([D(60), D(30)]) == [D(60), D(30)]


@pytest.mark.req("REI-10")
@pytest.mark.parametrize(
    ("ceded", "told", "due"),
    [("499999.99", "0", False), ("500000", "0", True), ("900000", "500000", False), ("1000000", "500000", True)],
)
def test_reinsurers_are_told_at_the_threshold_and_when_it_moves_by_as_much(ceded: str, told: str, due: bool) -> None:
    assert advice_due(ceded=D(ceded), told=D(told), threshold=D(500_000)) is due


@pytest.mark.req("REI-06", "REI-09")
@pytest.mark.parametrize(
    "path",
    [
        "content.address",
        "content.items.0.occupancy",
        "content.items.1.risk_unit",
        "content.deductible_amount",
        "content.factors.deductible",
        "cover.MAIN.sum_insured",
        "special_terms",
        "end_on",
    ],
)
def test_whatever_changes_the_risk_concerns_the_reinsurers_even_without_money(path: str) -> None:
    assert concerns_reinsurers(D(0), [path])


@pytest.mark.req("REI-06")
def test_names_do_not_concern_the_reinsurers_but_money_does() -> None:
    names = ["holder_name", "insured_name", "address", "list_note", "content.items.0.name", "content.works_name"]
    assert not concerns_reinsurers(D(0), names)
    assert concerns_reinsurers(D("0.01"), names)
