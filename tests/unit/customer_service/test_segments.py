"""Segments of customers with what they hold and cost."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from customer_service.rules.segments import NO_INDUSTRY, Held, Lost, Traits, by_lines, frequent, label_of, segments

pytestmark = pytest.mark.req("CUS-06")
ON = date(2026, 11, 22)
YOUNG, OLD = Traits(True, date(2002, 11, 23), ""), Traits(True, date(1960, 1, 1), "")
FACTORY = Traits(False, None, "制鞋")


@pytest.mark.parametrize(
    ("traits", "label"),
    [
        (YOUNG, "Persons under 25"),
        (Traits(True, date(2001, 11, 22), ""), "Persons from 25 to 34"),
        (OLD, "Persons of 60 and more"),
        (Traits(True, None, ""), "Persons without a date of birth"),
        (FACTORY, "制鞋"),
        (Traits(False, None, ""), NO_INDUSTRY),
    ],
)
def test_everybody_has_a_segment(traits, label):
    assert label_of(traits, ON)[0] == label


def test_segments_add_up_premium_claims_and_several_lines():
    held = {
        1: Held(2, Decimal(3000), frozenset({"MCI", "MTP"})),
        2: Held(1, Decimal(1000), frozenset({"MCI"})),
        3: Held(1, Decimal(60000), frozenset({"PRA"})),
    }
    lost = {1: Lost(1, Decimal(900)), 4: Lost(5, Decimal(0))}
    found = segments({1: YOUNG, 2: YOUNG, 3: FACTORY}, held, lost, ON)
    assert [(s.label, s.customers, s.premium, s.claims, s.paid) for s in found] == [
        ("制鞋", 1, Decimal(60000), 0, Decimal(0)),
        ("Persons under 25", 2, Decimal(4000), 1, Decimal(900)),
    ]
    assert (found[1].loss_ratio(), found[1].cross_sold()) == (Decimal("0.2250"), Decimal("0.5000"))
    assert by_lines(held.values()) == [(1, 2, Decimal(61000)), (2, 1, Decimal(3000))]
    assert frequent(lost, 3) == [(4, Lost(5, Decimal(0)))]
