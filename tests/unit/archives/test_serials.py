"""Ranges of printed forms: splitting, merging, gaps, balances, reorder point (domain 8.3, DC-1 … DC-5)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archives.rules.form_places import Lot, NotThere, Place, Standing, Step, moved, settled
from archives.rules.form_stock import (
    Moved,
    Rates,
    Supply,
    holder_balance,
    most_held,
    store_balance,
)
from archives.rules.serials import (
    Numbers,
    covered,
    merged,
    missing,
    number_of,
    quantity,
    shown,
    typed_number,
    typed_ranges,
)

BRANCH, SUB, USER, OTHER = 1, 2, 31, 32
BRANCH_STORE = Place(Standing.IN_STORE, BRANCH)
SUB_STORE = Place(Standing.IN_STORE, SUB)
HAND = Place(Standing.WITH_USER, SUB, USER)


def _with(standing: Standing) -> Place:
    return Place(standing, SUB, USER)


def _story() -> tuple[Lot, ...]:
    """DC-1: 1–1000 received, 1–400 to the sub-branch, 1–50 to A, who uses 1–30, voids 31 and returns 41–50."""
    lots: tuple[Lot, ...] = ()
    nowhere = BRANCH_STORE
    for step, first, last, source, target in (
        (Step.RECEIVE, 1, 1000, nowhere, BRANCH_STORE),
        (Step.DISPATCH, 1, 400, BRANCH_STORE, Place(Standing.IN_TRANSIT, SUB)),
        (Step.ARRIVE, 1, 400, Place(Standing.IN_TRANSIT, SUB), SUB_STORE),
        (Step.OFFER, 1, 50, SUB_STORE, _with(Standing.OFFERED)),
        (Step.DRAW, 1, 50, _with(Standing.OFFERED), HAND),
        *((Step.USE, n, n, HAND, _with(Standing.USED)) for n in range(1, 31)),
        (Step.VOID, 31, 31, HAND, _with(Standing.VOID)),
        (Step.RETURN, 41, 50, HAND, SUB_STORE),
    ):
        lots = settled(lots, moved(lots, Numbers(first, last), step, source=source, target=target))
    return lots


@pytest.mark.req("FRM-01")
def test_dc1_who_holds_what_after_receipt_transfer_issue_use_void_and_return() -> None:
    """DC-1: A holds 32–40, the sub-branch 41–50 and 51–400, the branch 401–1000."""
    assert _story() == (
        Lot(Numbers(1, 30), _with(Standing.USED)),
        Lot(Numbers(31, 31), _with(Standing.VOID)),
        Lot(Numbers(32, 40), HAND),
        Lot(Numbers(41, 400), SUB_STORE),
        Lot(Numbers(401, 1000), BRANCH_STORE),
    )
    held = {lot.place: lot.numbers.quantity for lot in _story()}
    assert (held[HAND], held[SUB_STORE], held[BRANCH_STORE]) == (9, 360, 600)


@pytest.mark.req("FRM-01")
def test_dc2_balance_of_the_store_and_of_the_person() -> None:
    """DC-2: 0 + 50 − 30 − 1 − 0 − 10 = 9; the store of the sub-branch closes with 360."""
    moves = [
        Moved(step=Step.ARRIVE, quantity=400, to_store=SUB),
        Moved(step=Step.OFFER, quantity=50, from_store=SUB),
        Moved(step=Step.DRAW, quantity=50, to_holder=USER, slip_of=SUB),
        *(Moved(step=Step.USE, quantity=1, from_holder=USER) for _ in range(30)),
        Moved(step=Step.VOID, quantity=1, from_holder=USER),
        Moved(step=Step.RETURN, quantity=10, from_holder=USER, to_store=SUB),
    ]
    person, store = holder_balance(0, moves, USER), store_balance(0, moves, SUB)
    assert (person.issued, person.used, person.void, person.lost, person.returned) == (50, 30, 1, 0, 10)
    assert person.closing == 9
    assert (store.received, store.issued, store.returned, store.closing) == (400, 50, 10, 360)


@pytest.mark.req("FRM-01")
def test_a_slip_that_nobody_signed_is_set_aside_and_not_issued() -> None:
    moves = [Moved(step=Step.ARRIVE, quantity=400, to_store=SUB), Moved(step=Step.OFFER, quantity=20, from_store=SUB)]
    waiting = store_balance(0, moves, SUB)
    assert (waiting.issued, waiting.set_aside, waiting.closing) == (0, 20, 380)
    back = store_balance(0, [*moves, Moved(step=Step.RECALL, quantity=20, to_store=SUB)], SUB)
    assert (back.issued, back.set_aside, back.returned, back.closing) == (0, 0, 0, 400)
    later = store_balance(380, [Moved(step=Step.DRAW, quantity=20, to_holder=USER, slip_of=SUB)], SUB)
    assert (later.issued, later.set_aside, later.closing) == (20, -20, 380)


@pytest.mark.req("FRM-01", "FRM-08")
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("JB0000051", (Numbers(51, 51),)),
        ("JB0000051, JB0000060–JB0000062", (Numbers(51, 51), Numbers(60, 62))),
        ("JB0000051、JB0000052 JB0000060-JB0000062", (Numbers(51, 52), Numbers(60, 62))),
    ],
)
def test_missing_numbers_are_read_as_people_type_them(text: str, found: tuple[Numbers, ...]) -> None:
    assert typed_ranges(text, prefix="JB", length=7) == found


@pytest.mark.req("FRM-08")
@pytest.mark.parametrize("text", ["51", "JB0000062–JB0000060", "JB1–JB2–JB3", "XX0000051"])
def test_what_is_no_serial_is_named(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        typed_ranges(text, prefix="JB", length=7)


@pytest.mark.req("FRM-01")
def test_dc3_lots_that_meet_are_issued_together_and_used_numbers_are_not() -> None:
    """DC-3: 45–60 from 41–50 and 51–400 is allowed; 30–35 is refused, 30 is used and 31 void."""
    lots = (Lot(Numbers(41, 50), SUB_STORE), Lot(Numbers(51, 400), SUB_STORE))
    shift = moved(lots, Numbers(45, 60), Step.OFFER, source=SUB_STORE, target=_with(Standing.OFFERED))
    assert settled(lots, shift) == (
        Lot(Numbers(41, 44), SUB_STORE),
        Lot(Numbers(45, 60), _with(Standing.OFFERED)),
        Lot(Numbers(61, 400), SUB_STORE),
    )
    with pytest.raises(NotThere) as refused:
        moved(_story(), Numbers(30, 35), Step.OFFER, source=SUB_STORE, target=_with(Standing.OFFERED))
    assert refused.value.numbers == (Numbers(30, 35),)


@pytest.mark.req("FRM-01")
def test_dc4_nobody_uses_a_number_that_another_person_holds() -> None:
    """DC-4: serial 33 is held by A; B cannot use it."""
    other = Place(Standing.WITH_USER, SUB, OTHER)
    with pytest.raises(NotThere) as refused:
        moved(_story(), Numbers(33, 33), Step.USE, source=other, target=Place(Standing.USED, SUB, OTHER))
    assert refused.value.numbers == (Numbers(33, 33),)


@pytest.mark.req("FRM-01")
def test_dc5_reorder_point_and_order() -> None:
    """DC-5: 40 × (20 + 10) = 1,200; with 1,150 in stock and at most 60 days, 1,250 are ordered."""
    supply = Supply(minimum_days=20, lead_days=10, maximum_days=60)
    assert supply.reorder_point(Decimal(40)) == 1200
    assert supply.order(Decimal(40), 1150) == 1250
    assert supply.order(Decimal(40), 1200) == 0


@pytest.mark.req("FRM-01")
def test_a_number_never_comes_twice() -> None:
    with pytest.raises(NotThere) as refused:
        moved(_story(), Numbers(990, 1010), Step.RECEIVE, source=BRANCH_STORE, target=BRANCH_STORE)
    assert refused.value.numbers == (Numbers(990, 1000),)


def test_a_way_that_does_not_exist_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="use does not lead from in_store"):
        moved(_story(), Numbers(60, 60), Step.USE, source=SUB_STORE, target=_with(Standing.USED))


@pytest.mark.req("FRM-08")
def test_gaps_of_a_series() -> None:
    assert missing([Numbers(1, 3), Numbers(7, 9)], Numbers(1, 10)) == (Numbers(4, 6), Numbers(10, 10))
    assert covered([Numbers(7, 9), Numbers(1, 6)], Numbers(2, 8))


def test_a_holder_may_have_the_usage_of_thirty_days_and_a_beginner_a_few() -> None:
    assert most_held(Decimal("1.5"), 30, 20) == 45
    assert most_held(Decimal(0), 30, 20) == 20


def test_rates_of_forms() -> None:
    found = Rates(due=200, reconciled=198, used=198, void=2, lost=0)
    assert (found.reconcile_rate, found.void_rate) == (Decimal("99.00"), Decimal("1.00"))
    assert Rates(due=0, reconciled=0, used=0, void=0, lost=0).void_rate is None


def test_printed_serials_are_read_as_they_are_shown() -> None:
    assert shown(31, prefix="3526", length=8) == "352600000031"
    assert number_of(" 352600000031", prefix="3526", length=8) == 31
    assert number_of("00000031", prefix="3526", length=8) is None
    assert number_of("3526000000310", prefix="3526", length=8) is None


ranges = st.tuples(st.integers(0, 60), st.integers(0, 12)).map(lambda pair: Numbers(pair[0], pair[0] + pair[1]))


def _each(found: tuple[Numbers, ...] | list[Numbers]) -> set[int]:
    return {n for one in found for n in range(one.first, one.last + 1)}


@given(st.lists(ranges), ranges)
def test_the_algebra_agrees_with_sets_of_numbers(found: list[Numbers], within: Numbers) -> None:
    assert _each(merged(found)) == _each(found)
    assert quantity(merged(found)) == len(_each(found))
    assert _each(missing(found, within)) == _each([within]) - _each(found)
    assert all(not a.meets(b) for a, b in zip(merged(found), merged(found)[1:], strict=False))


@pytest.mark.req("FRM-03")
@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("JC00002001", 2001),
        (" jc00002001 ", 2001),
        ("00002001", 2001),
        ("2001", 2001),
        ("0", 0),
        ("JC2001", None),
        ("123456789", None),
        ("-5", None),
        ("２００１", None),
        ("", None),
    ],
)
def test_a_first_number_is_typed_as_printed_or_bare(text: str, number: int | None) -> None:
    assert typed_number(text, prefix="JC", length=8) == number
