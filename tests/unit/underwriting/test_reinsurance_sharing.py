"""Worked cases of domain 5.5, 5.7 and 7.12: exact to the cent and to the ratio."""

from __future__ import annotations

from decimal import Decimal

import pytest

from underwriting.rules import coinsurance
from underwriting.rules.coinsurance import Share, UnsoundShares
from underwriting.rules.reinsurance.excess import ExcessLayer, gaps, recoveries, recovery
from underwriting.rules.reinsurance.placement import Line
from underwriting.rules.reinsurance.sharing import (
    Layer,
    Placement,
    Programme,
    QuotaShare,
    Surplus,
    share,
)
from underwriting.rules.reinsurance.statute import Strength, missing_share

D = Decimal

SURPLUS = Surplus(code="SP", lines=D(8), commission=D("0.30"))


@pytest.mark.req("REI-12")
def test_quota_share_takes_premium_commission_and_loss_in_one_proportion() -> None:
    """RI-1."""
    programme = Programme(
        retention=D(50_000_000), quota_shares=(QuotaShare(code="QS", share=D("0.30"), commission=D("0.35")),)
    )
    found = share(D(10_000_000), D(20_000), programme)
    (part,) = found.ceded
    assert (part.premium, part.commission) == (D("6000.00"), D("2100.00"))
    assert found.recoveries(D(1_000_000)) == {"QS": D("300000.00")}


@pytest.mark.req("REI-12")
def test_surplus_takes_what_exceeds_the_retention() -> None:
    """RI-2."""
    found = share(D(20_000_000), D(36_000), Programme(retention=D(5_000_000), surpluses=(SURPLUS,)))
    (part,) = found.ceded
    assert (part.ratio, part.premium, part.of_loss(D(800_000))) == (D("0.75"), D("27000.00"), D("600000.00"))
    assert found.unplaced == 0


@pytest.mark.req("REI-14", "REI-01")
def test_what_exceeds_the_surplus_must_be_placed_facultatively() -> None:
    """RI-3."""
    found = share(D(60_000_000), D(90_000), Programme(retention=D(5_000_000), surpluses=(SURPLUS,)))
    assert found.ratio(Layer.SURPLUS) == D("0.6666666667")
    assert found.ratio(Layer.RETENTION) == D("0.0833333333")
    assert found.ratio(Layer.UNPLACED) == D("0.2500000000")
    assert found.unplaced == D("15000000.00")
    assert found.explained.result == D("15000000.00")


@pytest.mark.req("REI-04")
def test_a_facultative_placement_fills_what_the_treaties_leave() -> None:
    placed = Placement(code="FAC", amount=D(15_000_000), lines=[Line(percent=D(100), commission_percent=D(20))])
    programme = Programme(retention=D(5_000_000), surpluses=(SURPLUS,), placements=(placed,))
    found = share(D(60_000_000), D(90_000), programme)
    assert found.unplaced == 0
    assert {part.layer: part.premium for part in found.parts} == {
        Layer.RETENTION: D("7500.00"),
        Layer.FACULTATIVE: D("22500.00"),
        Layer.SURPLUS: D("60000.00"),
    }
    assert sum((part.ratio for part in found.parts), D(0)) == 1


def test_shares_of_premium_add_up_to_the_own_premium_to_the_cent() -> None:
    quota = QuotaShare(code="QS", share=D("0.3333"), commission=D("0.35"))
    programme = Programme(retention=D(3_000_000), quota_shares=(quota,), surpluses=(SURPLUS,))
    found = share(D(7_777_777), D("10000.01"), programme, own_share=D("0.60"))
    assert found.own_sum == D("4666666.20")
    assert found.own_premium == D("6000.01")
    assert sum((part.premium for part in found.parts), D(0)) == found.own_premium
    assert sum((part.amount for part in found.parts), D(0)) == found.own_sum


def test_the_quota_share_takes_no_more_than_its_limit_of_one_risk() -> None:
    quota = QuotaShare(code="QS", share=D("0.50"), limit=D(1_000_000))
    found = share(D(4_000_000), D(4_000), Programme(retention=D(5_000_000), quota_shares=(quota,)))
    assert found.amount(Layer.QUOTA_SHARE) == D(1_000_000)
    assert found.amount(Layer.RETENTION) == D(3_000_000)


def test_the_company_shares_with_its_co_insurers_before_anything_is_retained() -> None:
    programme = Programme(retention=D(5_000_000), surpluses=(SURPLUS,))
    found = share(D(100_000_000), D(100_000), programme, own_share=D("0.25"))
    assert found.own_sum == D(25_000_000)
    assert found.ratio(Layer.SURPLUS) == D("0.8")


@pytest.mark.parametrize(
    ("loss", "paid"), [(D(800_000), D(0)), (D(2_500_000), D(1_500_000)), (D(4_000_000), D(2_000_000))]
)
@pytest.mark.req("REI-12")
def test_an_excess_layer_pays_between_its_attachment_and_its_top(loss: D, paid: D) -> None:
    """RI-4."""
    assert recovery(loss, ExcessLayer(code="XL1", attachment=D(1_000_000), limit=D(2_000_000))) == paid


def test_the_aggregate_of_a_layer_is_used_up_loss_by_loss() -> None:
    layer = ExcessLayer(code="XL1", attachment=D(1_000_000), limit=D(2_000_000), aggregate=D(3_000_000))
    assert recoveries([D(4_000_000), D(2_500_000), D(9_000_000)], layer) == [D(2_000_000), D(1_000_000), D(0)]


def test_gaps_between_layers_are_found() -> None:
    first = ExcessLayer(code="1", attachment=D(1_000_000), limit=D(2_000_000))
    third = ExcessLayer(code="3", attachment=D(5_000_000), limit=D(5_000_000))
    assert gaps([third, first]) == [(D(3_000_000), D(5_000_000))]
    assert gaps([]) == []


@pytest.mark.req("REI-14")
def test_the_law_bounds_what_is_kept_of_a_risk_unit_and_in_a_year() -> None:
    """RI-5."""
    law = Strength(capital_and_reserves=D(2_000_000_000), risk_unit_share=D("0.10"), premium_multiple=D(4))
    assert law.largest_retention == D(200_000_000)
    assert law.largest_retained_premium == D(8_000_000_000)
    assert law.allows_retention(D(200_000_000))
    assert not law.allows_retention(D("200000000.01"))


def test_the_share_that_nobody_has_signed_is_known() -> None:
    assert missing_share([D(60), D("39.5")]) == D("0.5")
    assert missing_share([D(60), D(41)]) == D(-1)


SHARES = (
    Share(name="A", percent=D(60), leads=True, own=True),
    Share(name="B", percent=D(25)),
    Share(name="C", percent=D(15)),
)


@pytest.mark.req("REI-13")
def test_the_residual_cent_of_a_co_insured_premium_is_the_leaders() -> None:
    """CO-1."""
    assert coinsurance.apportion(D("100000.01"), SHARES) == [D("60000.01"), D("25000.00"), D("15000.00")]


@pytest.mark.req("REI-13")
def test_co_insurers_bear_a_loss_in_their_shares() -> None:
    """Domain 7.12."""
    assert coinsurance.apportion(D("50000.01"), SHARES) == [D("30000.01"), D("12500.00"), D("7500.00")]


@pytest.mark.parametrize(
    ("loss", "shares"),
    [(D(200_000), [D("120000.00"), D("80000.00")]), (D(900_000), [D("480000.00"), D("320000.00")])],
)
def test_double_insurance_pays_in_proportion_and_never_above_the_value(loss: D, shares: list[D]) -> None:
    """Domain 7.12, LAW-56."""
    assert coinsurance.by_sums(loss, [D(600_000), D(400_000)], D(800_000)) == shares


@pytest.mark.parametrize(
    ("shares", "fault"),
    [
        ((Share(name="A", percent=D(60), leads=True, own=True), Share(name="B", percent=D("39.9999"))), "sum"),
        (
            (Share(name="A", percent=D("60.00001"), leads=True, own=True), Share(name="B", percent=D("39.99999"))),
            "share",
        ),
        ((Share(name="A", percent=D(60), own=True), Share(name="B", percent=D(40))), "leader"),
        ((Share(name="A", percent=D(60), leads=True), Share(name="B", percent=D(40))), "own"),
        ((Share(name="A", percent=D(60), leads=True, own=True), Share(name=" A", percent=D(40))), "names"),
        ((Share(name="A", percent=D(100), leads=True, own=True),), "names"),
    ],
)
@pytest.mark.req("REI-13")
def test_an_unsound_share_table_is_refused(shares: tuple[Share, ...], fault: str) -> None:
    with pytest.raises(UnsoundShares, match=fault):
        coinsurance.checked(shares)


def test_the_own_share_of_the_contract_is_a_ratio() -> None:
    assert coinsurance.OwnPart(shares=coinsurance.checked(SHARES)).ratio == D("0.6")
    assert (coinsurance.ALONE.ratio, coinsurance.ALONE.of(D("3800.00"))) == (D(1), D("3800.00"))


@pytest.mark.req("REI-13")
def test_the_own_part_is_what_the_table_leaves_the_leader() -> None:
    """CO-1: the residual cent is the leader's, which a ratio cannot say; a follower gets its rounded part."""
    thirds = (
        Share(name="A", percent=D("33.3334"), leads=True, own=True),
        Share(name="B", percent=D("33.3333")),
        Share(name="C", percent=D("33.3333")),
    )
    own = coinsurance.OwnPart(shares=thirds)
    assert (own.of(D(4_000_001)), own.of(D("3800.00"))) == (D("1333336.34"), D("1266.66"))
    part = (own.of(D(4_000_001)), D("1194.96"))
    found = share(D(4_000_001), D("3584.91"), Programme(retention=D(5_000_000)), own_share=own.ratio, own=part)
    assert (found.own_sum, found.own_premium) == part
    assert [(one.amount, one.premium) for one in found.parts] == [part]


@pytest.mark.req("REI-13")
def test_parts_are_counted_amount_by_amount() -> None:
    """CO-1, an addition of 100.01, and 3,467.50 that went back: 866.88 and 520.13 of it are the followers'."""
    parts = coinsurance.credits_of(
        coinsurance.checked(SHARES), first=D("100000.01"), more=[D("100.01")], back=[D("3467.50")]
    )
    assert [(one.received, one.given_back) for one in parts] == [
        (D("60060.02"), D("2080.49")),
        (D("25025.00"), D("866.88")),
        (D("15015.00"), D("520.13")),
    ]
