"""Cessions of policies: by treaties at issue, by endorsements, with what moves to each reinsurer (REI-12, REI-14)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db.models import Sum
from django.utils import timezone

from core.jobs.drain import drain
from finance.models import VoucherLine
from tests.factories import reinsurance as made
from tests.factories.organisation import order
from tests.factories.underwriting import make_issued
from underwriting.models import CededUnit, Cession, CessionPart, Movement, Policy
from underwriting.services.cession import Change, cede, cede_later, order_at_issue

D = Decimal


def balance(code: str) -> Decimal:
    found = VoucherLine.objects.filter(account__code=code).aggregate(debit=Sum("debit"), credit=Sum("credit"))
    return (found["debit"] or D(0)) - (found["credit"] or D(0))


def moved(policy: Policy, kind: str) -> Decimal:
    return Movement.objects.filter(policy=policy, kind=kind).aggregate(total=Sum("amount"))["total"] or D(0)


@pytest.mark.req("REI-12", "REI-14", "DUT-39")
def test_a_policy_is_ceded_at_issue_in_the_order_of_the_seed() -> None:
    """60 million of property: 20 million kept less the quota share of a fifth, the rest to the surplus."""
    policy = made.make_property_policy(in_days=0)
    cession = Cession.objects.get(policy=policy)
    assert (cession.own_sum, cession.retained, cession.ceded, cession.unplaced) == (
        D("60000000.00"),
        D("16000000.00"),
        D("44000000.00"),
        D("0.00"),
    )
    parts = {part.layer: (part.amount, part.premium) for part in CessionPart.objects.filter(unit__cession=cession)}
    assert parts == {
        "retention": (D("16000000.00"), D("24000.00")),
        "quota_share": (D("4000000.00"), D("6000.00")),
        "surplus": (D("40000000.00"), D("60000.00")),
    }
    assert (cession.ceded_premium, cession.commission) == (D("66000.00"), D("21300.00"))


@pytest.mark.req("REI-12", "REI-11")
def test_every_reinsurer_has_its_signed_line_and_the_books_hold_it() -> None:
    policy = made.make_property_policy(in_days=0)
    premiums = dict(Movement.objects.filter(policy=policy, kind="premium").values_list("treaty__code", "pk"))
    assert set(premiums) == {"QS-PROP-26", "SP-PROP-26"}
    by_reinsurer = Movement.objects.filter(policy=policy, kind="premium", treaty__code="SP-PROP-26")
    assert [row.amount for row in by_reinsurer.order_by("pk")] == [D("27000.00"), D("21000.00"), D("12000.00")]
    assert balance("6541") == D("66000.00")
    assert balance("2261") == D("-66000.00")
    assert balance("1212.01") == D("66000.00")
    assert balance("6203") == D("-21300.00")
    assert balance("1211") == D("21300.00")


def test_ceded_premium_is_booked_when_cover_begins() -> None:
    policy = made.make_property_policy(in_days=5)
    assert moved(policy, "premium") == D("66000.00")
    assert balance("6541") == D(0)


def test_the_same_occasion_is_ceded_once() -> None:
    policy = made.make_property_policy(in_days=0)
    again = cede(order(made.clock(policy)), order_at_issue(policy))
    assert again == Cession.objects.get(policy=policy)
    assert moved(policy, "premium") == D("66000.00")


def test_motor_business_is_kept_whole_and_queues_nothing() -> None:
    make_issued()
    drain(reraise=True)
    assert not Cession.objects.exists()


@pytest.mark.req("REI-14")
def test_every_risk_unit_has_a_retention_of_its_own() -> None:
    items = [
        {"sum_insured": "30000000", "address": "东海路1号", "occupancy": "textile"},
        {"sum_insured": "30000000", "address": "晋江仓库", "occupancy": "warehouse"},
    ]
    policy = made.make_property_policy(in_days=0, content={"items": items})
    units = CededUnit.objects.filter(cession__policy=policy).order_by("position")
    assert [(unit.name, unit.own_sum, unit.retained) for unit in units] == [
        ("东海路1号", D("30000000.00"), D("16000000.00")),
        ("晋江仓库", D("30000000.00"), D("16000000.00")),
    ]
    assert units[0].steps[-1]["rule"] == "To be placed facultatively before cover starts"


@pytest.mark.req("REI-12")
def test_an_endorsement_makes_a_new_version_and_moves_the_difference() -> None:
    """Half of the year later the sum grows to 80 million: the time that has passed stays as it was."""
    policy = made.make_property_policy(in_days=0)
    change = Change(delta=D("21200"), sum_insured=D(80_000_000), effective_on=policy.start_on)
    cede_later(policy, occasion="E1", change=change)
    drain(reraise=True)
    first, second = Cession.objects.filter(policy=policy).order_by("number")
    assert first.superseded_at is not None
    assert (second.own_sum, second.premium) == (D("80000000.00"), D("110000.00"))
    assert second.ceded_premium == D("88000.00")  # four fifths of 110,000: 5,500 quota share, 82,500 surplus
    assert moved(policy, "premium") == D("88000.00")


@pytest.mark.req("REI-12")
def test_a_policy_that_ends_takes_its_ceded_premium_back() -> None:
    policy = made.make_property_policy(in_days=0)
    gone = policy.start_on + timedelta(days=100)
    cede_later(policy, occasion="E2", change=Change(delta=D("-53000"), sum_insured=D(0), effective_on=gone))
    drain(reraise=True)
    last = Cession.objects.get(policy=policy, superseded_at=None)
    assert (last.premium, last.own_sum) == (D("40000.00"), D("0.00"))
    assert moved(policy, "premium") == last.ceded_premium == D("29333.34")  # 2,666.67 and 26,666.67
    assert moved(policy, "commission") == Cession.objects.get(pk=last.pk).commission


def test_an_endorsement_waits_for_the_version_that_it_follows() -> None:
    policy = made.make_property_policy(in_days=0)
    Movement.objects.filter(policy=policy).delete()
    CededUnit.objects.filter(cession__policy=policy).delete()
    Cession.objects.filter(policy=policy).delete()
    cede_later(policy, occasion="E3", change=Change(delta=D(0), sum_insured=D(1), effective_on=timezone.localdate()))
    drain()
    assert not Cession.objects.exists()
