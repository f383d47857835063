"""Cells of a fleet table, as table programs and people write them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from underwriting.rules.fleet import CLASS_NAMES, COLUMNS
from underwriting.rules.fleet_values import cell_text, read_row

SOUND = {
    "vin": "1M8GDM9AXKP042788",
    "engine_number": "E1",
    "model": "大众 朗逸",
    "vehicle_class": "家庭自用汽车",
    "owner_name": "陈晓东",
    "first_registered_on": "2021-03-16",
    "new_price": "150000",
    "start_on": "2026-11-23",
}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "是"),
        (5.0, "5"),
        (1.498, "1.498"),
        (1e6, "1000000"),
        (datetime(2026, 1, 31, 12), "2026-01-31"),
        (date(2026, 1, 31), "2026-01-31"),
        ("  闽C\u000012345\n", "闽C 12345"),
    ],
)
def test_a_cell_is_read_as_text_whatever_its_type(value: Any, text: str) -> None:
    assert cell_text(value) == text


@pytest.mark.req("PLT-08")
def test_a_sound_row_with_what_is_unsaid() -> None:
    values, faults = read_row(SOUND)
    assert faults == {}
    assert (values["new_price"], values["compulsory"], values["own_damage"]) == (Decimal(150000), True, False)
    assert (values["third_party_limit"], values["seats"], values["plate"]) == (None, 5, "")


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("start_on", "2026/2/30", "Write the date as 2026-01-31."),
        ("start_on", "45988", "Write the date as 2026-01-31."),
        ("new_price", "NaN", "This number is out of range."),
        ("new_price", "-1", "This number is out of range."),
        ("new_price", "1.005", "This number has too many decimals."),
        ("new_price", "十五万", "This is not a number."),
        ("seats", "81", "This number is out of range."),
        ("seats", "4.5", "Write a whole number."),
        ("compulsory", "也许", "Write 是 or 否."),
        ("vehicle_class", "飞机", "Choose a class of the list in the template."),
        ("owner_name", "长" * 121, "This entry is too long."),
        ("model", "", "This entry is missing."),
    ],
)
def test_what_cannot_be_right(name: str, text: str, why: str) -> None:
    assert read_row(SOUND | {name: text})[1] == {name: why}


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("start_on", "2026年1月31日", date(2026, 1, 31)),
        ("start_on", "2026.1.31", date(2026, 1, 31)),
        ("new_price", "￥150,000.50", Decimal("150000.50")),
        ("seats", "５", 5),
        ("compulsory", "n", False),
        ("vehicle_class", "taxi", "taxi"),
    ],
)
def test_the_ways_people_write(name: str, text: str, value: Any) -> None:
    values, faults = read_row(SOUND | {name: text})
    assert (values[name], faults) == (value, {})


@given(st.fixed_dictionaries({column.name: st.text(max_size=30) for column in COLUMNS}))
def test_any_text_is_a_value_or_a_fault(texts: dict[str, str]) -> None:
    values, faults = read_row(texts)
    assert values.keys() | faults.keys() == {column.name for column in COLUMNS}
    assert not values.keys() & faults.keys()


def test_every_class_of_the_tariff_has_a_chinese_name() -> None:
    from underwriting.models import CLASS_LABELS  # noqa: PLC0415 - models are ready only now

    assert set(CLASS_NAMES.values()) == set(CLASS_LABELS)
