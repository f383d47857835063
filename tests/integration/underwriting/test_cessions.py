"""Cessions of policies: by treaties at issue, by endorsements, with what moves to each reinsurer (REI-12, REI-14)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Sum
from django.utils import timezone

from core.jobs import enqueue
from core.jobs.drain import drain
from core.models import Job
from finance.models import VoucherLine
from tests.factories import reinsurance as made
from tests.factories.organisation import order
from tests.factories.underwriting import make_issued
from underwriting.models import AwaitedCession, CededUnit, Cession, CessionPart, Movement, Policy, RetentionTable
from underwriting.selectors.reinsurance import forget
from underwriting.services.cession import cede, order_at_issue
from underwriting.services.cession_queue import CEDE_JOB, MISSING_JOB, Change, await_missing, cede_later, queue_stale

D = Decimal
HALF_AN_HOUR = timedelta(minutes=30)


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


@pytest.mark.req("REI-12", "REI-14")
def test_the_commissions_of_the_units_add_up_to_what_moves() -> None:
    items = [{"sum_insured": "20000001", "address": f"东海路{n}号", "occupancy": "textile"} for n in range(3)]
    policy = made.make_property_policy(in_days=0, sum_insured="60000003", premium="95403.77", content={"items": items})
    cession = Cession.objects.get(policy=policy)
    parts = CessionPart.objects.filter(unit__cession=cession)
    assert cession.commission > 0
    assert sum(part.commission for part in parts) == cession.commission == moved(policy, "commission")


@pytest.mark.req("REI-12")
def test_an_endorsement_makes_a_new_version_and_moves_the_difference() -> None:
    """Half of the year later the sum grows to 80 million: the time that has passed stays as it was."""
    policy = made.make_property_policy(in_days=0)
    change_later(policy, "E1", "21200", "80000000")
    drain(reraise=True)
    first, second = Cession.objects.filter(policy=policy).order_by("number")
    assert first.superseded_at is not None
    assert (second.own_sum, second.premium) == (D("80000000.00"), D("110000.00"))
    assert second.ceded_premium == D("88000.00")  # four fifths of 110,000: 5,500 quota share, 82,500 surplus
    assert moved(policy, "premium") == D("88000.00")


@pytest.mark.req("REI-12")
def test_a_policy_that_ends_takes_its_ceded_premium_back() -> None:
    policy = made.make_property_policy(in_days=0)
    change_later(policy, "E2", "-53000", "0", in_days=100)
    drain(reraise=True)
    last = Cession.objects.get(policy=policy, superseded_at=None)
    assert (last.premium, last.own_sum) == (D("40000.00"), D("0.00"))
    assert moved(policy, "premium") == last.ceded_premium == D("29333.34")  # 2,666.67 and 26,666.67
    assert moved(policy, "commission") == Cession.objects.get(pk=last.pk).commission


def change_later(policy: Policy, occasion: str, delta: str, wanted: str | None, *, in_days: int = 0) -> None:
    """Await a change, as issuing an endorsement does."""
    day = policy.start_on + timedelta(days=in_days)
    change = Change(delta=D(delta), sum_insured=None if wanted is None else D(wanted), effective_on=day)
    cede_later(policy, order(made.clock(policy)), occasion=occasion, change=change)


def without_cession(policy: Policy) -> None:
    Movement.objects.filter(policy=policy).delete()
    CededUnit.objects.filter(cession__policy=policy).delete()
    Cession.objects.filter(policy=policy).delete()


@pytest.mark.req("REI-12")
def test_the_first_version_is_made_before_the_endorsement_that_follows_it() -> None:
    policy = made.make_property_policy(in_days=0)
    without_cession(policy)
    change_later(policy, "E3", "21200", "80000000")
    drain(reraise=True)
    found = Cession.objects.filter(policy=policy).order_by("number")
    assert [(one.occasion, one.premium) for one in found] == [("issue", D("90000.00")), ("E3", D("110000.00"))]


@pytest.mark.req("REI-12")
def test_two_endorsements_in_flight_follow_one_another() -> None:
    """Whichever job comes first, both differences are ceded and the newest sum stands."""
    policy = made.make_property_policy(in_days=0)
    change_later(policy, "E1", "21200", "80000000")
    change_later(policy, "E2", "10600", "90000000")
    Job.objects.filter(kind=CEDE_JOB, key=f"{policy.pk}:E1").update(priority=9)
    drain(reraise=True)
    found = Cession.objects.filter(policy=policy).order_by("number")
    assert [(one.occasion, one.own_sum, one.premium) for one in found] == [
        ("issue", D("60000000.00"), D("90000.00")),
        ("E1", D("80000000.00"), D("110000.00")),
        ("E2", D("90000000.00"), D("120000.00")),
    ]
    # kept: 20 million less a fifth; 16 in 90 of 120,000 stay
    assert moved(policy, "premium") == found[2].ceded_premium == D("98666.66")


@pytest.mark.req("REI-12")
def test_a_contract_without_a_table_of_its_own_is_kept_up_to_the_bound_of_the_law() -> None:
    """200 million may be kept of one risk unit (LAW-103): 60 million are, less what the quota share takes."""
    later = timezone.localdate() + timedelta(days=30)
    RetentionTable.objects.filter(line="PRA").update(effective=DateRange(later, None))
    forget()
    policy = made.make_property_policy(in_days=0)
    change_later(policy, "E1", "21200", "80000000")
    drain(reraise=True)
    first, second = Cession.objects.filter(policy=policy).order_by("number")
    assert (first.retained, first.ceded, first.unplaced) == (D("50000000.00"), D("10000000.00"), D("0.00"))
    assert (second.retained, second.ceded, second.unplaced) == (D("70000000.00"), D("10000000.00"), D("0.00"))
    assert not AwaitedCession.objects.filter(made_at=None).exists()
    assert not Job.objects.filter(kind=CEDE_JOB).exclude(state="done").exists()


@pytest.mark.req("REI-12", "DUT-39")
def test_what_was_missed_is_found_and_made_again() -> None:
    """One policy lost its first cession, another one the job of its endorsement."""
    lost, stale = made.make_property_policy(in_days=0), made.make_property_policy(in_days=0)
    without_cession(lost)
    Job.objects.filter(key=f"{lost.pk}:issue").delete()
    change_later(stale, "E1", "21200", "80000000")
    Job.objects.filter(key=f"{stale.pk}:E1").delete()
    later = timezone.now() + timedelta(minutes=31)
    assert (await_missing(later, older_than=HALF_AN_HOUR), queue_stale(later, older_than=HALF_AN_HOUR)) == (1, 1)
    drain(reraise=True)
    assert Cession.objects.get(policy=lost).ceded_premium == D("66000.00")
    assert Cession.objects.get(policy=stale, superseded_at=None).occasion == "E1"
    assert not AwaitedCession.objects.filter(made_at=None).exists()
    assert (await_missing(later, older_than=HALF_AN_HOUR), queue_stale(later, older_than=HALF_AN_HOUR)) == (0, 0)


def test_work_of_reinsurance_that_was_given_up_is_tried_again() -> None:
    policy = made.make_property_policy(in_days=0)
    change_later(policy, "E1", "21200", "80000000")
    dead = Job.objects.filter(key=f"{policy.pk}:E1")
    dead.update(state="dead", done_at=timezone.now())
    enqueue(MISSING_JOB, key="hour", payload={}, queue="underwriting")
    drain(reraise=True)
    assert dead.get().state == "done"
    assert Cession.objects.get(policy=policy, superseded_at=None).premium == D("110000.00")
