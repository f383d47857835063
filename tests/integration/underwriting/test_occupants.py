"""Those in the vehicle are insured: entry, premium, rules, policy, paper, changes (4.1 MPA)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import endorsements as changes
from tests.factories import underwriting as made
from tests.factories.organisation import actor_at, order
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed
from underwriting.documents.policy import content_of as policy_paper
from underwriting.documents.proposal_form import content_of as proposal_paper
from underwriting.models import Policy
from underwriting.rules.moratorium import SUSPENDABLE
from underwriting.selectors import policy_life
from underwriting.selectors.cover import cover_in_force, policy_copy
from underwriting.selectors.plan_in_words import covers_of
from underwriting.services import endorsing, intake, renewing
from underwriting.services.data import ProposalData
from underwriting.services.refusals import InvalidEntry

D = Decimal
BOTH = {"driver_limit": D(20000), "passenger_limit": D(20000)}


@pytest.mark.req("PRO-08", "PRD-04")
def test_driver_and_passengers_are_priced_by_seat() -> None:
    """20,000 × 3 ‰ ÷ 0.75 × 0.7, and 20,000 × 4 × 1.9 ‰ ÷ 0.75 × 0.7."""
    draft = made.make_draft(**BOTH, claim_free_years=2)
    assert (draft.driver_premium, draft.passenger_premium) == (D("56.00"), D("141.87"))
    assert draft.commercial_premium == draft.damage_premium + draft.third_party_premium + D("197.87")
    assert draft.occupants_limit == D(100000)
    assert draft.exposure == (draft.sum_insured or 0) + D(1000000) + D(100000)
    assert draft.covers == ["MCI", "MOD", "MTP", "MPA"]
    assert draft.passenger_steps[0]["detail"] == "20,000.00 × 4"


@pytest.mark.req("PRO-08")
def test_those_in_the_vehicle_can_be_insured_alone() -> None:
    draft = made.make_draft(compulsory=False, own_damage=False, third_party_limit=None, driver_limit=D(50000))
    assert (draft.commercial, draft.covers) == (True, ["MPA"])
    assert draft.premium == draft.driver_premium > 0


@pytest.mark.req("PRD-04")
@pytest.mark.parametrize(
    ("asked", "vehicle", "field"),
    [
        ({"driver_limit": D(12345)}, {}, "driver_limit"),
        ({"passenger_limit": D(12345)}, {}, "passenger_limit"),
        ({"passenger_limit": D(20000)}, {"seats": 1}, "passenger_limit"),
    ],
)
def test_what_the_tariff_does_not_offer_is_refused_at_its_entry(
    asked: dict[str, Any], vehicle: dict[str, Any], field: str
) -> None:
    data = ProposalData(vehicle=made.vehicle(**vehicle), cover=made.cover(**asked))
    with nothing_changed(), pytest.raises(InvalidEntry) as refusal:
        intake.receive_proposal(order(actor_at("SALES", made.FENGZE)), data=data)
    assert refusal.value.field == field


@pytest.mark.req("AUW-04")
@pytest.mark.parametrize(("limit", "state"), [(D(200000), "approved"), (D(300000), "uw_queue")])
def test_a_limit_above_the_branch_value_goes_to_a_person(limit: D, state: str) -> None:
    assert made.make_decided(passenger_limit=limit).state == state


@pytest.mark.req("ISS-05")
def test_the_policy_says_limit_and_seats() -> None:
    policy = _commercial(made.make_policy_in_force(**BOTH))
    covers = {one.code: one for one in policy_copy(policy.pk).coverages}
    assert (covers["MPAD"].limit, covers["MPAD"].seats) == (D(20000), 1)
    assert (covers["MPAP"].limit, covers["MPAP"].seats) == (D(20000), 4)
    assert sum(one.premium for one in covers.values()) == policy.premium
    command = order(actor_at("UW_ISSUE", made.FENGZE))
    paper = policy_paper(policy, policy.versions.get(number=1), command)
    told = {name: limit for name, limit, _premium in paper["rows"]}
    assert told["机动车车上人员责任保险（司机）"] == "20,000.00／座 × 1 座"
    assert told["机动车车上人员责任保险（乘客）"] == "20,000.00／座 × 4 座"
    form = proposal_paper(policy.proposal, at=timezone.now(), printed_by="李珍珍")
    assert [row[0] for row in form["rows"]][-2:] == [
        "机动车车上人员责任保险（司机）",
        "机动车车上人员责任保险（乘客）",
    ]


@pytest.mark.req("UWR-10")
def test_the_report_upward_names_all_seats() -> None:
    found = {one.name: (one.sum_insured, one.premium) for one in covers_of(made.make_draft(**BOTH))}
    assert found["Occupants, passengers"] == (D(80000), D("141.87"))


@pytest.mark.req("END-01")
def test_a_cover_is_added_and_dropped() -> None:
    policy = changes.running()
    added = changes.issued(policy, "add_cover", {"cover.MPAP.limit": "20000"})
    assert (added.changes["cover.MPAP.seats"], added.changes["cover.MPAP.limit"]) == ("4", "20000")
    assert added.delta > 0
    now = cover_in_force(policy.pk, changes.later())
    assert now is not None
    assert {one.code: one.seats for one in now.coverages}["MPAP"] == 4
    terms = policy_life.segments_of(policy)[-1].terms
    assert policy_life.exposure_of(terms) == D(terms["cover.MOD.sum_insured"]) + D(1000000) + D(80000)


@pytest.mark.req("END-01")
def test_a_seat_more_is_a_seat_insured() -> None:
    policy = changes.running(**BOTH)
    before = {one.code: one for one in policy_copy(policy.pk).coverages}["MPAP"]
    entered = changes.entered(policy, "vehicle", {"seats": "7"})
    assert entered.changes["cover.MPAP.seats"] == "6"
    assert D(entered.changes["cover.MPAP.premium"]) == (before.premium * 6 / 4).quantize(D("0.01"))
    assert "cover.MPAD.seats" not in entered.changes


@pytest.mark.req("END-01")
def test_a_limit_that_is_not_filed_is_refused() -> None:
    asked = changes.requested(changes.running(), "add_cover")
    entry = endorsing.EndorsementEntry(changes={"cover.MPAP.limit": "12345"})
    with nothing_changed(), pytest.raises(InvalidEntry) as refusal:
        endorsing.enter_endorsement(asked.pk, changes.by("UW_ISSUE"), entry=entry)
    assert refusal.value.field == "cover__MPAP__limit"


@pytest.mark.req("END-08")
def test_the_renewal_asks_for_the_same_limits() -> None:
    policies = made.make_policy_in_force(**BOTH)
    data = renewing._motor(policies, made.tomorrow(366))
    assert data.cover is not None
    assert (data.cover.driver_limit, data.cover.passenger_limit) == (D(20000), D(20000))


@pytest.mark.req("PRO-08")
def test_the_entry_offers_the_filed_limits_and_prices_them_while_typing(settings: Any) -> None:
    settings.DEMO = True
    draft = made.make_draft()
    clerk = signed_in("UW_ISSUE", made.FENGZE)
    shown = clerk.get(reverse("underwriting:edit", kwargs={"pk": draft.pk}) + "?step=cover").content.decode()
    assert "Limit for each passenger" in shown
    typed = {"start_on": draft.start_on.isoformat(), "insured_years": "2", "autonomous_factor": "1"}
    url = reverse("underwriting:quote", kwargs={"pk": draft.pk}) + "?step=cover"
    with nothing_changed():
        priced = clerk.post(url, typed | {"passenger_limit": "20000"}).content.decode()
    assert "Occupants, passengers · 4" in priced
    assert "141.87" in priced  # 80,000 × 1.9 ‰ ÷ 0.75 × 0.7


@pytest.mark.req("UWR-20")
def test_the_cover_can_be_suspended() -> None:
    """The code of the product stands among what can be suspended, and proposals are looked up by it."""
    assert "MPA" in SUSPENDABLE
    assert made.make_draft(passenger_limit=D(20000)).covers[-1] == "MPA"


def _commercial(policies: list[Policy]) -> Policy:
    return next(one for one in policies if one.line == "MOD")
