"""No change of facultatively ceded business before the reinsurers' reply (END-02, REI-06, B-38)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.factories import endorsements as made
from tests.factories import reinsurance
from tests.factories.organisation import actor_at, order
from tests.support.unchanged import nothing_changed
from underwriting.models import Endorsement, EndorsementAgreement, Policy
from underwriting.services import agreement, endorsement_issue, endorsing
from underwriting.services.refusals import InvalidEntry
from underwriting.services.reinsurance_refusals import ReinsurersNotAsked

HEAD, PROVINCE = "000000", "350000"


def checked() -> Endorsement:
    """A deductible of ceded business shall change: entered and checked, to be decided."""
    proposal = reinsurance.make_property_proposal(sum_insured="240000000")
    reinsurance.make_placed_cession(proposal)
    policy = reinsurance.issue_property(proposal)
    end = policy.end_on + timedelta(days=30)
    return made.checked(made.entered(policy, "extension", end_on=end))


def agreed(policy: Policy) -> EndorsementAgreement:
    """The reinsurers say yes, on the way of a prefecture branch."""
    asked = agreement.ask_reinsurers(
        order(actor_at("UW_UND3", made.UWC)), policy_id=policy.pk, change="保险期间延长30天"
    )
    agreement.review(asked.pk, order(actor_at("UW_UND3", made.UWC)))
    agreement.report(asked.pk, order(actor_at("UW_RI", made.UWC)))
    return agreement.approve(asked.pk, order(actor_at("RI_DEPT", PROVINCE), reason="同意延期"))


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
