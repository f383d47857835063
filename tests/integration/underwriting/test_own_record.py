"""What we know ourselves is never less in the entry: losses, our own policy, trailers, another look (UWR-02, B-32)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from tests.factories import underwriting as made
from tests.factories.lines import PROPERTY, make_line_draft, make_line_policy
from tests.factories.organisation import actor_at, order
from tests.support.unchanged import nothing_changed
from underwriting.models import Endorsement, Policy, Proposal
from underwriting.selectors.proposals import losses_to_weigh
from underwriting.services import decide, intake
from underwriting.services.data import PapersData, ProposalData
from underwriting.services.loss_record import refuse_hidden_record
from underwriting.services.refusals import InvalidEntry

D = Decimal


def ended(policy: Policy, days_ago: int) -> Policy:
    """The policy of the last year: it ended some days ago."""
    last = timezone.localdate() - timedelta(days=days_ago)
    started = last - timedelta(days=364)
    Policy.objects.filter(pk=policy.pk).update(start_on=started, end_on=last, state="expired")
    return Policy.objects.get(pk=policy.pk)


def loss(policy: Policy, number: str = "CMOD1", *, days_ago: int = 30, at_fault: bool = True) -> None:
    policy.losses.create(
        vin=policy.vin,
        claim_number=number,
        occurred_on=timezone.localdate() - timedelta(days=days_ago),
        incurred=D(5000),
        at_fault=at_fault,
        closed=False,
        recorded_at=timezone.now(),
    )


def submit(draft: Proposal) -> Proposal:
    return intake.submit_proposal(draft.pk, order(actor_at("UW_ISSUE", made.FENGZE)))


@pytest.mark.req("UWR-02")
def test_fewer_claims_than_ours_are_refused_at_their_field() -> None:
    for policy in made.make_issued():
        ended(policy, 2)
    last = Policy.objects.get(line="MOD")
    loss(last)
    named = {"renewal_of": last.number}
    for said, field in (
        ({"claims_last_year": 0, "claims_in_3_years": 1}, "claims_last_year"),
        ({"claims_last_year": 1, "claims_in_3_years": 1, "at_fault_accidents": 0}, "at_fault_accidents"),
    ):
        draft = made.make_draft(**named, **said)
        with nothing_changed(), pytest.raises(InvalidEntry) as refused:
            submit(draft)
        assert refused.value.field == field
        assert "CMOD1" in refused.value.message
    right = made.make_draft(
        **named, claims_last_year=1, claims_in_3_years=1, at_fault_accidents=1, accident_free_years=0
    )
    assert submit(right).state == "review"


@pytest.mark.req("UWR-02")
def test_a_vehicle_of_ours_is_no_new_business_unless_it_was_transferred() -> None:
    for policy in made.make_issued():
        ended(policy, 2)
    draft = made.make_draft()
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        submit(draft)
    assert refused.value.field == "renewal_of"
    assert submit(made.make_draft(transferred=True, insured_years=0, accident_free_years=None)).state == "review"


@pytest.mark.req("UWR-02")
def test_the_underwriter_of_any_line_sees_the_losses_of_the_customers_policies() -> None:
    last = make_line_policy("PRB", PROPERTY)
    loss(last, "CPRB1")
    draft = make_line_draft("PRB", PROPERTY)
    assert [one.claim_number for one in losses_to_weigh(draft)] == ["CPRB1"]


@pytest.mark.req("END-09", "UWR-02")
def test_a_renewal_follows_the_last_day_of_an_ending_that_was_issued() -> None:
    """The ending binds at once, although the state of the policy follows in the night: no day without cover."""
    last = make_line_policy("PRB", PROPERTY)
    today = timezone.localdate()
    Policy.objects.filter(pk=last.pk).update(state="in_force", start_on=today - timedelta(days=30))
    draft = make_line_draft("PRB", PROPERTY)
    Proposal.objects.filter(pk=draft.pk).update(renewal_of=last.number, start_on=today + timedelta(days=1))
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        submit(draft)
    assert (refused.value.field, f"{last.end_on}" in refused.value.message) == ("start_on", True)
    last.refresh_from_db()
    Endorsement.objects.bulk_create([ending_of(last, today)])
    assert submit(draft).state == "review"


def ending_of(policy: Policy, last_day: date) -> Endorsement:
    """The customer's surrender, issued today."""
    found = Endorsement(
        number="R-END-1",
        policy=policy,
        kind="end_holder",
        line=policy.line,
        requested_on=last_day,
        requested_by=policy.holder_name,
        effective_on=last_day,
        state="issued",
        issued_at=timezone.now(),
        created_at=timezone.now(),
        updated_at=timezone.now(),
    )
    found.set_unit(policy.unit)
    return found


@pytest.mark.req("UWR-02")
def test_a_renewal_of_another_line_says_no_lower_loss_ratio_than_ours() -> None:
    last = make_line_policy("PRB", PROPERTY)
    loss(last, "CPRB1")
    ours = round(D(5000) * 100 / last.premium, 2)
    for said, refused in ((ours - D("0.01"), True), (ours, False)):
        draft = make_line_draft("PRB", PROPERTY)
        Proposal.objects.filter(pk=draft.pk).update(renewal_of=last.number, loss_ratio=said)
        found = Proposal.objects.get(pk=draft.pk)
        if not refused:
            refuse_hidden_record(found)
            continue
        with nothing_changed(), pytest.raises(InvalidEntry) as fault:
            refuse_hidden_record(found)
        assert fault.value.field == "loss_ratio"


@pytest.mark.req("PRO-01")
def test_a_trailer_has_no_compulsory_cover_of_its_own() -> None:
    """CT-42."""
    trailer = made.vehicle(plate="闽C1234挂", vehicle_class="trailer", tonnes=D(8), tractor_plate="闽C12345")
    holder = made.make_customer()
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        made.make_draft(vehicle=trailer, holder=holder)
    assert refused.value.field == "compulsory"


@pytest.mark.req("UWR-07")
def test_a_supplemented_entry_that_was_changed_is_checked_again() -> None:
    """B-32: papers that are brought go straight on; another sum is compared by the second person first."""
    clerk = order(actor_at("UW_ISSUE", made.FENGZE))
    for data, state in (
        (ProposalData(papers=PapersData(signed=True, inspected=True, answered=made.answers())), "uw_queue"),
        (ProposalData(cover=made.cover(third_party_limit=D(2000000))), "review"),
    ):
        proposal = made.make_decided(vehicle=made.vehicle(new_price=D(900000), vin=made.VINS[state == "review"]))
        assert proposal.state == "uw_queue"
        decide.ask_more(proposal.pk, order(actor_at("UW_UND3", made.UWC), reason="请补充行驶证"))
        intake.edit_proposal(proposal.pk, order(clerk.actor), data=data)
        assert decide.supply(proposal.pk, order(clerk.actor)).state == state
