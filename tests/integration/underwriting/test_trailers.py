"""Trailers, tractors, special vehicles: classes, tables, and what draws a trailer (CT-42, 4.6)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.factories import endorsements as changes
from tests.factories import underwriting as made
from tests.factories.organisation import actor_at, order
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed
from underwriting.models import Policy, Proposal
from underwriting.services import decide, endorsing, intake, issue
from underwriting.services.data import ProposalData, VehicleData
from underwriting.services.refusals import InvalidEntry

D = Decimal
TRAILER = {
    "plate": "闽CK358挂",
    "vehicle_class": "trailer",
    "model": "中集 ZJV9400",
    "tonnes": D(33),
    "new_price": D(92000),
    "first_registered_on": date(2023, 5, 18),
    "tractor_plate": "闽C·H6620",
}


def a_trailer(**over: Any) -> VehicleData:
    return made.vehicle(**(TRAILER | over))


def receive(vehicle: VehicleData, **cover: Any) -> Proposal:
    data = ProposalData(vehicle=vehicle, cover=made.cover(**cover))
    return intake.receive_proposal(order(actor_at("SALES", made.FENGZE)), data=data)


def a_trailer_in_force() -> Policy:
    found = made.make_decided(vehicle=a_trailer(), compulsory=False, third_party_limit=D(500000))
    assert found.state == "uw_queue"  # the class is not among the branch's values
    decide.approve(found.pk, order(actor_at("UW_UND3", made.UWC), reason="同意承保"))
    paid = made.pay(Proposal.objects.get(pk=found.pk))
    issue.issue(paid.pk, order(actor_at("UW_ISSUE", made.FENGZE)), explained_to="陈晓东")
    return Policy.objects.get(proposal=paid)


@pytest.mark.req("PRO-08", "PRD-04")
def test_a_trailer_has_commercial_cover_only() -> None:
    """CT-42: fixed part and rate on the actual value; no seat is insured."""
    draft = receive(a_trailer(), compulsory=False, third_party_limit=D(500000))
    assert (draft.seats, draft.tractor_plate, draft.compulsory_premium, draft.vehicle_tax) == (0, "闽CH6620", 0, 0)
    assert draft.damage_premium > 0
    # 560 × 0.71 ÷ 0.75 × 0.7
    assert draft.third_party_premium == D("371.09")


@pytest.mark.req("PRO-08")
@pytest.mark.parametrize(
    ("over", "cover", "field"),
    [
        ({}, {}, "compulsory"),
        ({"tractor_plate": ""}, {"compulsory": False}, "tractor_plate"),
        ({"tractor_plate": "ABC"}, {"compulsory": False}, "tractor_plate"),
        ({"plate": "闽C12345"}, {"compulsory": False}, "plate"),
        ({"vehicle_class": "truck", "tractor_plate": "", "seats": 3}, {"compulsory": False}, "vehicle_class"),
        ({}, {"compulsory": False, "driver_limit": D(20000)}, "vehicle_class"),
        ({}, {"compulsory": False, "passenger_limit": D(20000)}, "passenger_limit"),
    ],
)
def test_what_cannot_be_of_a_trailer_is_refused(over: dict[str, Any], cover: dict[str, Any], field: str) -> None:
    with nothing_changed(), pytest.raises(InvalidEntry) as refusal:
        receive(a_trailer(**over), **cover)
    assert refusal.value.field == field


@pytest.mark.req("PRD-04")
@pytest.mark.parametrize(
    ("over", "premium"),
    [
        ({"vehicle_class": "tractor", "tonnes": D("1.5"), "seats": 1}, "400.00"),
        ({"vehicle_class": "tractor", "tonnes": D("2.5"), "seats": 1}, "560.00"),
        ({"vehicle_class": "low_speed_truck", "tonnes": D("1.2"), "seats": 2}, "560.00"),
        ({"vehicle_class": "tractor_unit", "tonnes": D(35), "seats": 2}, "4480.00"),
        ({"vehicle_class": "special", "special_kind": 1, "seats": 2}, "3710.00"),
        ({"vehicle_class": "special", "special_kind": 2, "seats": 5}, "2430.00"),
        ({"vehicle_class": "special", "special_kind": 3, "seats": 2}, "1080.00"),
        ({"vehicle_class": "special", "special_kind": 4, "seats": 2}, "3980.00"),
        ({"vehicle_class": "taxi", "seats": 5}, "1800.00"),
        ({"vehicle_class": "city_bus", "seats": 24}, "3020.00"),
        ({"vehicle_class": "road_passenger", "seats": 45}, "4690.00"),
        ({"vehicle_class": "motorcycle", "seats": 2, "displacement": D("0.125")}, "120.00"),
    ],
)
def test_the_compulsory_table_by_class(over: dict[str, Any], premium: str) -> None:
    """4.6, the base premium of a new vehicle; tractors by the table of the province."""
    given = {"own_damage": False, "third_party_limit": None, "accident_free_years": None, "insured_years": 0}
    assert receive(made.vehicle(**over), **given).compulsory_premium == D(premium)


@pytest.mark.req("PRD-04")
def test_a_farm_tractor_is_free_of_the_vehicle_tax() -> None:
    draft = receive(made.vehicle(vehicle_class="tractor", tonnes=D("1.5"), seats=1), own_damage=False)
    assert draft.vehicle_tax == 0


@pytest.mark.req("PRD-04")
@pytest.mark.parametrize("missing", [None, 5])
def test_a_special_vehicle_is_of_a_kind(missing: int | None) -> None:
    with nothing_changed(), pytest.raises(InvalidEntry) as refusal:
        receive(made.vehicle(vehicle_class="special", special_kind=missing))
    assert refusal.value.field == "special_kind"


@pytest.mark.req("ISS-05")
def test_trailer_and_tractor_lead_to_each_other(settings: Any) -> None:
    settings.DEMO = True
    tractor_vehicle = made.vehicle(plate="闽CH6620", vin=made.VINS[0], vehicle_class="tractor_unit", tonnes=D(35))
    found = made.make_decided(vehicle=tractor_vehicle, own_damage=False, third_party_limit=None)
    decide.approve(found.pk, order(actor_at("UW_UND3", made.UWC), reason="同意承保"))
    paid = made.pay(Proposal.objects.get(pk=found.pk))
    serial = made.next_serial(issue.SIGN, actor_at("UW_ISSUE", made.FENGZE).staff_id)
    issue.issue(paid.pk, order(actor_at("UW_ISSUE", made.FENGZE)), explained_to="陈晓东", serial=serial)
    tractor, trailer = Policy.objects.get(proposal=paid), a_trailer_in_force()
    clerk = signed_in("UW_ISSUE", made.FENGZE)
    page = clerk.get(reverse("underwriting:policy", kwargs={"pk": trailer.pk})).content.decode()
    assert tractor.number in page
    other = clerk.get(reverse("underwriting:policy", kwargs={"pk": tractor.pk})).content.decode()
    assert trailer.number in other
    stranger = signed_in("UW_ISSUE", made.JINJIANG)
    assert stranger.get(reverse("underwriting:policy", kwargs={"pk": trailer.pk})).status_code == 404


@pytest.mark.req("END-01")
def test_a_trailer_goes_on_to_another_tractor() -> None:
    policy = a_trailer_in_force()
    done = changes.entered(policy, "plate", {"tractor_plate": "闽C·A1234"})
    assert (done.changes, done.delta) == ({"tractor_plate": "闽CA1234"}, D("0.00"))


@pytest.mark.req("END-01")
def test_a_car_gets_no_tractor() -> None:
    asked = changes.requested(changes.running(), "plate")
    entry = endorsing.EndorsementEntry(changes={"tractor_plate": "闽CA1234"})
    with nothing_changed(), pytest.raises(InvalidEntry):
        endorsing.enter_endorsement(asked.pk, changes.by("UW_ISSUE"), entry=entry)


@pytest.mark.req("PRO-08")
def test_the_first_step_of_a_trailer_is_kept_and_priced(settings: Any) -> None:
    settings.DEMO = True
    clerk = signed_in("UW_ISSUE", made.FENGZE)
    typed = {
        **{name: str(value) for name, value in TRAILER.items()},
        "vin": "1M8GDM9AXKP042788",
        "engine_number": "无",
        "owner_name": "陈晓东",
        "seats": "0",
        "displacement": "0",
    }
    with nothing_changed():
        shown = clerk.post(reverse("underwriting:quote_new"), typed).content.decode()
    assert "ui-total" in shown
    answer = clerk.post(reverse("underwriting:new"), typed | {"command_key": str(uuid4())})
    assert answer.status_code == 302
    draft = Proposal.objects.get(tractor_plate="闽CH6620")
    assert (draft.compulsory, draft.own_damage) == (False, True)
