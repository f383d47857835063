"""A closed claim opened again by two people, and money that came back after the close."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from claims.models import Claim
from claims.services import approve, calculate, reassess, reopen, settle
from core.jobs.drain import drain
from core.workflow.engine import ReasonMissing
from core.workflow.refusals import Forbidden, NotPossible, SegregationConflict
from finance.models import Payable, PaymentOrder
from finance.services.payments import bounce_payment
from organisation.public import system_actor
from tests.factories import claims as made
from tests.factories.organisation import actor_at, order
from tests.integration.claims.test_payment import FINANCE, fresh, release
from tests.support.unchanged import nothing_changed
from underwriting.models import LossExperience


def closed_claim(settings: Any) -> Claim:
    settings.DEMO = True
    claim = made.make_claim_in("payable")
    release(PaymentOrder.objects.get())
    drain(reraise=True)
    return fresh(claim)


def reopened(claim: Claim) -> Claim:
    reopen.ask_reopening(claim.pk, order(actor_at("CS_ADMIN", made.CENTRE), reason="遗漏隐损"))
    return reopen.reopen(claim.pk, order(actor_at("CS_DIR", made.CENTRE)))


def decide_again(claim: Claim) -> Claim:
    adjuster = actor_at("CS_ADJ", made.CENTRE)
    calculate.calculate(claim.pk, order(adjuster))
    calculate.submit(claim.pk, order(adjuster))
    approve.approve(claim.pk, order(actor_at("CS_APPR1", made.CENTRE)))
    token = made.account_of(claim.insured_id)
    return settle.agree(claim.pk, order(actor_at("CS_ADMIN", made.CENTRE)), account_token=token)


@pytest.mark.req("PAY-05", "PAY-08")
def test_money_that_came_back_after_the_close_is_owed_again_and_paid_once(settings: Any) -> None:
    claim = closed_claim(settings)
    paid_order = PaymentOrder.objects.get()
    cashier = order(actor_at("FN_CASH", FINANCE), reason="账户已销户")
    bounce_payment(paid_order.pk, cashier, reference="T20261122001")
    drain(reraise=True)
    owed = fresh(claim)
    assert (owed.state, owed.paid, owed.paid_at, owed.closed_at) == ("payable", Decimal("0.00"), None, None)
    assert LossExperience.objects.get(claim_number=claim.number).closed is False
    settle.settle(
        claim.pk,
        order(system_actor("claims-clock", unit_id=claim.unit_id)),
        amount=claim.payable,
        settled_at=timezone.now(),
    )
    assert (fresh(claim).state, fresh(claim).paid) == ("closed", claim.payable)


@pytest.mark.req("PAY-05")
def test_reopening_needs_a_reason_and_two_people(settings: Any) -> None:
    claim = closed_claim(settings)
    clerk = actor_at("CS_ADMIN", made.CENTRE)
    with nothing_changed(), pytest.raises(ReasonMissing):
        reopen.ask_reopening(claim.pk, order(clerk))
    with nothing_changed(), pytest.raises(NotPossible):
        reopen.reopen(claim.pk, order(actor_at("CS_DIR", made.CENTRE)))
    reopen.ask_reopening(claim.pk, order(clerk, reason="遗漏隐损"))
    with nothing_changed(), pytest.raises(Forbidden):
        reopen.reopen(claim.pk, order(clerk))
    own = replace(clerk, post="CS_DIR", permissions=frozenset({"claims.reopen_claim"}))
    for act in (reopen.reopen, reopen.refuse_reopening):
        with nothing_changed(), pytest.raises(SegregationConflict):
            act(claim.pk, order(own, reason="x"))
    refused = reopen.refuse_reopening(claim.pk, order(actor_at("CS_DIR", made.CENTRE), reason="无新事实"))
    assert (refused.state, refused.closed_at) == ("closed", claim.closed_at)


@pytest.mark.req("PAY-03", "PAY-05")
def test_only_the_difference_is_paid(settings: Any) -> None:
    claim = closed_claim(settings)
    again = reopened(claim)
    assert again.state == "docs_complete"
    assert again.decide_by is not None
    assert claim.decide_by is not None
    assert again.decide_by >= claim.decide_by
    item = made.LossItem.objects.get(kind="own_vehicle")
    reassess.return_assessment(claim.pk, order(actor_at("CS_ADJ", made.CENTRE), reason="隐损"), item_ids=[item.pk])
    who = made.surveyor_of(item.task)
    made.survey.edit_item(item.pk, order(who), data=made.item_data(amount=12000))
    made.assess.confirm(item.pk, order(who))
    reassess.finish_survey(item.task_id, order(who))
    made.papers.complete_documents(claim.pk, order(actor_at("CS_ADMIN", made.CENTRE)))
    again = decide_again(claim)
    assert (again.state, again.payable, again.paid) == ("payable", claim.paid + 2000, claim.paid)
    assert list(Payable.objects.order_by("pk").values_list("amount", flat=True)) == [claim.paid, Decimal("2000.00")]
    release(PaymentOrder.objects.order_by("-pk")[0])
    drain(reraise=True)
    done = fresh(claim)
    assert (done.state, done.paid, done.reserve) == ("closed", claim.paid + 2000, Decimal("0.00"))


@pytest.mark.req("PAY-05")
def test_nothing_more_to_pay_closes_again_without_a_payment(settings: Any) -> None:
    claim = closed_claim(settings)
    reopened(claim)
    again = decide_again(claim)
    assert (again.state, again.paid, Payable.objects.count()) == ("closed", claim.paid, 1)
