"""Money of policies after their issue: what was paid is bound to what is issued on it, and goes back when it is not."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from core.jobs.drain import drain
from core.workflow.refusals import NotPossible
from finance.models import Payable, PremiumIncome, Receipt, Receivable
from finance.services.premium_changes import withdraw_payable
from finance.services.receipts import void_receipt
from tests.factories import claims, reinsurance
from tests.factories import endorsements as made
from tests.factories.organisation import actor_at, order
from tests.support.unchanged import nothing_changed
from underwriting.models import Endorsement, Policy
from underwriting.services import endorsement_issue, endorsing, issue, life, money
from underwriting.services.refusals import PolicyNotChangeable

LIMIT = {"cover.MTP.limit": "2000000"}


def income_of(policy: Policy) -> PremiumIncome:
    return PremiumIncome.objects.get(document_kind="underwriting.policy", document_id=policy.pk)


def receipt_of(endorsement: Endorsement) -> Receipt:
    due = Receivable.objects.get(
        document_kind="underwriting.policy", document_id=endorsement.policy_id, instalment=endorsement.instalment
    )
    return Receipt.objects.get(items__receivable=due)


def voided(receipt: Receipt) -> Receipt:
    return void_receipt(receipt.pk, order(actor_at("SUB_MGR", made.FENGZE), reason="重复入账"))


@pytest.mark.req("END-01", "FIN-11")
def test_the_receipt_of_an_issued_endorsement_stays() -> None:
    done = made.issued(made.running(), "limit", LIMIT)
    with nothing_changed(), pytest.raises(NotPossible):
        voided(receipt_of(done))


@pytest.mark.req("END-01", "FIN-11")
def test_an_endorsement_whose_receipt_was_just_voided_is_not_issued() -> None:
    """The news of the voided receipt may come late; the issue asks finance itself."""
    paid = made.settled(made.approved(made.entered(made.running(), "limit", LIMIT)))
    assert paid.state == "paid"
    voided(receipt_of(paid))
    with nothing_changed(), pytest.raises(NotPossible):
        endorsement_issue.issue_endorsement(paid.pk, made.by("UW_ISSUE"))
    drain(reraise=True)
    paid.refresh_from_db()
    assert paid.state == "approved"


@pytest.mark.req("END-01")
def test_late_news_of_a_voided_receipt_do_not_undo_the_second_payment() -> None:
    paid = made.settled(made.approved(made.entered(made.running(), "limit", LIMIT)))
    voided(receipt_of(paid))
    due = Receivable.objects.filter(document_kind="underwriting.policy", document_id=paid.policy_id)
    made.made.enter_receipt(list(due.filter(instalment=paid.instalment)), bank_reference="POS-AGAIN")
    drain(reraise=True)
    paid.refresh_from_db()
    assert paid.state == "paid"


def expired(policy: Policy) -> None:
    clock = made.system_actor("policy-clock", unit_id=policy.unit_id)
    life.expire(policy.pk, order(clock, at=made.later(400)))


@pytest.mark.req("END-01", "FIN-02")
def test_what_was_paid_for_an_endorsement_of_an_ended_policy_goes_back() -> None:
    policy = made.running()
    paid = made.settled(made.approved(made.entered(policy, "limit", LIMIT)))
    expired(policy)
    with nothing_changed(), pytest.raises(PolicyNotChangeable):
        endorsement_issue.issue_endorsement(paid.pk, made.by("UW_ISSUE"))
    with nothing_changed(), pytest.raises(NotPossible):
        endorsing.withdraw_endorsement(paid.pk, made.by("SALES", reason="保单已满期"))
    back = given_back(paid)
    payable = Payable.objects.get(purpose="refund")
    assert (back.state, payable.amount, payable.payee_id) == ("voided", paid.delta, policy.holder_id)
    with nothing_changed(), pytest.raises(NotPossible):
        voided(receipt_of(paid))


def given_back(endorsement: Endorsement, **over: Any) -> Endorsement:
    command = made.by("FN_AR", made.FINANCE, reason="保单已满期")
    token = claims.account_of(endorsement.policy.holder_id)
    return endorsing.give_back(endorsement.pk, command, **{"account_token": token, **over})


@pytest.mark.req("END-01")
def test_an_endorsement_that_cost_nothing_is_simply_withdrawn() -> None:
    ready = made.approved(made.entered(made.running(), "plate", {"plate": "闽C88888"}))
    assert ready.state == "paid"
    with nothing_changed(), pytest.raises(NotPossible):
        given_back(ready)
    assert endorsing.withdraw_endorsement(ready.pk, made.by("SALES", reason="不改了")).state == "voided"


@pytest.mark.req("END-03")
def test_a_rescission_for_intent_before_the_start_keeps_the_whole_premium() -> None:
    """LAW-16: no premium goes back; all of it is income at once."""
    policy = made.to_come()
    now = timezone.now()
    done = made.issued(
        policy,
        "end_insurer",
        at=now,
        ground="intent",
        known_on=timezone.localdate(now),
        ground_note="营运车辆按非营运投保",
        on=policy.start_on - timedelta(days=1),
    )
    policy.refresh_from_db()
    assert (done.delta, policy.state, income_of(policy).state) == (Decimal("0.00"), "voided", "voided")
    assert not Payable.objects.exists()


@pytest.mark.req("END-03")
def test_a_claim_reported_after_the_decision_holds_the_issue_of_an_ending() -> None:
    policy = made.running()
    ready = made.settled(made.approved(made.entered(policy, "end_holder", ground="wish")))
    policy.losses.create(
        vin=policy.vin,
        claim_number="C1",
        occurred_on=timezone.localdate(),
        incurred=Decimal(5000),
        at_fault=True,
        closed=False,
        recorded_at=timezone.now(),
    )
    with nothing_changed(), pytest.raises(PolicyNotChangeable):
        endorsement_issue.issue_endorsement(ready.pk, made.by("UW_ISSUE"))


@pytest.mark.req("END-04", "FIN-02")
def test_withdrawing_the_refund_of_an_ended_policy_does_not_bring_its_cover_back() -> None:
    policy = made.running()
    made.issued(policy, "end_holder", ground="wish")
    ended = income_of(policy).ended_on
    payable = Payable.objects.get(purpose="refund")
    assert payable.unearned > 0
    withdraw_payable(payable.pk, order(actor_at("FN_CHECK", made.FINANCE), reason="收款账户有误"))
    assert ended is not None
    assert income_of(policy).ended_on == ended


@pytest.mark.req("END-01", "FIN-02")
def test_an_extension_moves_the_end_of_cover_in_the_books() -> None:
    """EN-5: 365,000 for 730 days, 90 days more: +45,000.00, earned by the days that are added."""
    policy = property_policy(premium="365000", days=730)
    end = policy.end_on + timedelta(days=90)
    done = made.issued(policy, "extension", end_on=end)
    income = income_of(policy)
    assert done.delta == Decimal("45000.00")
    assert (income.agreed_end, income.cover_end) == (policy.end_on, end)
    addition = Receivable.objects.get(income=income)
    assert (addition.premium, addition.pays_from) == (Decimal("45000.00"), policy.end_on + timedelta(days=1))
    assert addition.pays_until == end


def property_policy(*, premium: str, days: int) -> Policy:
    """In force from tomorrow, paid at the till."""
    end = timezone.localdate() + timedelta(days=days)
    proposal = reinsurance.make_property_proposal(sum_insured="2000000", premium=premium, end_on=end, state="approved")
    money.open_due(proposal, order(made.system_actor("auto-underwriting", unit_id=proposal.unit_id)))
    due = list(Receivable.objects.filter(document_kind="underwriting.section", state="due"))
    made.made.enter_receipt(due, identity_checked=True)
    drain(reraise=True)
    clerk = order(actor_at("UW_ISSUE", made.FENGZE))
    issue.issue(proposal.pk, clerk, explained_to=proposal.holder_name)
    policy = Policy.objects.get(proposal=proposal)
    life.begin_cover(policy.pk, order(made.system_actor("policy-clock", unit_id=policy.unit_id)))
    return policy
