"""Cargo agreements and concentration on products (PRD-05, PRD-07)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from underwriting.rules.cargo_agreement import Conditions, Shipment, beyond
from underwriting.rules.market import Sold, concentration, herfindahl

D = Decimal
AGREED = Conditions(
    agreed=True,
    product="CGD",
    begins_on=date(2026, 1, 1),
    ends_on=date(2026, 12, 31),
    limit_each=D(3000000),
    limit_total=D(200000000),
    goods=("general",),
    rate=D("0.0015"),
)
SHIPMENT = Shipment(
    product="CGD", goods="general", start_on=date(2026, 12, 31), sum_insured=D(3000000), rate=D("0.0015")
)


@pytest.mark.req("PRD-05")
def test_a_shipment_at_the_limits_is_declared() -> None:
    assert beyond(AGREED, replace(SHIPMENT, declared=D(197000000))) == ()


@pytest.mark.req("PRD-05", "UWR-03")
@pytest.mark.parametrize(
    ("change", "finding"),
    [
        ({"product": "CGO"}, "another product"),
        ({"goods": "fresh"}, "other goods"),
        ({"start_on": date(2027, 1, 1)}, "outside the period"),
        ({"sum_insured": D("3000000.01")}, "above the limit per conveyance"),
        ({"declared": D("197000000.01")}, "above the limit of the agreement"),
        ({"rate": D("0.0014")}, "below the agreed rate"),
    ],
)
def test_what_lies_beyond_is_underwritten_by_itself(change: dict[str, Any], finding: str) -> None:
    assert beyond(AGREED, replace(SHIPMENT, **change)) == (finding,)


@pytest.mark.req("PRD-05")
def test_an_agreement_that_is_not_agreed_gives_no_cover() -> None:
    assert beyond(replace(AGREED, agreed=False), SHIPMENT) == ("the agreement is not in force",)


@pytest.mark.req("PRD-07")
def test_a_product_above_the_limit_is_watched() -> None:
    sold = [Sold(product="PRB", premium=D(300), policies=3), Sold(product="MCI", premium=D(700), policies=9)]
    found = concentration(sold, {"MCI": D(500)}, limit=D("0.5"))
    assert [(one.product, one.share, one.watched) for one in found] == [
        ("MCI", D("0.7"), True),
        ("PRB", D("0.3"), False),
    ]
    assert [one.growth for one in found] == [D("40.0"), None]
    assert herfindahl(found) == D("5800")


@pytest.mark.req("PRD-07")
def test_nothing_sold_is_nothing_watched() -> None:
    assert concentration([], {}, limit=D("0.5")) == []
    assert herfindahl([]) == 0
