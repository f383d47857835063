"""The zone of a property tariff follows the province of the risk; agreed rates stand on an agreement; both count
against the tariff (domain 4.2, 4.5, 5.10)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from tests.factories.organisation import actor_at, order
from tests.factories.underwriting import FENGZE, make_customer, tomorrow
from tests.support.unchanged import nothing_changed
from underwriting.models import Proposal
from underwriting.selectors.risk_place import flood_places, zone_grounds
from underwriting.services.data import LineData, PeopleData, ProposalData
from underwriting.services.decide import measures
from underwriting.services.intake import receive_proposal
from underwriting.services.refusals import InvalidEntry

pytestmark = pytest.mark.django_db
D = Decimal


def entered(product: str, content: dict[str, Any]) -> Proposal:
    end = tomorrow(30) if product == "CGD" else None
    data = ProposalData(
        line=LineData(product=product, start_on=tomorrow(), end_on=end, content=content),
        people=PeopleData(holder_id=make_customer().id),
    )
    return receive_proposal(order(actor_at("UW_ISSUE", FENGZE)), data=data)


def building(**over: Any) -> dict[str, Any]:
    item = {"category": "building", "name": "厂房", "occupancy": "industry_1", "valuation": "replacement"}
    content = {"address": "泉州市丰泽区安吉路 18 号", "items": [item | {"sum_insured": "1000000"}], "factors": {}}
    return content | over


@pytest.mark.req("UWR-06", "PRD-04")
def test_the_zone_is_that_of_the_province() -> None:
    """Comprehensive rate 1 of Fujian, 1.60 ‰."""
    draft = entered("PRC", building())
    assert (draft.content["zone"], draft.premium, draft.line_deviation) == ("east", D("1600.00"), D(0))
    assert zone_grounds(draft) == ()
    elsewhere = entered("PRC", building(address="北京市海淀区中关村大街 1 号"))
    assert (elsewhere.content["zone"], elsewhere.premium) == ("north", D("1000.00"))


@pytest.mark.req("UWR-06", "AUW-04")
def test_another_zone_wants_a_reason_counts_as_deviation_and_goes_to_a_person() -> None:
    """1.00 ‰ for 1.60 ‰ is 37.50 % below the tariff."""
    make_customer()
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        entered("PRC", building(zone="north"))
    assert refused.value.field == "zone_reason"
    draft = entered("PRC", building(zone="north", zone_reason="总公司批复按二类费率"))
    assert zone_grounds(draft) == ("other_zone",)
    assert measures(draft)["discount"] == D("37.50")


@pytest.mark.req("AUW-04")
def test_an_address_that_is_flooded_is_known() -> None:
    today = timezone.localdate()
    assert flood_places(entered("PRC", building(address="晋江市围头港区")), today) == ("围头",)
    assert flood_places(entered("PRC", building()), today) == ()


@pytest.mark.req("UWR-06", "PRD-05")
def test_a_rate_is_agreed_in_an_agreement_or_it_is_that_of_the_tariff() -> None:
    voyage = {
        "description": "运动鞋",
        "goods": "general",
        "conditions": "comprehensive",
        "conveyance": "公路",
        "origin": "晋江",
        "destination": "成都",
        "basis": "invoice",
        "value": "200000",
        "agreed_rate": "0.00105",
    }
    make_customer()
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        entered("CGD", voyage)
    assert refused.value.field == "agreed_rate"
