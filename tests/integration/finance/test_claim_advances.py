"""Claims in kind and in advance (JE-17, JE-18)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from core.workflow.refusals import Forbidden
from finance.models import Payable
from finance.public import ReserveChange, record_claim_reserves
from finance.selectors.reconciliation import reconciliation
from finance.services.advances import AboveReserve, ClaimAdvance, advance_claim
from finance.services.payables import PayeeIncomplete
from tests.factories.finance import House
from tests.support.unchanged import nothing_changed

pytestmark = [pytest.mark.django_db, pytest.mark.req("FIN-02", "PAY-09")]
D = Decimal


@pytest.fixture
def house():
    return House()


def advance(house, amount="30000.00", **over):
    values = {
        "claim_kind": "claims.claim", "claim_id": 1, "claim_number": "CMOD20263505020000001", "case": "claims.claim:1",
        "unit_id": house.unit.pk, "line": "MOD", "amount": D(amount), "account_token": over.pop("token"),
        "reason": "抢救费用先行支付", **over,
    }  # fmt: skip
    return ClaimAdvance(**values)


def reserve(house, new="120000.00"):
    change = ReserveChange(
        claim_kind="claims.claim", claim_id=1, claim_number="CMOD20263505020000001", unit_id=house.unit.pk,
        line="MOD", old=D(0), new=D(new),
    )  # fmt: skip
    record_claim_reserves(house.by("clerk"), [change])


def agrees(house):
    return [check.code for check in reconciliation(house.branch) if check.difference]


def test_je17_repair_in_kind_with_a_special_invoice(house):
    house.claim("11300.00", tax=D("1300.00"))
    assert [house.balance(code) for code in ("6511.01", "2221.0102", "2202")] == [
        D("10000.00"), D("1300.00"), D("-11300.00"),
    ]  # fmt: skip
    assert agrees(house) == []


def test_je18_advance_is_paid_and_set_off_in_the_claim(house):
    reserve(house)
    payable = advance_claim(house.by("receivables"), advance(house, token=house.account_of()))
    assert (payable.purpose, payable.state, house.balance("1123.01")) == ("claim_advance", "open", D(0))
    house.pay(payable)
    assert [house.balance(code) for code in ("1123.01", "1002.02")] == [D("30000.00"), D("-30000.00")]
    assert agrees(house) == []
    house.claim("70000.00", advanced=D("30000.00"))
    figures = [house.balance(code) for code in ("6511.01", "1123.01", "2202")]
    assert (figures, agrees(house)) == ([D("100000.00"), D("0.00"), D("-70000.00")], [])


def test_nothing_is_set_off_that_was_not_paid_in_advance(house):
    reserve(house)
    advance_claim(house.by("receivables"), advance(house, token=house.account_of()))
    with nothing_changed(), pytest.raises(PayeeIncomplete):
        house.claim("70000.00", advanced=D("30000.00"))


def test_advances_stay_within_the_reserve_and_within_the_post(house):
    reserve(house, "50000.00")
    token = house.account_of()
    advance_claim(house.by("receivables"), advance(house, token=token))
    with nothing_changed(), pytest.raises(AboveReserve) as refusal:
        advance_claim(house.by("receivables"), advance(house, "20000.01", token=token))
    assert refusal.value.details == {"value": "50000.01", "limit": "50000.00"}
    with nothing_changed(), pytest.raises(Forbidden):
        advance_claim(house.by("cashier"), advance(house, "1.00", token=token))
    assert Payable.objects.count() == 1
