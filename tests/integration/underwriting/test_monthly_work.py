"""What the clock begins each month: treaty reports, accounts, reconciliation; small losses go on with the day (C12)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from core.clocks import calendar
from core.models import WorkItem
from core.workflow.refusals import Forbidden
from organisation.public import system_actor
from tests.factories import reinsurance as made
from tests.factories.organisation import actor_at, order
from tests.factories.underwriting import UWC
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed
from underwriting.models import LossAdvice, Policy, ReinsuranceAccount, TreatyReport
from underwriting.public import LossExperience, record_loss_experience
from underwriting.rules.reinsurance import account, advice
from underwriting.rules.reinsurance import treaty_report as life
from underwriting.selectors.retained_premium import RetainedPremium, retained_premium
from underwriting.services import treaty_report
from underwriting.services.reinsurance_work import Begun, begin_work

D = Decimal


def month_after(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def clock_on(policy: Policy, day: date) -> Any:
    moment = timezone.make_aware(datetime.combine(day, time(6, 40)))
    return order(system_actor("policy-clock", unit_id=policy.unit_id), at=moment)


@pytest.mark.req("REI-08", "DUT-42")
def test_the_report_of_a_month_waits_for_the_cession_post_from_the_first_working_day() -> None:
    policy = made.make_property_policy(in_days=0)
    first = month_after(timezone.localdate())
    working = calendar().next_working_day(first)
    if working > first:
        assert begin_work(clock_on(policy, first), policy.branch) == Begun()
    assert begin_work(clock_on(policy, working), policy.branch).reports == 1
    assert begin_work(clock_on(policy, working + timedelta(days=1)), policy.branch).reports == 0
    found = TreatyReport.objects.get()
    assert (found.state, found.line, found.premium, found.until) == (
        life.DUE,
        "PRA",
        D("66000.00"),
        first - timedelta(days=1),
    )
    item = WorkItem.objects.get(subject_kind=life.REPORT_KIND, subject_id=found.pk, done_at=None)
    assert (item.queue, timezone.localdate(item.due_at)) == (
        life.FILL_QUEUE,
        calendar().add_working_days(working, 3),
    )
    with nothing_changed(), pytest.raises(Forbidden):
        treaty_report.take_up(found.pk, order(actor_at("UW_UND3", UWC)))
    taken = treaty_report.take_up(found.pk, order(actor_at("UW_RI", UWC), reason="与分保明细核对一致"))
    assert (taken.state, taken.remark, taken.filled_by_id) == (
        life.FILLED,
        "与分保明细核对一致",
        actor_at("UW_RI", UWC).staff_id,
    )


@pytest.mark.req("REI-11")
def test_after_a_quarter_the_accounts_of_all_reinsurers_are_prepared() -> None:
    policy = made.make_property_policy(in_days=0)
    quarter = account.quarter_of(timezone.localdate())
    working = calendar().next_working_day(account.next_quarter(quarter))
    assert begin_work(clock_on(policy, working), policy.branch).accounts == 4
    rows = ReinsuranceAccount.objects.order_by("reinsurer_name")
    assert {(row.state, row.quarter) for row in rows} == {(account.PREPARED, quarter)}
    assert sum(row.premium for row in rows) == D("66000.00")
    assert all(row.movements.exists() for row in rows)
    assert begin_work(clock_on(policy, working + timedelta(days=1)), policy.branch).accounts == 0


@pytest.mark.req("REI-12", "DUT-42")
def test_the_premium_kept_in_the_year_stands_beside_the_bound_of_the_law(settings: Any) -> None:
    """LAW-102, RI-5: at most 8,000,000,000; 90,000 written and 66,000 ceded leave 24,000."""
    settings.DEMO = True
    made.make_property_policy(in_days=0)
    year = retained_premium(timezone.localdate())
    assert (year.written, year.ceded, year.retained, year.bound, year.warns) == (
        D("90000.00"),
        D("66000.00"),
        D("24000.00"),
        D("8000000000.00"),
        False,
    )
    page = signed_in("UW_RI", UWC).get(reverse("underwriting:retentions")).content.decode()
    assert "24,000.00" in page
    assert "8,000,000,000.00" in page


@pytest.mark.req("REI-12")
@pytest.mark.parametrize(("used", "warns"), [("0.8999", False), ("0.9", True), ("1.2", True)])
def test_the_warning_comes_at_its_share_of_the_bound(used: str, warns: bool) -> None:
    year = RetainedPremium(
        until=date(2026, 6, 30), written=D(9), ceded=D(1), bound=D(10), used=D(used), warning=D("0.90")
    )
    assert year.warns is warns


def tell(policy: Policy, incurred: str, number: str) -> LossAdvice:
    loss = LossExperience(
        policy_id=policy.pk,
        claim_number=number,
        occurred_on=timezone.localdate(),
        incurred=D(incurred),
        at_fault=False,
        closed=False,
    )
    record_loss_experience(order(made.clock(policy)), loss)
    made.drain(reraise=True)
    return LossAdvice.objects.get(claim_number=number)


@pytest.mark.req("REI-10", "DUT-42")
def test_a_small_ceded_loss_is_passed_on_the_same_day_as_well(settings: Any) -> None:
    """Seed 5.5: all material is passed up at once; the limit of 500,000 only decides what calls for cash."""
    settings.DEMO = True
    policy = made.make_property_policy(in_days=0)
    small, other = tell(policy, "30000", "C-1"), tell(policy, "60000", "C-2")
    assert (small.state, small.ceded) == (advice.WATCHED, D("22000.00"))
    item = WorkItem.objects.get(subject_kind=advice.ADVICE_KIND, subject_id=small.pk, done_at=None)
    assert (item.queue, timezone.localdate(item.due_at)) == (advice.ADVICE_QUEUE, timezone.localdate())
    client = signed_in("UW_RI", UWC)
    page = client.get(reverse("underwriting:ceded_losses"))
    assert reverse("underwriting:pass_on_losses") in page.content.decode()
    answer = client.post(reverse("underwriting:pass_on_losses"), {"item": [small.pk, other.pk]})
    assert answer.status_code == 302
    states = LossAdvice.objects.order_by("pk").values_list("state", "told")
    assert list(states) == [(advice.PASSED_ON, D("22000.00")), (advice.PASSED_ON, D("44000.00"))]
    assert not WorkItem.objects.filter(subject_kind=advice.ADVICE_KIND, done_at=None).exists()
