"""When an assessment is compulsory, and who makes it (domain 5.2, B-26 … B-29)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from underwriting.rules.risk_duty import (
    Ground,
    Hit,
    Level,
    Place,
    ReferralFigures,
    RiskFacts,
    duty_rules,
    grounds,
    level_after,
    level_before,
    place_for,
)

RULES = duty_rules(
    {
        "major_lines": {"MBD": "machinery", "BIL": "loss_of_profits"},
        "occupancy_lines": ["PRB", "PRC", "PRA", "CAR", "EAR"],
        "occupancies": {
            code: {"zh": code, "en": code}
            for code in (
                "petrochemical",
                "power",
                "combined_cycle",
                "tunnel",
                "metro",
                "rail_transit",
                "water",
                "semiconductor",
                "textile",
                "paper",
                "underground_mining",
            )
        },
        "export_lines": ["PDL"],
        "ratio_exempt": ["MCI", "MOD", "MTP"],
        "highest_ratio": "80",
    }
)
ORDINARY = RiskFacts(lines=frozenset({"PRC"}), occupancy="office", exposure=Decimal(5), authority=Decimal(10))


def _met(facts: RiskFacts) -> set[Ground]:
    return {hit.ground for hit in grounds(facts, RULES)}


def test_ordinary_business_is_not_assessed_before_acceptance() -> None:
    assert grounds(ORDINARY, RULES) == ()


@pytest.mark.req("RSK-01", "RSK-12")
def test_a_sum_above_the_authority_of_the_centre_is_a_major_risk() -> None:
    facts = replace(ORDINARY, exposure=Decimal("10.01"))
    assert grounds(facts, RULES) == (Hit(ground=Ground.OVER_AUTHORITY, value="10.01", limit="10"),)
    assert _met(replace(ORDINARY, exposure=Decimal(10))) == set()


@pytest.mark.req("RSK-13")
@pytest.mark.parametrize("occupancy", sorted(RULES.occupancies))
@pytest.mark.parametrize("line", ["PRB", "PRC", "PRA", "CAR", "EAR"])
def test_listed_occupancies_are_major_in_property_and_engineering(occupancy: str, line: str) -> None:
    assert _met(replace(ORDINARY, occupancy=occupancy, lines=frozenset({line}))) == {Ground.OCCUPANCY}


@pytest.mark.req("RSK-13")
def test_a_listed_occupancy_does_not_matter_in_other_lines() -> None:
    assert _met(replace(ORDINARY, occupancy="textile", lines=frozenset({"EML"}))) == set()


@pytest.mark.req("RSK-14", "RSK-15")
def test_machinery_breakdown_and_loss_of_profits_are_always_major() -> None:
    assert _met(replace(ORDINARY, lines=frozenset({"MBD"}))) == {Ground.MACHINERY}
    assert _met(replace(ORDINARY, lines=frozenset({"PRA", "BIL"}))) == {Ground.LOSS_OF_PROFITS}


@pytest.mark.req("RSK-16")
def test_product_liability_is_major_only_with_exports() -> None:
    product = replace(ORDINARY, lines=frozenset({"PDL"}))
    assert _met(product) == set()
    assert _met(replace(product, exports=True)) == {Ground.EXPORT_PRODUCT}


@pytest.mark.req("RSK-17")
def test_a_high_local_loss_ratio_is_a_ground_but_never_for_motor() -> None:
    assert _met(replace(ORDINARY, loss_ratio=Decimal("80.01"))) == {Ground.LOSS_RATIO}
    assert _met(replace(ORDINARY, loss_ratio=Decimal(80))) == set()
    motor = RiskFacts(lines=frozenset({"MCI", "MOD", "MTP"}), loss_ratio=Decimal(300))
    assert _met(motor) == set()


@pytest.mark.req("RSK-02")
def test_a_renewal_must_be_assessed_when_something_material_changed() -> None:
    assert _met(replace(ORDINARY, renewal=True)) == set()
    assert _met(replace(ORDINARY, renewal=True, changed=True)) == {Ground.CHANGED}
    assert _met(replace(ORDINARY, changed=True)) == set()


@pytest.mark.req("RSK-03")
def test_major_cases_are_the_centres_and_the_rest_the_sub_branchs_unless_it_asks() -> None:
    major = grounds(replace(ORDINARY, lines=frozenset({"MBD"})), RULES)
    wanted = grounds(replace(ORDINARY, wanted=True), RULES)
    assert place_for(major, asked_by_sub_branch=False) is Place.CENTRE
    assert place_for(wanted, asked_by_sub_branch=False) is Place.SUB_BRANCH
    assert place_for(wanted, asked_by_sub_branch=True) is Place.CENTRE


@pytest.mark.req("RSK-09", "RSK-18")
def test_the_referral_matrix_sends_to_committee_panel_or_group() -> None:
    over = (Hit(ground=Ground.OVER_AUTHORITY),)
    listed = (Hit(ground=Ground.OCCUPANCY),)
    assert [level_before(over), level_before(listed), level_before(())] == [Level.COMMITTEE, Level.PANEL, Level.GROUP]
    figures = ReferralFigures(pml=Decimal(30), retention=Decimal(100), pml_share=Decimal(30))
    assert level_after(listed, figures) is Level.PANEL
    assert level_after(listed, replace(figures, pml=Decimal("30.01"))) is Level.COMMITTEE
    assert level_after((), replace(figures, score=Decimal("49.99"), committee_below=Decimal(50))) is Level.COMMITTEE
    assert level_after((), replace(figures, score=Decimal(50), committee_below=Decimal(50))) is Level.GROUP


@pytest.mark.req("RSK-02")
def test_a_renewal_of_an_assessed_line_is_assessed_in_principle_by_the_sub_branch() -> None:
    renewal = replace(ORDINARY, renewal=True)
    assert _met(replace(renewal, again=True)) == {Ground.RENEWAL}
    assert _met(replace(renewal, again=True, changed=True)) == {Ground.CHANGED}
    assert _met(replace(renewal, again=True, lines=frozenset({"HHP"}))) == set()
    assert _met(renewal) == set()
    hits = grounds(replace(renewal, again=True), RULES)
    assert (level_before(hits), place_for(hits, asked_by_sub_branch=False)) == (Level.GROUP, Place.SUB_BRANCH)
