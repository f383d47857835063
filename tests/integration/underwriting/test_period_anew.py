"""A decided proposal that cannot be issued as agreed has a way on and a way back; the money follows (ISS-03, CT-10)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from archives.public import next_serial
from core.models import Notification
from core.workflow.refusals import NotPossible
from finance.models import Payable, Receivable
from parties.public import AccountData, add_account
from tests.factories import underwriting as made
from tests.factories.organisation import actor_at, order
from tests.integration.underwriting.test_held_premium import begun, due_of, suspended
from tests.support.unchanged import nothing_changed
from underwriting.models import Policy, Proposal
from underwriting.services import agreeing, issue
from underwriting.services.refusals import InvalidEntry
from underwriting.tasks.policies import _lapse, _warn_paid

LATER = made.tomorrow(3)


def clerk(reason: str = "客户同意顺延起保日期"):
    return order(actor_at("UW_ISSUE", made.FENGZE), reason=reason)


def account_of(proposal: Proposal) -> str:
    data = AccountData(
        holder=proposal.holder_name, bank="中国工商银行", branch="泉州分行", number="6222600260001072444"
    )
    return str(add_account(clerk(), party_id=proposal.holder_id, data=data).token)


def issued(proposal: Proposal) -> list[Policy]:
    someone = actor_at("UW_ISSUE", made.FENGZE)
    serial = next_serial(issue.SIGN, someone.staff_id)
    issue.issue(proposal.pk, order(someone), explained_to="陈晓东", serial=serial)
    return list(Policy.objects.filter(proposal=proposal).order_by("line"))


@pytest.mark.req("ISS-03")
def test_a_paid_case_whose_start_came_gets_a_new_period_and_is_issued_on_its_money() -> None:
    paid = begun(made.pay(made.make_decided()))
    moved = agreeing.agree_period(paid.pk, clerk(), start_on=LATER)
    assert (moved.state, moved.start_on, moved.premium) == ("issuable", LATER, paid.premium)
    assert {policy.start_on for policy in issued(moved)} == {LATER}


@pytest.mark.req("ISS-03")
def test_what_waits_for_its_premium_is_due_for_the_new_period() -> None:
    proposal = begun(made.make_decided())
    moved = agreeing.agree_period(proposal.pk, clerk(), start_on=LATER)
    assert moved.state == "approved"
    assert {(item.cover_start, item.due_on) for item in due_of(moved)} == {(LATER, LATER)}
    made.enter_receipt(due_of(moved))


@pytest.mark.req("PRO-08")
def test_a_period_that_has_begun_already_is_not_agreed() -> None:
    paid = made.pay(made.make_decided())
    with nothing_changed(), pytest.raises(InvalidEntry) as caught:
        agreeing.agree_period(paid.pk, clerk(), start_on=timezone.localdate())
    assert caught.value.field == "start_on"


@pytest.mark.req("UWR-18")
def test_another_premium_is_decided_anew_and_not_on_money_that_is_there() -> None:
    paid = begun(made.pay(made.make_decided()))
    dearer = {"damage_premium": paid.damage_premium + Decimal("10.00")}
    Proposal.objects.filter(pk=paid.pk).update(**dearer)  # the tariff of the earlier day was another
    with nothing_changed(), pytest.raises(NotPossible):
        agreeing.agree_period(paid.pk, clerk(), start_on=LATER)
    unpaid = made.make_decided(vehicle=made.vehicle(vin=made.VINS[0], plate="闽C54321"))
    Proposal.objects.filter(pk=unpaid.pk).update(damage_premium=unpaid.damage_premium + Decimal("10.00"))
    again = agreeing.agree_period(unpaid.pk, clerk(), start_on=LATER)
    assert (again.state, again.approved_at, due_of(again)) == ("returned", None, [])


@pytest.mark.req("ISS-03", "FIN-11")
def test_the_premium_goes_back_whole_to_the_one_who_paid() -> None:
    paid = begun(made.pay(made.make_decided()))
    sections = list(paid.sections.values_list("pk", flat=True))
    again = agreeing.return_premium(paid.pk, clerk("客户不要了"), account_token=account_of(paid))
    back = Payable.objects.filter(purpose="advance_return")
    assert again.state == "returned"
    assert sum(one.amount for one in back) == paid.amount_due
    assert {one.payee_id for one in back} == {paid.holder_id}
    assert set(Receivable.objects.filter(document_id__in=sections).values_list("state", flat=True)) == {"cancelled"}


@pytest.mark.req("ISS-03")
def test_nothing_lapses_with_money_on_it_and_its_people_are_told_once() -> None:
    paid = begun(made.pay(made.make_decided()))
    for day in (timezone.localdate(), timezone.localdate() + timedelta(days=1)):
        _lapse(day)
        _warn_paid(day)
    paid.refresh_from_db()
    told = Notification.objects.filter(key__startswith=f"start-passed/{paid.pk}/")
    assert paid.state == "issuable"
    assert set(told.values_list("recipient_id", flat=True)) == {paid.entered_by_id, paid.salesperson_id}
    assert told.count() == len({paid.entered_by_id, paid.salesperson_id})


@pytest.mark.req("UWR-20")
def test_compulsory_cover_is_issued_alone_while_the_commercial_part_is_suspended() -> None:
    approved = made.make_decided()
    suspended("MOD", "MTP")
    items = {item.line: item for item in due_of(approved)}
    alone = agreeing.go_on_alone(approved.pk, clerk("台风期间暂停承保商业险"))
    assert (alone.state, alone.covers, alone.commercial_premium) == ("approved", ["MCI"], Decimal(0))
    assert Receivable.objects.get(pk=items["MOD"].pk).state == "cancelled"
    assert [policy.line for policy in issued(made.pay(alone))] == ["MCI"]


@pytest.mark.req("UWR-20")
def test_commercial_premium_that_is_there_goes_back_and_the_compulsory_receipt_stays() -> None:
    paid = made.pay(made.make_decided())
    commercial = paid.commercial_premium
    alone = agreeing.go_on_alone(paid.pk, clerk("暂停承保"), account_token=account_of(paid))
    assert alone.state == "issuable"
    assert [one.amount for one in Payable.objects.filter(purpose="advance_return")] == [commercial]
    assert [policy.line for policy in issued(alone)] == ["MCI"]
