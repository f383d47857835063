"""Facts travel as JSON and come back the same."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules.wire import pack, unpack


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True)
class Part:
    amount: Decimal


@dataclass(frozen=True)
class Fact:
    kind: ClassVar[str] = "test.fact"
    pk: int
    amount: Decimal
    on: date
    at: datetime
    key: UUID
    colour: Colour
    parts: tuple[Part, ...]
    pair: tuple[int, date]
    names: list[str]
    maybe: date | None = None
    added_later: str = "default"


amounts = st.decimals(min_value=-(10**15), max_value=10**15, places=2, allow_nan=False)
facts = st.builds(
    Fact,
    amount=amounts,
    at=st.datetimes(timezones=st.just(UTC)),
    parts=st.lists(st.builds(Part, amount=amounts), max_size=3).map(tuple),
    maybe=st.none() | st.dates(),
)


@given(fact=facts)
def test_there_and_back(fact: Fact) -> None:
    assert unpack(Fact, json.loads(json.dumps(pack(fact)))) == fact


def test_money_keeps_its_cents() -> None:
    assert pack(Part(Decimal("1234.50"))) == {"amount": "1234.50"}


def test_unknown_names_are_ignored() -> None:
    assert unpack(Part, {"amount": "1.00", "gone": 1}) == Part(Decimal("1.00"))


def test_what_cannot_travel_is_refused() -> None:
    with pytest.raises(TypeError, match="does not travel"):
        pack(object())
    with pytest.raises(TypeError, match="does not travel"):
        pack(1.5)
