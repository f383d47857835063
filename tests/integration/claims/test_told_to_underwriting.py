"""What claims tell underwriting of an open claim: reinsurers hear of a loss on the day of its estimate (REI-10)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from claims.services import reserves, settle
from tests.factories import claims as made
from tests.factories.organisation import actor_at, order
from underwriting.models import LossExperience

D = Decimal


def told(claim_number: str) -> tuple[Decimal, Decimal, bool]:
    row = LossExperience.objects.get(claim_number=claim_number)
    return row.incurred, row.paid, row.closed


@pytest.mark.req("REI-10", "CAS-04")
def test_the_estimate_is_told_when_it_is_made_and_whenever_it_changes() -> None:
    claim = made.make_claims()["MOD"]
    assert told(claim.number) == (claim.reserve, D("0.00"), False)
    new = {"MOD": D(12000), "MTP": D(8000)}
    reserves.revise_reserve(claim.pk, order(actor_at("CS_REG", made.CENTRE), reason="隐损"), reserves=new)
    assert told(claim.number) == (D("20000.00"), D("0.00"), False)


@pytest.mark.req("REI-11")
def test_a_withdrawn_claim_costs_nothing_any_more() -> None:
    claim = made.make_claim_in("assessed")
    settle.cancel_claim(claim.pk, order(actor_at("CS_DIR", made.CENTRE), reason="立案有误"))
    assert told(claim.number) == (D("0.00"), D("0.00"), True)
