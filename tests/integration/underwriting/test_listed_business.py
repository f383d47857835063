"""Whom the lists name: people, vehicles, persons of a group, beneficiaries. Black goes to the director (CUS-04)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from core.workflow.engine import options_for
from core.workflow.refusals import AboveAuthority
from parties.public import IdType, id_index
from parties.services.data import ListingData
from parties.services.listing import confirm_listing, propose_listing
from tests.factories import endorsements as made
from tests.factories.organisation import actor_at, order
from tests.factories.reinsurance import make_property_proposal
from tests.factories.risk import reasoned
from tests.factories.underwriting import UWC, make_customer, make_decided
from tests.support.unchanged import nothing_changed
from underwriting.models import ListedPerson, PeopleList, Proposal
from underwriting.rules import lifecycle
from underwriting.selectors.hanging import PERSON, numbers_among
from underwriting.selectors.listed import lists_hit, lists_of, people_asked
from underwriting.services import decide, endorsing

pytestmark = pytest.mark.req("CUS-04")
TODAY = timezone.localdate()
MEMBER = "350503199003071234"


def _listed(subject: str, value: str, kind: str = "black", **over: Any) -> None:
    given = {
        "kind": kind,
        "subject": subject,
        "value": value,
        "reason_code": "fraud",
        "evidence": "法院判决认定伪造事故",
        "valid_from": TODAY,
        "review_on": TODAY + timedelta(days=180),
    }
    entry = propose_listing(order(actor_at("UW_INFO", UWC)), data=ListingData(**(given | over)))
    confirm_listing(entry.pk, order(actor_at("UW_DIR", UWC)))


def _together(found: Proposal) -> tuple[str, ...]:
    """As the automatic decision asks for many proposals at once."""
    listed = people_asked([found], TODAY)
    told = numbers_among([found.pk], listed.papers)
    return lists_hit([found], TODAY, listed=listed, persons={found.pk: told.get((found.pk, PERSON), ())})[found.pk]


@pytest.mark.req("CUS-04", "UWR-06")
def test_a_black_hit_is_the_directors_also_within_the_limit_of_others() -> None:
    _listed("plate", "闽C12345")
    found = make_decided()
    assert found.state == lifecycle.UW_QUEUE
    for post in ("UW_UND1", "UW_UND3"):
        with nothing_changed(), pytest.raises(AboveAuthority):
            decide.approve(found.pk, order(actor_at(post, UWC)))
    with nothing_changed(), pytest.raises(AboveAuthority):
        decide.escalate(found.pk, reasoned(order(actor_at("UW_UND1", UWC)), "上报"))
    assert decide.approve(found.pk, order(actor_at("UW_DIR", UWC))).state == lifecycle.APPROVED


@pytest.mark.req("CUS-04", "AUT-02")
def test_the_page_says_beforehand_that_a_black_hit_is_the_directors() -> None:
    _listed("plate", "闽C12345")
    found = make_decided()
    director = actor_at("UW_DIR", UWC)
    for post in ("UW_UND1", "UW_UND3"):
        seen = {one.transition.name: one.refusal for one in options_for(found, actor_at(post, UWC))}
        for act in (lifecycle.APPROVE, lifecycle.APPROVE_WITH_TERMS):
            refusal = seen[act.name]
            assert isinstance(refusal, AboveAuthority)
            named = {name for one in refusal.details["who"] for name in one["people"]}
            assert director.name in named
            assert not named & {actor_at(below, UWC).name for below in ("UW_UND1", "UW_UND2", "UW_UND3")}
    own = {one.transition.name: one.refusal for one in options_for(found, director)}
    assert own[lifecycle.APPROVE.name] is None


def test_a_grey_hit_stays_with_the_underwriter() -> None:
    _listed("plate", "闽C12345", kind="grey", reason_code="suspected_fraud")
    found = make_decided()
    assert found.state == lifecycle.UW_QUEUE
    assert decide.approve(found.pk, order(actor_at("UW_UND2", UWC))).state == lifecycle.APPROVED


def test_persons_of_a_list_are_asked_by_their_papers_and_beneficiaries_by_their_names() -> None:
    content = {"groups": [{"beneficiary": "戴受益"}]}
    found = make_property_proposal(product="GPA", line="GPA", content=content)
    people = PeopleList(proposal=found, state="open", version=1, created_at=timezone.now(), updated_at=timezone.now())
    people.set_unit(found.unit)
    PeopleList.objects.bulk_create([people])
    ListedPerson.objects.create(list=people, place=1, name="吴某", id_index=id_index(IdType.RESIDENT_ID, MEMBER))
    assert lists_of(found, TODAY) == _together(found) == ()
    _listed("identity", MEMBER)
    assert lists_of(found, TODAY) == _together(found) == ("black",)
    listed = make_customer("戴受益", "350503197001011234", "13905950001")
    _listed("party", "", party_id=listed.id)
    ListedPerson.objects.all().delete()
    assert lists_of(found, TODAY) == _together(found) == ("grey",)


@pytest.mark.req("CUS-04", "END-01")
def test_a_change_of_a_listed_vehicle_is_the_directors_too() -> None:
    policy = made.running()
    _listed("vin", policy.vin)
    checked = made.checked(made.entered(policy, "limit", {"cover.MTP.limit": "1500000"}))
    with nothing_changed(), pytest.raises(AboveAuthority):
        endorsing.approve_endorsement(checked.pk, made.by("UW_UND3", UWC))
    assert endorsing.approve_endorsement(checked.pk, made.by("UW_DIR", UWC)).state == "approved"


@pytest.mark.req("CUS-04", "END-01")
def test_a_suspicion_asks_for_a_second_look_at_the_change() -> None:
    policy = made.running()
    _listed("vin", policy.vin, kind="grey", reason_code="suspected_fraud")
    checked = made.checked(made.entered(policy, "limit", {"cover.MTP.limit": "1500000"}))
    assert endorsing.approve_endorsement(checked.pk, made.by("UW_UND3", UWC)).state == "second_look"
    looked = endorsing.confirm_endorsement(checked.pk, made.by("UW_DIR", UWC, reason="已核实，非同一案件"))
    assert looked.state == "approved"


def test_what_is_listed_after_the_automatic_decision_reaches_the_director_too() -> None:
    found = make_decided(third_party_limit=Decimal(2_000_000))
    assert (found.state, found.listed) == (lifecycle.UW_QUEUE, [])
    _listed("plate", "闽C12345")
    with nothing_changed(), pytest.raises(AboveAuthority):
        decide.approve(found.pk, order(actor_at("UW_UND3", UWC)))
    assert decide.approve(found.pk, order(actor_at("UW_DIR", UWC))).listed == ["black"]
