"""Premium that changes before cover begins: rated for the whole period, paid in advance, income at the start of cover
(domain 4.4, 9.3)."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from core.jobs.drain import drain
from finance.models import PremiumIncome, Receivable
from finance.public import entries_for, policy_money
from finance.services.premium import recognise_premium
from organisation.public import system_actor
from tests.factories import endorsements as made
from tests.factories import underwriting as policies
from tests.factories.organisation import order
from tests.support.unchanged import nothing_changed
from underwriting.models import Endorsement, Policy
from underwriting.rules.lifecycle import POLICY_KIND, SECTION_KIND
from underwriting.rules.policy_terms import level_of
from underwriting.selectors.policy_life import segments_of
from underwriting.services import endorsement_issue, endorsing


def now() -> datetime:
    return timezone.now()


def changed(policy: Policy, limit: str, **over: Any) -> Endorsement:
    return made.entered(policy, "limit", {"cover.MTP.limit": limit}, on=policy.start_on, at=now(), **over)


def ready(endorsement: Endorsement) -> Endorsement:
    """Decided, and the money is there or may go back."""
    found = made.approved(endorsement, at=now())
    if found.delta < 0:
        return endorsing.approve_refund(found.pk, made.by("FN_AR", made.FINANCE, at=now()))
    due = Receivable.objects.get(document_kind=SECTION_KIND, addition=True, instalment=found.instalment)
    policies.enter_receipt([due])
    drain(reraise=True)
    return Endorsement.objects.get(pk=found.pk)


def issued(endorsement: Endorsement) -> Endorsement:
    return endorsement_issue.issue_endorsement(ready(endorsement).pk, made.by("UW_ISSUE", at=now()))


def begun(policy: Policy) -> PremiumIncome:
    """The first day of cover has come."""
    income = PremiumIncome.objects.get(document_kind=POLICY_KIND, document_id=policy.pk)
    at = made.later()
    return recognise_premium(income.pk, order(system_actor("ledger", unit_id=income.unit_id), at=at))


def booked(policy: Policy) -> dict[str, Decimal]:
    """Debit less credit by account, of the policy and of the premium it came from."""
    found: dict[str, Decimal] = {}
    for line in (*entries_for(SECTION_KIND, policy.section_id), *entries_for(POLICY_KIND, policy.pk)):
        found[line.account] = found.get(line.account, Decimal(0)) + line.debit - line.credit
    return {account: total for account, total in found.items() if total}


@pytest.mark.req("END-01", "END-06")
def test_a_higher_limit_costs_the_whole_difference_and_is_income_with_the_first_premium() -> None:
    policy = made.to_come()
    before = level_of(segments_of(policy)[0].terms)
    waiting = changed(policy, "2000000")
    after = Decimal(waiting.changes["cover.MTP.premium"]) - Decimal(waiting.before["cover.MTP.premium"])
    assert waiting.delta == after > 0
    done = issued(waiting)
    assert level_of(segments_of(policy)[0].terms) == before + done.delta
    money = policy_money(POLICY_KIND, policy.pk)
    assert (money.paid, money.owed) == (policy.premium + done.delta, Decimal(0))
    income = begun(policy)
    assert (income.gross_now, income.net_now + income.tax_now) == (policy.premium + done.delta,) * 2
    assert income.unearned == income.net_now
    advance = [amount for account, amount in booked(policy).items() if account.startswith("2203")]
    assert advance == []


@pytest.mark.req("END-01", "END-06")
def test_a_lower_limit_gives_the_whole_difference_back() -> None:
    policy = made.to_come()
    waiting = changed(policy, "500000")
    assert (
        waiting.delta
        == Decimal(waiting.changes["cover.MTP.premium"]) - Decimal(waiting.before["cover.MTP.premium"])
        < 0
    )
    done = issued(waiting)
    money = policy_money(POLICY_KIND, policy.pk)
    assert (money.paid, money.refundable, money.owed) == (policy.premium + done.delta,) * 2 + (Decimal(0),)
    income = begun(policy)
    assert income.gross_now == policy.premium + done.delta


@pytest.mark.req("END-01")
def test_what_is_paid_and_not_issued_goes_back_whole() -> None:
    policy = made.to_come()
    paid = ready(changed(policy, "2000000"))
    assert paid.state == "paid"
    account = made.claims.account_of(policy.holder_id)
    back = endorsing.give_back(
        paid.pk, made.by("FN_AR", made.FINANCE, at=now(), reason="客户改主意"), account_token=account
    )
    assert back.state == "voided"
    assert policy_money(POLICY_KIND, policy.pk).paid == policy.premium
    assert begun(policy).gross_now == policy.premium


@pytest.mark.req("END-01")
def test_withdrawn_before_the_money_came_nothing_is_due_any_more() -> None:
    policy = made.to_come()
    waiting = made.approved(changed(policy, "2000000"), at=now())
    endorsing.withdraw_endorsement(waiting.pk, made.by("SALES", at=now(), reason="不改了"))
    assert Receivable.objects.get(addition=True).state == "cancelled"
    assert begun(policy).gross_now == policy.premium


@pytest.mark.req("END-01", "END-03")
def test_a_void_after_the_change_gives_back_all_that_came_in_less_the_fee() -> None:
    policy = made.to_come()
    done = issued(changed(policy, "2000000"))
    day = policy.start_on - timedelta(days=1)
    void = made.entered(policy, "void", on=day, at=now(), ground="wish")
    whole = policy.premium + done.delta
    fee = (whole * Decimal("0.03")).quantize(Decimal("0.01"))
    assert void.delta == -(whole - fee)
    issued(void)
    assert {account[:4] for account in booked(policy)} & {"1122"} == set()


@pytest.mark.req("END-01")
def test_a_change_after_the_start_came_meanwhile_is_income_at_once() -> None:
    policy = made.to_come()
    paid = ready(changed(policy, "2000000"))
    income = begun(policy)
    assert income.gross_now == policy.premium
    endorsement_issue.issue_endorsement(paid.pk, made.by("UW_ISSUE"))
    income.refresh_from_db()
    assert income.gross_now == policy.premium + paid.delta
    assert [one for one in booked(policy) if one.startswith("2203")] == []


@pytest.mark.req("END-01")
def test_more_than_came_in_does_not_go_back_before_cover() -> None:
    policy = made.to_come()
    waiting = made.approved(changed(policy, "500000"), at=now())
    Endorsement.objects.filter(pk=waiting.pk).update(delta=-policy.premium - 1)
    with nothing_changed(), pytest.raises(Exception, match="came in"):
        endorsing.approve_refund(waiting.pk, made.by("FN_AR", made.FINANCE, at=now()))
