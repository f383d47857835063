"""From needs to recommended products."""

from __future__ import annotations

import pytest

from customer_service.rules.enquiry import ENQUIRY, Advice, Offer, recommend, table_of, uncovered

pytestmark = pytest.mark.req("CUS-08")
TABLE = table_of(["vehicle:MOTOR", "premises:PRA+PRC", "students:SCL+STP", "works:CAR"])
SALE = [Offer("MOTOR", "motor"), Offer("PRC", "comprehensive"), Offer("SCL", "school"), Offer("STP", "student")]


def test_the_table_names_the_products_of_each_need():
    assert TABLE["premises"] == ("PRA", "PRC")


def test_products_on_sale_answer_the_needs_in_their_order():
    assert recommend(["students", "vehicle"], TABLE, SALE) == [
        Advice("SCL", "school", "students"),
        Advice("STP", "student", "students"),
        Advice("MOTOR", "motor", "vehicle"),
    ]


def test_what_is_not_on_sale_is_left_out_and_said():
    advice = recommend(["premises", "works", "goods"], TABLE, SALE)
    assert [one.code for one in advice] == ["PRC"]
    assert uncovered(["premises", "works", "goods"], advice) == ["works", "goods"]


def test_the_lifecycle_is_sound():
    assert ENQUIRY.faults() == []
