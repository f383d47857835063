"""Limits of accumulation and what treaties do not take, without the database (REI-12, REI-14, 5.17)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from underwriting.rules.reinsurance.accumulation import Kept, Limit, Others, broken_limits
from underwriting.rules.reinsurance.exclusions import kinds_of, said_by_contract, shown
from underwriting.rules.reinsurance.sharing import Layer, Programme, QuotaShare, share
from underwriting.rules.reinsurance.statute import Strength
from underwriting.rules.reinsurance.units import AssessedUnit, assessed_units, units_of

D = Decimal
PEOPLE = Limit(event="people", area="", amount=D("10000000"), lines=("GPA", "STP"))
TYPHOON = Limit(event="typhoon", area="350503", amount=D("100"), lines=("PRC",))
REGISTER = {
    "fireworks": {"zh": "烟花、爆竹", "en": "fireworks, firecrackers", "known_as": []},
    "tunnel": {"zh": "隧道", "en": "tunnel", "known_as": ["metro"]},
}


def kept(amount: str, place: str = "东海厂区", line: str = "GPA", area: str = "350503") -> Kept:
    return Kept(line=line, place=place, area=area, amount=D(amount))


@pytest.mark.req("REI-14")
def test_persons_of_several_policies_at_one_place_are_kept_up_to_the_limit_and_not_a_cent_more() -> None:
    others = Others(at_places=[kept("4000000"), kept("3000000", place="晋江厂区")])
    assert broken_limits([PEOPLE], [kept("6000000")], others) == ()
    (broken,) = broken_limits([PEOPLE], [kept("6000000.01")], others)
    assert (broken.where, broken.others, broken.own, broken.kept) == (
        "东海厂区",
        D("4000000"),
        D("6000000.01"),
        D("10000000.01"),
    )


@pytest.mark.req("REI-14")
@pytest.mark.parametrize("own", [kept("20000000", line="PRC"), kept("20000000", place=" "), kept("0")])
def test_another_line_no_address_or_nothing_kept_breaks_no_limit(own: Kept) -> None:
    assert broken_limits([PEOPLE], [own], Others(at_places=[kept("10000000")])) == ()


@pytest.mark.req("REI-14")
def test_an_event_of_an_area_adds_up_all_places_of_the_area() -> None:
    own = [kept("30", place="甲", line="PRC"), kept("31", place="乙", line="PRC")]
    assert broken_limits([TYPHOON], own, Others(in_areas=[kept("39", place="", line="PRC")])) == ()
    (broken,) = broken_limits([TYPHOON], own, Others(in_areas=[kept("40", place="", line="PRC")]))
    assert (broken.where, broken.kept) == ("", D("101"))
    elsewhere = [kept("500", line="PRC", area="350582")]
    assert broken_limits([TYPHOON], elsewhere, Others()) == ()


@pytest.mark.req("REI-12")
@pytest.mark.parametrize(
    ("content", "kinds"),
    [
        ({"industry": "烟花爆竹仓储"}, {"fireworks"}),
        ({"project": "tunnel"}, {"tunnel"}),
        ({"occupancy": "metro"}, {"tunnel"}),
        ({"works_name": "East Coast Tunnel, lot 2"}, {"tunnel"}),
        ({"machines": [{"kind": "press", "name": "爆竹装药机"}]}, {"fireworks"}),
        ({"industry": "纺织", "project": "building"}, set()),
    ],
)
def test_a_kind_of_risk_is_recognised_by_code_or_in_words(content: dict[str, object], kinds: set[str]) -> None:
    assert kinds_of(said_by_contract(content), REGISTER) == kinds


def test_a_risk_unit_says_what_its_items_and_the_whole_contract_say() -> None:
    items = [
        {"name": "烟花库", "occupancy": "warehouse_dangerous", "sum_insured": "10", "risk_unit": "A"},
        {"name": "办公楼", "occupancy": "commerce", "sum_insured": "10", "risk_unit": "B"},
    ]
    store, office = units_of({"items": items}, total=D(20), premium=D(2), name="x")
    assert kinds_of(store.said, REGISTER) == {"fireworks"}
    assert kinds_of(office.said, REGISTER) == set()
    (whole,) = units_of({"items": items}, total=D(15), premium=D(2), name="x")
    assert kinds_of(whole.said, REGISTER) == {"fireworks"}
    area = AssessedUnit(name="东区", value=D(20), loss=D(5))
    (assessed,) = assessed_units([area], {"items": items, "industry": "隧道施工"}, total=D(20), premium=D(2))
    assert kinds_of(assessed.said, REGISTER) == {"fireworks", "tunnel"}
    assert shown(["fireworks", "war"], REGISTER) == "烟花、爆竹；war"


@pytest.mark.req("REI-12", "REI-14")
def test_what_a_treaty_excludes_is_not_taken_and_must_be_placed() -> None:
    """Ten times the retention would be carried; the surplus excludes tunnels, so only the retention is kept."""
    programme = Programme(
        retention=D("5000000"),
        quota_shares=[QuotaShare(code="QS", share=D("0.2"))],
        refused=[("SP-ENG", "隧道")],
    )
    shared = share(D("20000000"), D("36000"), programme)
    assert shared.amount(Layer.RETENTION) == D("4000000.00")
    assert shared.unplaced == D("15000000.00")
    step = next(one for one in shared.explained.steps if one.rule == "Excluded by the treaty")
    assert (step.detail, step.basis, step.result) == ("隧道", "SP-ENG", D("0.00"))


@pytest.mark.req("REI-12")
@pytest.mark.parametrize(
    ("retained", "used"), [("7200000000", "0.9000"), ("8000000000", "1.0000"), ("-5", "0.0000"), ("0", "0.0000")]
)
def test_the_part_of_the_bound_that_the_premium_of_a_year_has_used(retained: str, used: str) -> None:
    """LAW-102, RI-5: capital and reserves of two thousand million, at most four times as much premium."""
    law = Strength(capital_and_reserves=D("2000000000"), risk_unit_share=D("0.10"), premium_multiple=D(4))
    assert law.used_of_premium(D(retained)) == D(used)
