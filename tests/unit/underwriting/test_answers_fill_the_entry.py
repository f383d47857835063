"""What was found out in an enquiry fills the entry of the proposal (CUS-08)."""

from __future__ import annotations

import pytest

from underwriting.rules.entry import ENTRIES
from underwriting.rules.entry.brought import content_from, known_of, vehicle_from

pytestmark = pytest.mark.req("CUS-08")

PLANT = known_of(
    {
        "industry": "机械制造", "business": "零部件加工", "address": "中源路66号", "heads": "30",
        "turnover": "28000000.00",
        "buildings": "8600000.00", "stock": "1500000.00", "equipment": "5200000.00", "unknown": "x",
    },
    name="恒达机械",
)  # fmt: skip


def test_property_gets_address_industry_and_an_item_for_each_sum():
    assert content_from(ENTRIES["property"], PLANT) == {
        "industry": "机械制造",
        "address": "中源路66号",
        "employees": "30",
        "items": [
            {"category": "building", "sum_insured": "8600000.00"},
            {"category": "machinery", "sum_insured": "5200000.00"},
            {"category": "stock", "sum_insured": "1500000.00"},
        ],
    }


def test_employers_liability_gets_the_business_and_one_group_of_heads():
    assert content_from(ENTRIES["employers"], PLANT) == {
        "industry": "机械制造",
        "description": "零部件加工",
        "address": "中源路66号",
        "employees": "30",
        "groups": [{"heads": "30"}],
    }


def test_a_school_gets_its_name_and_pupils():
    known = known_of({"heads": "1860", "address": "明德路18号"}, name="明德中学")
    assert content_from(ENTRIES["student"], known) == {
        "school": "明德中学",
        "address": "明德路18号",
        "groups": [{"heads": "1860"}],
    }


def test_a_home_gets_its_three_sums():
    known = known_of({"house": "1200000.00", "decoration": "120000.00", "contents": "50000.00", "address": "安吉路1号"})
    assert content_from(ENTRIES["household"], known) == {
        "address": "安吉路1号",
        "house": "1200000.00",
        "decoration": "120000.00",
        "contents": "50000.00",
    }


def test_a_vehicle_is_filled_only_where_one_was_named():
    assert vehicle_from(PLANT) == {}
    known = known_of({"plate": "闽C12345", "new_price": "98000.00", "registered_on": "2026-05-04"}, name="苏志明")
    assert vehicle_from(known) == {
        "plate": "闽C12345",
        "first_registered_on": "2026-05-04",
        "new_price": "98000.00",
        "owner_name": "苏志明",
    }


def test_nothing_asked_fills_nothing():
    assert content_from(ENTRIES["cargo"], known_of({})) == {}
