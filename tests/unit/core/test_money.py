"""Cents, splits and tax."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.money import NotWholeCents, net_of_tax, split, to_cents, whole_cents

D = Decimal


@pytest.mark.parametrize(
    ("amount", "cents"), [("1.005", "1.01"), ("1.004", "1.00"), ("-1.005", "-1.01"), ("0.125", "0.13")]
)
def test_amounts_round_half_up(amount: str, cents: str) -> None:
    assert to_cents(D(amount)) == D(cents)


def test_fractions_of_a_cent_are_refused_where_money_is_stored() -> None:
    with pytest.raises(NotWholeCents, match=r"1\.001 has fractions of a cent"):
        whole_cents(D("1.001"))


def test_the_residual_cent_goes_to_the_leader() -> None:
    assert split(D("100000.01"), [D(60), D(25), D(15)], residual_to=0) == [D("60000.01"), D("25000.00"), D("15000.00")]


@pytest.mark.parametrize(
    ("gross", "net", "tax"),
    [
        ("10600.00", "10000.00", "600.00"),
        ("950.00", "896.23", "53.77"),
        ("1020.00", "962.26", "57.74"),
        ("629.86", "594.21", "35.65"),
        ("13350.83", "12595.12", "755.71"),
    ],
)
def test_tax_is_split_from_the_gross_amount(gross: str, net: str, tax: str) -> None:
    assert net_of_tax(D(gross), D("0.06")) == (D(net), D(tax))


@given(
    st.decimals(0, 10**9, places=2),
    st.lists(st.decimals(D("0.01"), 100, places=2), min_size=1, max_size=9),
)
def test_shares_always_add_up(total: Decimal, weights: list[Decimal]) -> None:
    assert sum(split(total, weights)) == total
