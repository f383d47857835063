"""A customer's credit limit and its period bind what may come after the issue, and again at the issue (10.3)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from core.workflow.refusals import NotPossible
from tests.factories import exemptions as made
from tests.factories.credit import credit
from tests.support.unchanged import nothing_changed
from underwriting.services.refusals import InvalidEntry

pytestmark = pytest.mark.req("CUS-03", "ISS-03")
D = Decimal


def test_what_comes_later_stays_within_the_limit_to_the_cent() -> None:
    """60,000 of 100,000 come after the issue."""
    proposal = made.make_due()
    credit(proposal, limit="59999.99")
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        made.asked(proposal)
    assert refused.value.field == "code"
    credit(proposal, limit="60000.00")
    assert made.asked(proposal).later == D("60000.00")


def test_what_is_owed_and_promised_already_counts() -> None:
    first, second = made.make_due(), made.make_due()
    credit(first, limit="119999.99")
    made.approved(made.asked(first))
    with nothing_changed(), pytest.raises(InvalidEntry):
        made.asked(second)
    made.paid(made.dues(first)[0])
    made.issued(first)
    with nothing_changed(), pytest.raises(InvalidEntry):
        made.asked(second)
    credit(first, limit="120000.00")
    made.asked(second)


def test_after_its_period_no_credit_is_given() -> None:
    proposal = made.make_due()
    credit(proposal, limit="900000", until=timezone.localdate() - timedelta(days=1))
    with nothing_changed(), pytest.raises(InvalidEntry):
        made.asked(proposal)


@pytest.mark.parametrize("code", ["INSTALMENT_APPROVED", "BANK_ACCEPTANCE", "FX_EVIDENCE"])
def test_grade_c_pays_before_the_policy_whatever_the_ground(code: str) -> None:
    proposal = made.make_due()
    credit(proposal, grade="C")
    with nothing_changed(), pytest.raises(InvalidEntry):
        made.asked(proposal, code)


def test_where_the_treasury_pays_the_credit_of_the_customer_is_not_asked() -> None:
    proposal = made.make_due()
    credit(proposal, grade="C")
    assert made.asked(proposal, "GOV_FISCAL", grounds="财政集中支付").state == "requested"


def test_credit_is_asked_again_at_the_issue() -> None:
    proposal = made.make_due()
    credit(proposal, limit="100000")
    made.approved(made.asked(proposal, "BANK_ACCEPTANCE", grounds="银行承兑汇票"))
    credit(proposal, limit="99999.99")
    with nothing_changed(), pytest.raises(NotPossible):
        made.issued(proposal)
    credit(proposal, limit="100000")
    assert made.issued(proposal).premium == D("100000.00")
