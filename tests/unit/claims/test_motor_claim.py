"""Whole motor claims: compulsory before commercial, shares of victims, exclusions, checklists."""

from __future__ import annotations

from decimal import Decimal

import pytest

from claims.rules.compulsory import Category
from claims.rules.documents import Needed, missing, needed_documents
from claims.rules.motor_calculation import (
    Accident,
    CommercialCover,
    Fault,
    Kind,
    Loss,
    commercial_claim,
    compulsory_claim,
)
from tests.unit.claims.test_motor_calculation import LIMITS

COVER = CommercialCover(sum_insured=Decimal(96000), actual_value=Decimal(96000), third_party_limit=Decimal(1000000))


def loss(number: int, kind: Kind, amount: int, category: Category = Category.PROPERTY) -> Loss:
    return Loss(id=number, kind=kind, category=category, amount=Decimal(amount))


@pytest.mark.req("PAY-01", "PAY-03")
def test_mc9_as_two_claims() -> None:
    losses = (loss(1, Kind.OWN_VEHICLE, 10000), loss(2, Kind.THIRD_VEHICLE, 8000))
    accident = Accident(fault=Fault.FULL, ratio=Decimal(1), losses=losses, blameless_others=1)
    compulsory = compulsory_claim(accident, LIMITS)
    assert compulsory.by_coverage == {"MCI": Decimal("2100.00")}
    assert compulsory.shares == {2: Decimal("2000.00")}
    commercial = commercial_claim(accident, COVER, LIMITS)
    assert commercial.by_coverage == {"MTP": Decimal("6000.00"), "MOD": Decimal("9900.00")}
    assert commercial.total == Decimal("15900.00")
    assert commercial.steps[-1].result == Decimal("15900.00")


def test_mc14_drunk_driver() -> None:
    losses = (loss(1, Kind.OWN_VEHICLE, 30000), loss(2, Kind.INJURY, 25000, Category.MEDICAL))
    accident = Accident(fault=Fault.FULL, ratio=Decimal(1), losses=losses, excluded=True)
    compulsory = compulsory_claim(accident, LIMITS)
    assert (compulsory.total, compulsory.recover) == (Decimal("18000.00"), Decimal("18000.00"))
    assert commercial_claim(accident, COVER, LIMITS).total == Decimal("0.00")


def test_without_fault_the_small_limits_and_own_damage_in_full() -> None:
    losses = (loss(1, Kind.OWN_VEHICLE, 5000), loss(2, Kind.THIRD_VEHICLE, 3000))
    accident = Accident(fault=Fault.NONE, ratio=Decimal(0), losses=losses, received=Decimal(2000))
    assert compulsory_claim(accident, LIMITS).total == Decimal("100.00")
    assert commercial_claim(accident, COVER, LIMITS).by_coverage == {"MTP": Decimal("0.00"), "MOD": Decimal("3000.00")}


def test_victims_share_a_limit() -> None:
    death = Category.DEATH_DISABILITY
    losses = (loss(1, Kind.INJURY, 150000, death), loss(2, Kind.INJURY, 90000, death))
    accident = Accident(fault=Fault.MAIN, ratio=Decimal("0.7"), losses=losses)
    assert compulsory_claim(accident, LIMITS).shares == {1: Decimal("112500.00"), 2: Decimal("67500.00")}


def test_a_cover_that_was_not_taken_pays_nothing() -> None:
    accident = Accident(fault=Fault.FULL, ratio=Decimal(1), losses=(loss(1, Kind.OWN_VEHICLE, 5000),))
    assert commercial_claim(accident, CommercialCover(third_party_limit=Decimal(1000000)), LIMITS).total == Decimal(
        "0.00"
    )


@pytest.mark.req("CAS-01")
def test_the_checklist_follows_what_happened() -> None:
    catalogue = (
        Needed(code="form", name="索赔申请书"),
        Needed(code="police", name="认定书", when="police"),
        Needed(code="medical", name="诊断", when="injury"),
        Needed(code="invoice", name="发票", when="own_vehicle", lines=("MOD",)),
    )
    asked = needed_documents(catalogue, line="MOD", kinds=frozenset({Kind.OWN_VEHICLE}), police=True)
    assert [n.code for n in asked] == ["form", "police", "invoice"]
    assert missing({"form": True, "police": False, "invoice": False}) == ("police", "invoice")
