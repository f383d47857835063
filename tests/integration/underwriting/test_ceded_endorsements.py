"""No change of facultatively ceded business before the reinsurers' reply (END-02, REI-06, B-38)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from core.jobs.drain import drain
from tests.factories import endorsements as made
from tests.factories import reinsurance
from tests.factories.organisation import actor_at, order
from tests.support.unchanged import nothing_changed
from underwriting.models import Cession, Endorsement, EndorsementAgreement, FacultativeCase, Policy
from underwriting.selectors.placement import ceded_now
from underwriting.services import agreement, endorsement_issue, endorsing
from underwriting.services.refusals import InvalidEntry
from underwriting.services.reinsurance_refusals import FacultativeNotPlaced, ReinsurersNotAsked

HEAD, PROVINCE = "000000", "350000"


def checked() -> Endorsement:
    """A deductible of ceded business shall change: entered and checked, to be decided."""
    proposal = reinsurance.make_property_proposal(sum_insured="240000000")
    reinsurance.make_placed_cession(proposal)
    policy = reinsurance.issue_property(proposal)
    end = policy.end_on + timedelta(days=30)
    return made.checked(made.entered(policy, "extension", end_on=end))


def reported(policy: Policy, **over: Any) -> EndorsementAgreement:
    """Asked, reviewed and laid before the reinsurers, on the way of a prefecture branch."""
    given = {"policy_id": policy.pk, "change": "保险期间延长30天"}
    asked = agreement.ask_reinsurers(order(actor_at("UW_UND3", made.UWC)), **(given | over))
    agreement.review(asked.pk, order(actor_at("UW_UND3", made.UWC)))
    return agreement.report(asked.pk, order(actor_at("UW_RI", made.UWC)))


def agreed(policy: Policy, *, placed: str | None = None, **over: Any) -> EndorsementAgreement:
    """The reinsurers say yes."""
    department = order(actor_at("RI_DEPT", PROVINCE), reason="同意延期")
    return agreement.approve(reported(policy, **over).pk, department, placed=placed and Decimal(placed))


def approve(found: Endorsement) -> Endorsement:
    return endorsing.approve_endorsement(found.pk, made.by("HO_UW", HEAD))


@pytest.mark.req("END-02", "REI-06")
def test_an_endorsement_of_ceded_business_is_not_decided_before_the_reply() -> None:
    found = checked()
    with nothing_changed(), pytest.raises(ReinsurersNotAsked):
        approve(found)
    agreed(found.policy)
    assert approve(found).state == "approved"


@pytest.mark.req("END-02", "REI-06")
def test_an_endorsement_of_ceded_business_is_not_issued_when_its_agreement_is_gone() -> None:
    """Used up by another change meanwhile: the reinsurers are asked again."""
    found = checked()
    agreed(found.policy)
    ready = made.settled(approve(found))
    agreement.use_agreement(ready.policy, made.by("UW_ISSUE"), endorsement="E1")
    with nothing_changed(), pytest.raises(ReinsurersNotAsked):
        endorsement_issue.issue_endorsement(ready.pk, made.by("UW_ISSUE"))


@pytest.mark.req("REI-06")
def test_what_reinsurers_said_to_one_request_serves_no_other() -> None:
    found = checked()
    other = made.requested(made.running("MCI"), "plate")
    theirs = EndorsementAgreement.objects.get(pk=agreed(found.policy).pk)
    EndorsementAgreement.objects.filter(pk=theirs.pk).update(asked_for=other)
    with nothing_changed(), pytest.raises(ReinsurersNotAsked):
        approve(found)
    EndorsementAgreement.objects.filter(pk=theirs.pk).update(asked_for=found)
    assert approve(found).state == "approved"


@pytest.mark.req("REI-06")
def test_the_reinsurers_are_asked_for_a_request_of_this_policy() -> None:
    found, stranger = checked(), made.requested(made.running("MCI"), "plate")
    underwriter = order(actor_at("UW_UND3", made.UWC))
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        agreement.ask_reinsurers(underwriter, policy_id=found.policy_id, change="延长30天", endorsement_id=stranger.pk)
    assert refused.value.field == "endorsement_id"
    asked = agreement.ask_reinsurers(
        order(actor_at("UW_UND3", made.UWC)), policy_id=found.policy_id, change="延长30天", endorsement_id=found.pk
    )
    assert asked.asked_for == found


def ceded() -> Policy:
    proposal = reinsurance.make_property_proposal(sum_insured="240000000")
    reinsurance.make_placed_cession(proposal)
    return reinsurance.issue_property(proposal)


@pytest.mark.req("REI-06", "REI-09")
def test_special_terms_without_money_ask_the_reinsurers_too() -> None:
    found = made.checked(made.entered(ceded(), "terms", {"special_terms": "洪水责任免赔额提高到50万元"}))
    assert found.delta == 0
    with nothing_changed(), pytest.raises(ReinsurersNotAsked):
        approve(found)


@pytest.mark.req("REI-06")
def test_a_corrected_name_does_not_ask_the_reinsurers() -> None:
    policy = ceded()
    names = made.checked(made.entered(policy, "names", {"insured_name": f"{policy.insured_name}（集团）"}))
    assert approve(names).state == "paid"


@pytest.mark.req("REI-01", "REI-09", "END-02")
def test_a_higher_sum_is_written_when_the_reinsurers_carry_what_is_above_the_treaties(monkeypatch: Any) -> None:
    """240 million with 60 placed become 260: 80 must be placed, and the agreement says so before the change."""
    monkeypatch.setattr("underwriting.services.endorsement_gate.refuse_unassessed", lambda *_args, **_more: None)
    found = checked()
    Endorsement.objects.filter(pk=found.pk).update(exposure=Decimal(260_000_000))
    agreed(found.policy)
    with nothing_changed(), pytest.raises(FacultativeNotPlaced) as refused:
        approve(found)
    assert refused.value.details == {"value": "20000000.00"}

    desk, department = order(actor_at("UW_RI", made.UWC)), order(actor_at("RI_DEPT", PROVINCE), reason="同意增加承接")
    asked = agreement.ask_reinsurers(
        order(actor_at("UW_UND3", made.UWC)),
        policy_id=found.policy_id,
        change="保额增至2.6亿元",
        endorsement_id=found.pk,
    )
    agreement.review(asked.pk, order(actor_at("UW_UND3", made.UWC)))
    agreement.report(asked.pk, desk)
    with nothing_changed(), pytest.raises(InvalidEntry):
        agreement.approve(asked.pk, department, placed=Decimal(-1))
    agreement.approve(asked.pk, department, placed=Decimal(80_000_000))
    ready = made.settled(approve(found))
    case = FacultativeCase.objects.get()
    assert case.placed == Decimal(60_000_000)
    endorsement_issue.issue_endorsement(ready.pk, made.by("UW_ISSUE"))
    drain(reraise=True)
    case.refresh_from_db()
    newest = Cession.objects.get(superseded_at=None)
    assert (case.placed, newest.sum_insured, newest.unplaced) == (Decimal(80_000_000), Decimal(260_000_000), 0)
    slip = ceded_now(case)
    assert (slip.sum_insured, slip.own_sum, slip.amount) == (Decimal(260_000_000), Decimal(260_000_000), case.placed)


@pytest.fixture
def raised(monkeypatch: Any) -> Endorsement:
    """A request to 260 of 240 million, 60 of them placed: 80 must be placed then."""
    monkeypatch.setattr("underwriting.services.endorsement_gate.refuse_unassessed", lambda *_args, **_more: None)
    found = checked()
    Endorsement.objects.filter(pk=found.pk).update(exposure=Decimal(260_000_000))
    found.refresh_from_db()
    return found


@pytest.mark.req("REI-06", "REI-09")
def test_the_newest_answer_to_a_request_counts_for_its_decision_and_its_issue(raised: Endorsement) -> None:
    first = agreed(raised.policy, endorsement_id=raised.pk)
    newest = agreed(raised.policy, endorsement_id=raised.pk, placed="80000000")
    ready = made.settled(approve(raised))
    endorsement_issue.issue_endorsement(ready.pk, made.by("UW_ISSUE"))
    drain(reraise=True)
    states = {one.pk: one.state for one in EndorsementAgreement.objects.all()}
    assert states == {first.pk: "withdrawn", newest.pk: "used"}
    assert FacultativeCase.objects.get().placed == Decimal(80_000_000)
    assert Cession.objects.get(superseded_at=None).unplaced == 0


@pytest.mark.req("REI-06", "END-02")
def test_nothing_is_issued_on_an_answer_that_changed_after_the_decision(raised: Endorsement) -> None:
    agreed(raised.policy, endorsement_id=raised.pk, placed="80000000")
    ready = made.settled(approve(raised))
    agreed(raised.policy, endorsement_id=raised.pk, placed="70000000")
    with nothing_changed(), pytest.raises(FacultativeNotPlaced) as refused:
        endorsement_issue.issue_endorsement(ready.pk, made.by("UW_ISSUE"))
    assert refused.value.details == {"value": "10000000.00"}


@pytest.mark.req("REI-06")
def test_what_was_said_without_a_request_is_measured_like_what_was_said_to_it(raised: Endorsement) -> None:
    agreed(raised.policy, placed="10000000")
    with nothing_changed(), pytest.raises(FacultativeNotPlaced) as refused:
        approve(raised)
    assert refused.value.details == {"value": "70000000.00"}


@pytest.mark.req("REI-06")
@pytest.mark.parametrize(("for_request", "most"), [(True, "260000000.00"), (False, "240000000.00")])
def test_reinsurers_carry_no_more_than_the_own_sum_after_the_change(
    raised: Endorsement, for_request: bool, most: str
) -> None:
    asked = reported(raised.policy, endorsement_id=raised.pk if for_request else None)
    department = order(actor_at("RI_DEPT", PROVINCE), reason="同意")
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        agreement.approve(asked.pk, department, placed=Decimal(most) + Decimal("0.01"))
    assert refused.value.field == "placed"
    assert agreement.approve(asked.pk, department, placed=Decimal(most)).placed == Decimal(most)
