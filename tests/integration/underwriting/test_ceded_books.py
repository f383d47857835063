"""The books of reinsurance month by month: ceded unearned premium, ended placements, quarters that come to nil."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from core import clocks, work
from core.events import publish
from core.jobs.drain import drain
from core.models import WorkItem
from finance.models import VoucherLine
from finance.public import UnearnedMeasured
from tests.factories import reinsurance as made
from tests.factories.organisation import actor_at, order
from tests.factories.underwriting import UWC
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed
from underwriting.models import CededUnearnedMeasure, Cession, CessionPart, Movement, Policy
from underwriting.rules.reinsurance import account as accounts
from underwriting.services import facultative, reinsurance_account
from underwriting.services.ceded_unearned import measure_ceded
from underwriting.services.cession_queue import Change, cede_later
from underwriting.services.refusals import InvalidEntry

D = Decimal


@pytest.fixture(autouse=True)
def sign_in(settings: Any) -> None:
    """The people of the demo branch may sign in."""
    settings.DEMO = True


def balance(code: str) -> Decimal:
    found = VoucherLine.objects.filter(account__code=code).aggregate(debit=Sum("debit"), credit=Sum("credit"))
    return (found["debit"] or D(0)) - (found["credit"] or D(0))


def measure(policy: Policy) -> int:
    today = timezone.localdate()
    return measure_ceded(order(made.clock(policy)), branch_id=policy.branch_id, as_of=today)


@pytest.mark.req("REI-11")
def test_ceded_unearned_premium_is_released_as_time_passes() -> None:
    """66,000.00 ceded of a year that begins today: one day of 365 is earned at its end."""
    policy = made.make_property_policy(in_days=0)
    assert balance("1212.01") == D("66000.00")
    assert measure(policy) == 1
    assert (balance("1212.01"), balance("6501")) == (D("65819.18"), D("24180.82"))
    row = CededUnearnedMeasure.objects.get()
    assert (row.line, row.policies, row.difference) == ("PRA", 1, D("-180.82"))
    assert measure(policy) == 0
    assert signed_in("UW_RI", UWC).get(reverse("underwriting:ceded_unearned")).status_code == 200


@pytest.mark.req("REI-11")
def test_the_measure_of_the_month_sets_off_the_ceded_one() -> None:
    policy = made.make_property_policy(in_days=0)
    with transaction.atomic():
        publish(UnearnedMeasured(unit_id=policy.branch_id or 0, as_of=timezone.localdate()))
    drain(reraise=True)
    assert balance("1212.01") == D("65819.18")
    assert CededUnearnedMeasure.objects.get().target == D("65819.18")


@pytest.mark.req("REI-11", "REI-12")
def test_nothing_stays_unearned_of_a_policy_that_ended() -> None:
    policy = made.make_property_policy(in_days=0)
    change = Change(delta=D("-95400"), sum_insured=D(0), effective_on=policy.start_on)
    cede_later(policy, order(made.clock(policy)), occasion="E9", change=change)
    drain(reraise=True)
    measure(policy)
    assert balance("1212.01") == D("0.00")


@pytest.mark.req("REI-04", "REI-11")
def test_a_closed_placement_gives_premium_back_from_its_day() -> None:
    """Treaties carry 180 of 240 million; the placed quarter ends on its first day, so all of its premium goes back."""
    proposal = made.make_property_proposal(sum_insured="240000000", in_days=0)
    case = made.make_placed_cession(proposal)
    facultative.bind(case.pk, order(actor_at("UW_RI", UWC)))
    policy = made.issue_property(proposal)
    placed = Movement.objects.filter(policy=policy, facultative=case)
    before = dict(placed.values_list("kind").annotate(Sum("amount")))
    assert before == {"premium": D("22500.00"), "commission": D("4500.00")}
    facultative.close(case.pk, order(actor_at("UW_UND3", UWC), reason="分保接受人解除合同"))
    drain(reraise=True)
    after = dict(placed.values_list("kind").annotate(Sum("amount")))
    assert after == {"premium": D("0.00"), "commission": D("0.00")}
    newest = Cession.objects.get(policy=policy, superseded_at=None)
    assert newest.unplaced == D("60000000.00")


@pytest.mark.req("REI-06", "REI-12")
def test_an_adjusted_placement_follows_the_sum_of_the_endorsement_that_is_still_awaited() -> None:
    """240 million grow to 280: 100 million above the treaties, all of them placed, whichever job comes first."""
    proposal = made.make_property_proposal(sum_insured="240000000", in_days=0)
    case = made.make_placed_cession(proposal)
    desk = actor_at("UW_RI", UWC)
    facultative.bind(case.pk, order(desk))
    policy = made.issue_property(proposal)
    change = Change(delta=D("0"), sum_insured=D(280_000_000), effective_on=policy.start_on)
    cede_later(policy, order(made.clock(policy)), occasion="E7", change=change)
    with pytest.raises(InvalidEntry), nothing_changed():
        facultative.adjust(case.pk, order(desk, reason="随批改增加临分"), placed=D("280000000.01"))
    adjusted = facultative.adjust(case.pk, order(desk, reason="随批改增加临分"), placed=D(100_000_000))
    assert adjusted.own_sum == D("280000000.00")
    drain(reraise=True)
    newest = Cession.objects.get(policy=policy, superseded_at=None)
    assert (newest.own_sum, newest.unplaced) == (D("280000000.00"), D("0.00"))


@pytest.mark.req("REI-06", "REI-12")
@pytest.mark.parametrize(("begins_in", "changed_in", "from_in"), [(5, None, 5), (0, None, 0), (0, 30, 30)])
def test_an_adjusted_placement_counts_neither_before_cover_nor_before_the_last_change(
    begins_in: int, changed_in: int | None, from_in: int
) -> None:
    today = timezone.localdate()
    proposal = made.make_property_proposal(sum_insured="240000000", in_days=begins_in)
    case = made.make_placed_cession(proposal)
    desk = actor_at("UW_RI", UWC)
    facultative.bind(case.pk, order(desk))
    policy = made.issue_property(proposal)
    if changed_in is not None:
        later = Change(delta=D("0"), sum_insured=D(280_000_000), effective_on=today + timedelta(days=changed_in))
        cede_later(policy, order(made.clock(policy)), occasion="E7", change=later)
        drain(reraise=True)
    facultative.adjust(case.pk, order(desk, reason="随批改增加临分"), placed=D(70_000_000))
    drain(reraise=True)
    newest = Cession.objects.get(policy=policy, superseded_at=None)
    assert newest.effective_on == today + timedelta(days=from_in)
    assert CessionPart.objects.get(unit__cession=newest, layer="facultative").amount == D("70000000.00")


@pytest.mark.req("REI-11", "DUT-42")
def test_a_quarter_that_comes_to_nil_is_settled_and_says_so() -> None:
    policy = made.make_property_policy(in_days=0)
    quarter = accounts.quarter_of(accounts.quarter_of(timezone.localdate()) - timedelta(days=1))
    who, desk = made.reinsurer(0), actor_at("UW_RI", UWC)
    Movement.objects.filter(policy=policy).update(booked_on=quarter)
    taken_back = [
        Movement(**{f.attname: getattr(one, f.attname) for f in Movement._meta.fields if f.name != "id"})
        for one in Movement.objects.filter(policy=policy)
    ]
    for one in taken_back:
        one.amount = -one.amount
    Movement.objects.bulk_create(taken_back)
    account = reinsurance_account.prepare_account(
        order(desk), branch_id=policy.branch_id, reinsurer_id=who.party_id, quarter=quarter
    )
    assert (account.premium, account.commission, account.balance) == (D("0.00"), D("0.00"), D("0.00"))
    reinsurance_account.send(account.pk, order(desk))
    reinsurance_account.confirm(account.pk, order(desk, reason="来函确认"))
    settled = reinsurance_account.settle(account.pk, order(actor_at("FN_TREAS", "350593"), reason="本季两清"))
    assert settled.state == accounts.SETTLED
    client = signed_in("UW_RI", UWC)
    url = reverse("underwriting:account_statement", kwargs={"pk": account.pk, "form": "xlsx"})
    sheet = load_workbook(BytesIO(client.get(url).content)).active
    assert sheet["A5"].value == "余额 Balance, 两清 nil, nothing to pay"
    assert client.get(reverse("underwriting:reinsurance_account", kwargs={"pk": account.pk})).status_code == 200


@pytest.mark.req("REI-11", "DUT-42", "PLT-06")
def test_the_time_to_answer_runs_from_the_sending_and_anew_after_a_dispute() -> None:
    policy = made.make_property_policy(in_days=0)
    quarter = accounts.quarter_of(accounts.quarter_of(timezone.localdate()) - timedelta(days=1))
    Movement.objects.filter(policy=policy).update(booked_on=quarter)
    who, desk = made.reinsurer(0), actor_at("UW_RI", UWC)
    account = reinsurance_account.prepare_account(
        order(desk), branch_id=policy.branch_id, reinsurer_id=who.party_id, quarter=quarter
    )
    own = WorkItem.objects.filter(subject_kind=accounts.ACCOUNT_KIND, subject_id=account.pk)
    with transaction.atomic():
        work.claim(own.get().pk, order(desk))
    for act, state, clock in (("send", "sent", "confirm"), ("dispute", "disputed", ""), ("send", "sent", "confirm")):
        command = order(desk, reason="对方账面保费不同")
        getattr(reinsurance_account, act)(account.pk, command)
        (item,) = own.filter(done_at=None)
        name = f"underwriting.{clock}_account" if clock else ""
        due = clocks.due(name, command.at)[0] if name else None
        assert (item.subject_state, item.clock, item.due_at) == (state, name, due)
        assert item.assignee_id == desk.staff_id
    assert list(own.order_by("pk").values_list("clock", flat=True)) == [
        "underwriting.send_account",
        "underwriting.confirm_account",
        "",
        "underwriting.confirm_account",
    ]


@pytest.mark.req("DUT-39")
def test_awaited_cessions_are_seen_by_the_reinsurance_post() -> None:
    policy = made.make_property_policy(in_days=0)
    change = Change(delta=D("0"), sum_insured=D(80_000_000), effective_on=policy.start_on)
    cede_later(policy, order(made.clock(policy)), occasion="E8", change=change)
    page = signed_in("UW_RI", UWC).get(reverse("underwriting:awaited_cessions")).content.decode()
    assert policy.number in page
    drain(reraise=True)
    page = signed_in("UW_RI", UWC).get(reverse("underwriting:awaited_cessions")).content.decode()
    assert policy.number not in page
