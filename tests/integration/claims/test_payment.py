"""A claim through finance's own release to its close; what happens when the bank sends the money back."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from claims.models import Claim
from claims.services import settle
from core.jobs.drain import drain
from core.workflow.refusals import SegregationConflict
from finance.models import Payable, PaymentOrder, Voucher
from finance.public import entries_for, payment_attempts
from finance.services.payments import (
    check_payment,
    make_payment,
    reissue_payment,
    release_payment,
    verify_payment,
)
from parties.public import AccountData, add_account
from tests.factories import claims as made
from tests.factories.organisation import actor_at, order
from tests.factories.parties import identify_payees
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed
from underwriting.models import LossExperience

FINANCE = "350593"
REJECTED_ACCOUNT = AccountData(
    holder="陈晓东", bank="中国工商银行", branch="泉州丰泽支行", number="6222600260001070000"
)


def release(pay: PaymentOrder) -> None:
    """Verified, made, checked and released, each by another person of the finance centre."""
    identify_payees(pay.unit_id)
    verify_payment(pay.pk, order(actor_at("FN_ACC", FINANCE)), identity_checked=True)
    make_payment(pay.pk, order(actor_at("FN_CASH", FINANCE)))
    check_payment(pay.pk, order(actor_at("FN_CHECK", FINANCE)))
    release_payment(pay.pk, order(actor_at("FN_TREAS", FINANCE)))


def fresh(claim: Claim) -> Claim:
    return Claim.objects.get(pk=claim.pk)


@pytest.mark.req("PAY-03", "PAY-05", "PAY-08", "FIN-02")
def test_from_the_agreement_to_the_close_through_the_finance_centre() -> None:
    claim = made.make_claim_in("payable")
    pay = PaymentOrder.objects.get()
    identify_payees(pay.unit_id)
    verify_payment(pay.pk, order(actor_at("FN_ACC", FINANCE)), identity_checked=True)
    make_payment(pay.pk, order(actor_at("FN_CASH", FINANCE)))
    check_payment(pay.pk, order(actor_at("FN_CHECK", FINANCE)))
    assert (fresh(claim).state, fresh(claim).paid) == ("payable", Decimal("0.00"))
    checker_too = replace(actor_at("FN_TREAS", FINANCE), staff_id=actor_at("FN_CHECK", FINANCE).staff_id)
    with nothing_changed(), pytest.raises(SegregationConflict):
        release_payment(pay.pk, order(checker_too))
    release_payment(pay.pk, order(actor_at("FN_TREAS", FINANCE)))
    drain(reraise=True)
    closed = fresh(claim)
    assert (closed.state, closed.paid, closed.reserve) == ("closed", Decimal("15900.00"), Decimal("0.00"))
    assert closed.paid_at is not None
    assert closed.closed_at is not None
    assert (Payable.objects.get().state, PaymentOrder.objects.get().state) == ("paid", "settled")
    experience = LossExperience.objects.get(claim_number=claim.number)
    assert (experience.incurred, experience.closed) == (Decimal("15900.00"), True)
    booked = entries_for("claims.claim", claim.pk)
    assert sum(line.debit for line in booked) == sum(line.credit for line in booked)
    assert set(Voucher.objects.values_list("origin", flat=True)) == {"business"}


def rejected_claim() -> Claim:
    """A claim whose payee's bank sends the money back."""
    claim = made.make_claim_in("approved")
    account = add_account(order(actor_at("UW_ISSUE", made.FENGZE)), claim.insured_id, REJECTED_ACCOUNT)
    settle.agree(claim.pk, order(actor_at("CS_ADMIN", made.CENTRE)), account_token=str(account.token))
    release(PaymentOrder.objects.get())
    drain(reraise=True)
    return fresh(claim)


@pytest.mark.req("PAY-08")
def test_a_returned_payment_leaves_the_claim_open_and_says_why(settings: Any) -> None:
    settings.DEMO = True
    claim = rejected_claim()
    assert (claim.state, claim.paid, claim.paid_at) == ("payable", Decimal("0.00"), None)
    assert claim.reserve == Decimal("18000.00")
    attempt = payment_attempts("claims.claim", claim.pk)[0]
    assert (attempt.failed, attempt.message) == (True, "账号户名不符")
    clerk = signed_in("CS_ADMIN", made.CENTRE)
    page = clerk.get(reverse("claims:claim", args=[claim.pk])).content.decode()
    assert "账号户名不符" in page
    assert "Payment failed" in page
    books = clerk.get(reverse("claims:claim", args=[claim.pk]), {"tab": "books"}).content.decode()
    assert attempt.number in books
    assert attempt.label in books


@pytest.mark.req("PAY-08")
def test_the_new_order_pays_and_closes_the_claim(settings: Any) -> None:
    settings.DEMO = True
    claim = rejected_claim()
    corrected = {"payee_name": "陈晓东", "bank_name": "中国建设银行泉州丰泽支行", "account": "6217001820001234563"}
    by_post = order(actor_at("FN_ACC", FINANCE, nth=1), reason="客户来函更正账号")
    rejected = PaymentOrder.objects.get()
    reissue_payment(rejected.pk, by_post, **corrected)
    new = PaymentOrder.objects.get(replaces=rejected)
    release(new)
    drain(reraise=True)
    closed = fresh(claim)
    assert (closed.state, closed.paid) == ("closed", closed.payable)
    assert [one.state for one in payment_attempts("claims.claim", claim.pk)] == ["reissued", "settled"]
    page = signed_in("CS_ADMIN", made.CENTRE).get(reverse("claims:claim", args=[claim.pk])).content.decode()
    assert "Payment failed" not in page
