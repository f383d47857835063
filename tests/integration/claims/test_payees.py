"""Several payees of one claim: their shares add up to what is due, each is paid on its own."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from claims.documents.papers import claim_content
from claims.models import Claim, ClaimPayee
from claims.services import refusals as refused
from claims.services import settle
from claims.services.data import PayeeShare
from core.jobs.drain import drain
from finance.models import Payable, PaymentOrder
from parties.public import AccountData, add_account
from tests.factories import claims as made
from tests.factories.organisation import actor_at, order
from tests.factories.parties import make_party
from tests.integration.claims.test_payment import fresh, release
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed

GARAGE = AccountData(holder="林师傅", bank="中国建设银行", branch="泉州丰泽支行", number="6217001820001234560")


def garage() -> tuple[Any, str]:
    """Another customer with an account."""
    person = make_party(order(actor_at("UW_ISSUE", made.FENGZE)), serial=77, name="林师傅")
    return person, str(add_account(order(actor_at("UW_ISSUE", made.FENGZE)), person.pk, GARAGE).token)


@pytest.mark.req("PAY-03", "PAY-08")
def test_the_shares_add_up_and_are_paid_one_by_one(settings: Any) -> None:
    settings.DEMO = True
    claim = made.make_claim_in("approved")
    _person, token = garage()
    share = PayeeShare(account_token=token, amount=Decimal("6000.00"), why="修理厂直赔")
    own = made.account_of(claim.insured_id)
    agreed = settle.agree(claim.pk, order(actor_at("CS_ADMIN", made.CENTRE)), account_token=own, others=(share,))
    assert (agreed.state, agreed.payee_name) == ("payable", "陈晓东、林师傅")
    rest = claim.payable - 6000
    assert list(ClaimPayee.objects.values_list("holder", "amount", "why")) == [
        ("陈晓东", rest, ""), ("林师傅", Decimal("6000.00"), "修理厂直赔"),
    ]  # fmt: skip
    assert list(Payable.objects.order_by("pk").values_list("payee_name", "amount")) == [
        ("陈晓东", rest), ("林师傅", Decimal("6000.00")),
    ]  # fmt: skip
    told = [value for label, value in claim_content("payment", agreed)["facts"] if label == "领款人"]
    assert told == ["陈晓东", "林师傅"]
    first, second = PaymentOrder.objects.order_by("pk")
    release(first)
    drain(reraise=True)
    assert (fresh(claim).state, fresh(claim).paid) == ("payable", rest)
    release(second)
    drain(reraise=True)
    assert (fresh(claim).state, fresh(claim).paid, fresh(claim).reserve) == ("closed", claim.payable, Decimal("0.00"))


@pytest.mark.req("PAY-03")
@pytest.mark.parametrize(
    ("amount", "why"), [("999999.00", "x"), ("0.00", "x"), ("-1.00", "x"), ("1.001", "x"), ("100.00", " ")]
)
def test_impossible_shares_are_refused(amount: str, why: str) -> None:
    claim = made.make_claim_in("approved")
    _person, token = garage()
    own = made.account_of(claim.insured_id)
    share = PayeeShare(account_token=token, amount=Decimal(amount), why=why)
    with nothing_changed(), pytest.raises(refused.PayeeUnusable):
        settle.agree(claim.pk, order(actor_at("CS_ADMIN", made.CENTRE)), account_token=own, others=(share,))


@pytest.mark.req("PAY-03")
def test_the_rest_needs_the_account_of_the_customer_and_no_account_is_named_twice() -> None:
    claim = made.make_claim_in("approved")
    _person, token = garage()
    own = made.account_of(claim.insured_id)
    part = PayeeShare(account_token=token, amount=Decimal("100.00"), why="x")
    clerk = actor_at("CS_ADMIN", made.CENTRE)
    for first, others in (("", (part,)), (own, (part, part)), (token, (part,))):
        with nothing_changed(), pytest.raises(refused.PayeeUnusable):
            settle.agree(claim.pk, order(clerk), account_token=first, others=others)
    whole = PayeeShare(account_token=token, amount=claim.payable, why="修理厂直赔")
    assert settle.agree(claim.pk, order(clerk), others=(whole,)).state == "payable"
    assert Payable.objects.get().payee_name == "林师傅"
    assert own


@pytest.mark.req("PAY-03")
def test_the_dialog_finds_a_further_payee_and_shows_every_share(settings: Any) -> None:
    settings.DEMO = True
    claim = made.make_claim_in("approved")
    person, _token = garage()
    own = made.account_of(claim.insured_id)
    clerk = signed_in("CS_ADMIN", made.CENTRE)
    address = reverse("core:act", args=["claims.claim", claim.pk, "claims.claim.agree"])
    given = {"account_token": own, "payee_1": "林", "share_1": "6000", "why_1": "修理厂直赔"}
    with nothing_changed():
        assert clerk.post(address, given | {"command_key": str(uuid4())}).status_code == 422
    given["payee_1"] = person.number
    assert clerk.post(address, given | {"command_key": str(uuid4())}).status_code == 302
    page = clerk.get(reverse("claims:claim", args=[claim.pk]), {"tab": "books"}).content.decode()
    assert "修理厂直赔" in page
    assert Claim.objects.get(pk=claim.pk).payees.count() == 2
