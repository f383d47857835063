"""Money paid before the amount of a claim is known is never paid a second time (6.12, JE-18)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from claims.models import Claim
from claims.services import settle
from claims.services.refusals import AdvanceStanding
from core.jobs.drain import drain
from core.models import Job
from core.workflow.refusals import NotPossible
from finance.models import Payable, PaymentOrder
from finance.public import AboveReserve, AdvanceNotSetOff, ClaimAdvance, ClaimPayable, advance_claim, entries_for
from finance.public import open_payable as owe
from finance.services.payments import bounce_payment
from tests.factories import claims as made
from tests.factories.organisation import actor_at, order
from tests.integration.claims.test_payment import FINANCE, fresh, release
from tests.support.unchanged import nothing_changed

pytestmark = pytest.mark.req("PAY-09", "FIN-02")
D = Decimal


def advance(claim: Claim, amount: str = "5000.00") -> Payable:
    wanted = ClaimAdvance(
        claim_kind="claims.claim",
        claim_id=claim.pk,
        claim_number=claim.number,
        case=claim.case(),
        unit_id=claim.unit_id,
        line=claim.line,
        amount=D(amount),
        account_token=made.account_of(claim.insured_id),
        reason="抢救费用先行支付",
    )
    return Payable.objects.get(pk=advance_claim(order(actor_at("FN_AR", FINANCE)), wanted).id)


def paid_advance(state: str, amount: str = "5000.00") -> Claim:
    """A claim with an advance that the bank has paid."""
    claim = made.make_claim_in(state)
    release(advance(claim, amount).orders.get())
    drain(reraise=True)
    return fresh(claim)


def agree(claim: Claim) -> Claim:
    clerk = order(actor_at("CS_ADMIN", made.CENTRE))
    return settle.agree(claim.pk, clerk, account_token=made.account_of(claim.insured_id))


@pytest.mark.parametrize("state", ["docs_complete", "approved"])
def test_the_payee_gets_what_the_advance_left(state: str) -> None:
    claim = paid_advance(state)
    assert (claim.state, claim.paid) == (state, D("0.00"))
    assert not Job.objects.exclude(state="done").filter(kind__contains="payment_settled").exists()
    if state != "approved":
        return
    claim = agree(claim)
    rest = Payable.objects.get(purpose="claim")
    assert (rest.amount, rest.offset, claim.paid) == (D("10900.00"), D("5000.00"), D("5000.00"))
    release(rest.orders.get())
    drain(reraise=True)
    closed = fresh(claim)
    assert (closed.state, closed.paid, closed.reserve) == ("closed", D("15900.00"), D("0.00"))
    booked = entries_for("claims.claim", claim.pk)
    assert sum(line.debit for line in booked) == sum(line.credit for line in booked)
    assert sum(order.amount for order in PaymentOrder.objects.filter(state="settled")) == D("15900.00")


def test_an_advance_on_its_way_holds_the_claim_back() -> None:
    claim = made.make_claim_in("approved")
    advance(claim)
    with nothing_changed(), pytest.raises(AdvanceStanding):
        agree(claim)


def test_finance_does_not_owe_a_claim_without_setting_its_advance_off() -> None:
    claim = paid_advance("approved")
    whole: dict[str, Any] = {
        "claim_kind": "claims.claim", "claim_id": claim.pk, "claim_number": claim.number, "case": claim.case(),
        "unit_id": claim.unit_id, "line": claim.line, "payee_id": claim.insured_id, "payee_name": "陈晓东",
        "bank_name": "", "account_token": made.account_of(claim.insured_id), "amount": claim.payable, "reason": "赔款",
    }  # fmt: skip
    with nothing_changed(), pytest.raises(AdvanceNotSetOff) as refusal:
        owe(order(actor_at("CS_ADMIN", made.CENTRE)), ClaimPayable(**whole))
    assert refusal.value.details == {"value": "0.00", "limit": "5000.00"}


def test_nothing_is_advanced_on_a_claim_that_is_owed() -> None:
    claim = made.make_claim_in("payable")
    with nothing_changed(), pytest.raises(NotPossible):
        advance(claim, "1.00")


def test_an_advance_of_the_whole_claim_leaves_nothing_to_pay() -> None:
    claim = paid_advance("approved", "9000.00")
    Claim.objects.filter(pk=claim.pk).update(payable=D("9000.00"))
    with nothing_changed(), pytest.raises(AdvanceStanding) as refusal:
        agree(claim)
    assert refusal.value.details == {"value": "9000.00", "limit": "9000.00"}


def test_a_claim_with_an_advance_is_not_cancelled() -> None:
    claim = made.make_claim_in("assessed")
    advance(claim)
    with nothing_changed(), pytest.raises(AdvanceStanding):
        settle.cancel_claim(claim.pk, order(actor_at("CS_DIR", made.CENTRE), reason="立案有误"))


def test_advances_stay_within_the_reserve() -> None:
    claim = made.make_claim_in("docs_complete")
    made.account_of(claim.insured_id)
    with nothing_changed(), pytest.raises(AboveReserve):
        advance(claim, "999999.00")


def test_an_advance_that_comes_back_does_not_reopen_the_claim() -> None:
    claim = paid_advance("docs_complete")
    first = PaymentOrder.objects.get()
    bounce_payment(first.pk, order(actor_at("FN_CASH", FINANCE), reason="账号已销户"), reference="T1")
    drain(reraise=True)
    after = fresh(claim)
    assert (after.state, after.version, after.paid) == ("docs_complete", claim.version, D("0.00"))
