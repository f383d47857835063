"""Losses of ceded business over their whole life: day of loss, shrinking, reopening, withdrawal, yearly limit."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db.models import Sum
from django.utils import timezone

from core.jobs.drain import drain
from finance.models import VoucherLine
from tests.factories import reinsurance as made
from tests.factories.organisation import actor_at, order
from tests.factories.underwriting import UWC
from tests.support.unchanged import nothing_changed
from underwriting.models import LossAdvice, Movement, Policy, Treaty
from underwriting.models import LossExperience as Row
from underwriting.public import LossExperience, record_loss_experience
from underwriting.rules.reinsurance import advice
from underwriting.selectors.reinsurance import forget
from underwriting.services import loss_advice
from underwriting.services.cession_queue import Change, cede_later
from underwriting.services.reinsurance_refusals import ClaimStillOpen

D = Decimal
NIL = D("0.00")


def tell(policy: Policy, incurred: str, *, paid: str = "0", closed: bool = False, number: str = "C-RI-7") -> LossAdvice:
    loss = LossExperience(
        policy_id=policy.pk,
        claim_number=number,
        occurred_on=timezone.localdate(),
        incurred=D(incurred),
        paid=D(paid),
        at_fault=False,
        closed=closed,
    )
    record_loss_experience(order(made.clock(policy)), loss)
    drain(reraise=True)
    return LossAdvice.objects.get(claim_number=number)


def balance(code: str) -> Decimal:
    found = VoucherLine.objects.filter(account__code=code).aggregate(debit=Sum("debit"), credit=Sum("credit"))
    return (found["debit"] or NIL) - (found["credit"] or NIL)


def asked_of(code: str) -> Decimal:
    found = Movement.objects.filter(kind="recovery", treaty__code=code).aggregate(total=Sum("amount"))["total"]
    return found or NIL


def grow(policy: Policy, *, in_days: int) -> None:
    """Twenty million more from a day on: reinsurers carry four fifths instead of 44 in 60."""
    day = policy.start_on + timedelta(days=in_days)
    change = Change(delta=NIL, sum_insured=D(80_000_000), effective_on=day)
    cede_later(policy, order(made.clock(policy)), occasion=f"E{in_days}", change=change)
    drain(reraise=True)


@pytest.mark.req("REI-10", "REI-12")
def test_a_loss_follows_the_cession_in_force_on_its_day() -> None:
    policy = made.make_property_policy(in_days=0)
    grow(policy, in_days=10)
    assert tell(policy, "3000000").ceded == D("2200000.00")


@pytest.mark.req("REI-10", "REI-12")
def test_a_version_that_reaches_back_shares_the_loss_anew() -> None:
    policy = made.make_property_policy(in_days=0)
    assert tell(policy, "3000000").ceded == D("2200000.00")
    grow(policy, in_days=0)
    found = LossAdvice.objects.get(claim_number="C-RI-7")
    assert (found.ceded, found.reserved) == (D("2400000.00"), D("2400000.00"))  # 150,000 and 2,250,000
    assert balance("1212.02") == D("2400000.00")


@pytest.mark.req("REI-11")
def test_a_claim_that_shrinks_gives_back_what_each_layer_paid_too_much() -> None:
    """A total loss reached the excess layer; after the correction it bears nothing."""
    policy = made.make_property_policy(in_days=0)
    tell(policy, "60000000", closed=True)
    assert (asked_of("XL1-PROP-26"), balance("6202")) == (D("11000000.00"), D("-55000000.00"))
    tell(policy, "3000000", closed=True)
    assert (asked_of("QS-PROP-26"), asked_of("SP-PROP-26"), asked_of("XL1-PROP-26")) == (
        D("200000.00"),
        D("2000000.00"),
        NIL,
    )
    assert (balance("6202"), balance("1212.02")) == (D("-2200000.00"), NIL)


@pytest.mark.req("REI-11")
def test_reserve_and_recovery_never_stand_together_for_the_same_part_of_a_loss() -> None:
    """2,700,000 paid and recovered; reopened for 900,000 more; the bank sends everything back; paid again."""
    policy = made.make_property_policy(in_days=0)
    tell(policy, "2700000", closed=True)
    assert (balance("6202"), balance("1212.02")) == (D("-1980000.00"), NIL)
    tell(policy, "3600000", paid="2700000")
    assert (balance("6202"), balance("1212.02")) == (D("-1980000.00"), D("660000.00"))
    tell(policy, "3600000")
    assert (balance("6202"), balance("1212.02")) == (NIL, D("2640000.00"))
    last = tell(policy, "3600000", closed=True)
    assert (last.reserved, balance("6202"), balance("1212.02")) == (NIL, D("-2640000.00"), NIL)


@pytest.mark.req("REI-11")
def test_a_withdrawn_claim_leaves_neither_reserve_nor_recovery() -> None:
    policy = made.make_property_policy(in_days=0)
    tell(policy, "3000000", paid="500000")
    assert (balance("6202"), balance("1212.02")) == (D("-366666.66"), D("1833333.34"))
    gone = tell(policy, "0", closed=True)
    assert (gone.ceded, gone.reserved, balance("6202"), balance("1212.02")) == (NIL, NIL, NIL, NIL)


@pytest.mark.req("REI-12")
def test_the_yearly_limit_of_a_layer_leaves_out_only_this_loss() -> None:
    """16 million in the year: 11 for the first total loss, five for the second one of the same policy."""
    Treaty.objects.filter(code="XL1-PROP-26").update(aggregate=D(16_000_000))
    forget()
    policy = made.make_property_policy(in_days=0)
    tell(policy, "60000000", closed=True)
    second = tell(policy, "60000000", closed=True, number="C-RI-8")
    parts = {part["label"]: part["amount"] for part in second.parts}
    assert parts["XL1-PROP-26"] == "5000000.00"
    assert asked_of("XL1-PROP-26") == D("16000000.00")
    tell(policy, "60000000", closed=True)
    assert asked_of("XL1-PROP-26") == D("16000000.00")


@pytest.mark.req("REI-11")
def test_what_a_loss_costs_is_read_after_its_lock_is_held(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever waited for the lock sees what was told meanwhile."""
    policy = made.make_property_policy(in_days=0)
    tell(policy, "300000")
    told_meanwhile = Row.objects.filter(claim_number="C-RI-7")
    monkeypatch.setattr(loss_advice, "hold", lambda _name: told_meanwhile.update(incurred=D(600_000)))
    found = loss_advice.follow_loss(order(made.clock(policy)), "C-RI-7")
    assert found is not None
    assert (found.incurred, found.ceded) == (D("600000.00"), D("440000.00"))


@pytest.mark.req("REI-10", "REI-11")
def test_a_recovery_is_complete_only_when_the_claim_is_closed_and_is_taken_up_when_it_changes() -> None:
    policy = made.make_property_policy(in_days=0)
    desk = actor_at("UW_RI", UWC)
    found = tell(policy, "300000")
    with pytest.raises(ClaimStillOpen), nothing_changed():
        loss_advice.settle(found.pk, order(desk, version=found.version))
    found = tell(policy, "300000", closed=True)
    loss_advice.settle(found.pk, order(desk, version=found.version))
    again = tell(policy, "600000", closed=True)
    assert (again.state, balance("6202")) == (advice.PASSED_ON, D("-440000.00"))
