"""The cheapest assignment against all ways there are."""

from __future__ import annotations

from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.rules.assignment import Cost, cheapest
from claims.rules.travel import Pace, trip

PACE = Pace(speed=Decimal(30), survey_minutes=40, target_minutes=60, late_weight=3, other_desk_minutes=600)
COSTS = st.integers(1, 4).flatmap(
    lambda width: st.lists(
        st.lists(st.one_of(st.none(), st.integers(0, 50)), min_size=width, max_size=width), min_size=1, max_size=4
    )
)


def best(costs: list[list[Cost]]) -> tuple[int, int]:
    """By trying everything: how many get a place at most, and what that costs at least."""
    width = len(costs[0])
    columns = [*range(width), *([None] * len(costs))]
    found = []
    for way in set(permutations(columns, len(costs))):
        chosen = [None if column is None else row[column] for row, column in zip(costs, way, strict=True)]
        if all(column is None or cost is not None for column, cost in zip(way, chosen, strict=True)):
            paid = [cost for cost in chosen if cost is not None]
            found.append((-len(paid), sum(paid)))
    return min(found)


@given(COSTS)
def test_no_way_is_cheaper(costs: list[list[Cost]]) -> None:
    columns = cheapest(costs)
    taken = [column for column in columns if column is not None]
    assert len(set(taken)) == len(taken)
    paid = [costs[row][column] for row, column in enumerate(columns) if column is not None]
    assert None not in paid
    assert (-len(paid), sum(paid)) == best(costs)


@pytest.mark.parametrize(
    ("costs", "columns"),
    [
        ([], []),
        ([[None]], [None]),
        ([[1, 2], [1, 10]], [1, 0]),  # the nearest of both would cost 11, together it is 3
        ([[5], [3]], [None, 0]),
        ([[4, 1, 3], [2, 0, 5], [3, 2, 2]], [1, 0, 2]),
    ],
)
def test_known_answers(costs: list[list[Cost]], columns: list[int | None]) -> None:
    assert cheapest(costs) == columns


def test_a_large_wave_is_exact_too() -> None:
    """Fifty tasks on a line, fifty people beside them in another order: everybody goes next door."""
    order = [(n * 7) % 50 for n in range(50)]
    costs: list[list[Cost]] = [[abs(task - place) * 10 for place in order] for task in range(50)]
    assert sum(costs[row][column] or 0 for row, column in enumerate(cheapest(costs)) if column is not None) == 0


@pytest.mark.parametrize(
    ("km", "ahead", "waited", "usual", "minutes", "late"),
    [
        ("15.0", 0, 0, True, 30, 0),
        ("30.0", 0, 0, True, 60, 0),
        ("30.1", 0, 0, True, 61, 1),
        ("0.0", 2, 0, True, 0, 20),
        ("15.0", 0, 2400, True, 30, 10),
    ],
)
def test_the_way_and_being_late(km: str, ahead: int, waited: int, usual: bool, minutes: int, late: int) -> None:
    found = trip(PACE, Decimal(km), ahead=ahead, waited=waited, usual=usual)
    assert (found.minutes, found.late_minutes) == (minutes, late)
    assert found.price == found.road + 3 * found.late


def test_another_desk_is_dearer() -> None:
    near = trip(PACE, Decimal(1), ahead=0, waited=0, usual=False)
    far = trip(PACE, Decimal(20), ahead=0, waited=0, usual=True)
    assert near.price > far.price
