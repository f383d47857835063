"""From which day a change holds, and until when its premium may follow (END-01, 5.8); what the clock ends (5.0)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from core.workflow.command import Command
from core.workflow.refusals import NotPossible
from finance.models import Receivable
from finance.public import PremiumHeld
from organisation.models import Unit
from tests.factories import endorsements as made
from tests.factories import underwriting as policies
from tests.factories.lines import WORKS, make_line_policy
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed
from underwriting.models import Decision, Endorsement, Policy, Proposal
from underwriting.services import endorsing
from underwriting.services.endorsement_entry import EndorsementEntry
from underwriting.services.intake import withdraw_proposal
from underwriting.services.refusals import AlreadyCovered, InvalidEntry, PolicyNotChangeable
from underwriting.tasks.policies import _each, _lapse

D = Decimal
HIGHER = {"cover.MTP.limit": "2000000"}


@pytest.mark.req("END-01")
def test_more_cover_is_not_agreed_for_days_before_the_request() -> None:
    policy = made.running()
    late = made.later(20)
    asked = made.requested(policy, "limit", on=policy.start_on, at=late)
    with nothing_changed(), pytest.raises(InvalidEntry):
        endorsing.enter_endorsement(asked.pk, made.by("UW_ISSUE", at=late), entry=EndorsementEntry(changes=HIGHER))
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        endorsing.agree_day(asked.pk, made.by("UW_ISSUE", at=late, reason="改期"), effective_on=policy.start_on)
    assert refused.value.field == "effective_on"
    day = timezone.localdate(late)
    moved = endorsing.agree_day(asked.pk, made.by("UW_ISSUE", at=late, reason="客户同意改期"), effective_on=day)
    done = endorsing.enter_endorsement(moved.pk, made.by("UW_ISSUE", at=late), entry=EndorsementEntry(changes=HIGHER))
    assert (done.state, done.effective_on, done.delta > 0) == ("entered", day, True)


@pytest.mark.req("END-01")
def test_a_change_is_not_asked_for_before_there_is_a_policy() -> None:
    policy = made.running()
    issued = timezone.localdate(policy.created_at)
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        endorsing.request_endorsement(made.by("SALES"), data=asked_on(policy, issued - timedelta(days=1)))
    assert (refused.value.field, str(issued) in refused.value.message) == ("requested_on", True)
    taken = endorsing.request_endorsement(made.by("SALES"), data=asked_on(policy, issued))
    assert (taken.state, taken.requested_on) == ("requested", issued)


@pytest.mark.req("END-01")
def test_a_policy_entered_after_its_cover_began_takes_requests_from_the_start() -> None:
    policy = made.running()
    Policy.objects.filter(pk=policy.pk).update(created_at=made.later(10))
    taken = endorsing.request_endorsement(made.by("SALES", at=made.later(12)), data=asked_on(policy, policy.start_on))
    assert taken.requested_on == policy.start_on


@pytest.mark.req("END-01")
def test_a_request_with_a_day_before_all_tables_is_seen_and_withdrawn(settings: Any) -> None:
    settings.DEMO = True
    waiting = made.requested(made.running(), "plate")
    Endorsement.objects.filter(pk=waiting.pk).update(requested_on=date(1900, 1, 1))
    reader = signed_in("UW_ISSUE", made.FENGZE)
    for name in ("endorsement", "enter_endorsement"):
        assert reader.get(reverse(f"underwriting:{name}", args=[waiting.pk])).status_code == 200
    gone = endorsing.withdraw_endorsement(waiting.pk, made.by("SALES", reason="申请日期有误"))
    assert gone.state == "voided"


def asked_on(policy: Policy, on: date) -> endorsing.EndorsementRequest:
    return endorsing.EndorsementRequest(
        policy_id=policy.pk,
        kind="plate",
        requested_on=on,
        requested_by=policy.holder_name,
        effective_on=timezone.localdate(made.later(15)),
        scan=made.scan(),
    )


@pytest.mark.req("END-01")
def test_an_ending_gets_no_other_day() -> None:
    asked = made.requested(made.running(), "end_holder")
    day = timezone.localdate(made.later(3))
    with nothing_changed(), pytest.raises(PolicyNotChangeable):
        endorsing.agree_day(asked.pk, made.by("UW_ISSUE", reason="改期"), effective_on=day)


@pytest.mark.req("END-01", "ISS-03")
def test_premium_of_a_change_whose_day_is_long_past_is_not_taken_and_it_gets_another_day() -> None:
    policy = made.running()
    waiting = made.approved(made.entered(policy, "limit", HIGHER))
    due = Receivable.objects.get(document_kind="underwriting.policy", document_id=policy.pk)
    Endorsement.objects.filter(pk=waiting.pk).update(effective_on=timezone.localdate() - timedelta(days=6))
    with nothing_changed(), pytest.raises(PremiumHeld) as refused:
        policies.enter_receipt([due])
    assert waiting.number in refused.value.message
    again = endorsing.agree_day(
        waiting.pk, made.by("UW_ISSUE", reason="客户迟交保费"), effective_on=timezone.localdate(made.later())
    )
    due.refresh_from_db()
    assert (again.state, again.instalment, due.state) == ("requested", None, "cancelled")


@pytest.mark.req("END-01", "ISS-03")
def test_premium_is_not_taken_once_something_happened_since_the_day_of_the_change() -> None:
    policy = made.running()
    waiting = made.approved(made.entered(policy, "limit", HIGHER))
    yesterday = timezone.localdate() - timedelta(days=1)
    Endorsement.objects.filter(pk=waiting.pk).update(effective_on=yesterday)
    due = Receivable.objects.get(document_kind="underwriting.policy", document_id=policy.pk)
    policy.losses.create(
        vin=policy.vin, claim_number="C1", occurred_on=yesterday, incurred=D(1), at_fault=True, closed=False,
        recorded_at=timezone.now(),
    )  # fmt: skip
    with nothing_changed(), pytest.raises(PremiumHeld):
        policies.enter_receipt([due])
    policy.losses.all().delete()
    policies.enter_receipt([due])
    due.refresh_from_db()
    assert due.state == "settled"


@pytest.mark.req("END-01")
def test_an_approved_change_that_is_not_paid_lapses_with_its_decision() -> None:
    waiting = made.approved(made.entered(made.running(), "limit", HIGHER))
    Endorsement.objects.filter(pk=waiting.pk).update(approved_at=timezone.now() - timedelta(days=31))
    _lapse(timezone.localdate())
    waiting.refresh_from_db()
    due = Receivable.objects.get(document_kind="underwriting.policy", document_id=waiting.policy_id)
    assert (waiting.state, due.state) == ("voided", "cancelled")


@pytest.mark.req("END-01")
def test_the_works_are_declared_at_completion_for_the_whole_project() -> None:
    """CAR-2 on a hundredth: works of 1,000,000 end at 1,120,000; the difference is not cut to the days left."""
    policy = make_line_policy("CAR", WORKS, days=730)
    done = made.entered(policy, "completion", content={"works": "1120000"}, at=made.later(700))
    assert (done.effective_on, done.delta) == (policy.start_on, D("300.00"))


@pytest.mark.req("END-01")
def test_a_vehicle_that_is_insured_already_is_not_put_on_a_second_policy() -> None:
    other = made.running(vehicle=policies.vehicle(vin=policies.VINS[0], plate="闽C54321"))
    asked = made.requested(made.running(), "vehicle")
    entry = EndorsementEntry(changes={"vin": other.vin})
    with nothing_changed(), pytest.raises(AlreadyCovered) as refused:
        endorsing.enter_endorsement(asked.pk, made.by("UW_ISSUE"), entry=entry)
    assert refused.value.field == "vin"


@pytest.mark.req("PRO-14", "ISS-03")
def test_the_clock_lapses_what_was_not_taken_up_and_never_a_back_entry() -> None:
    """5.0 #17: past its start, or longer than its decision holds; cover on paper is given already."""
    today = timezone.localdate()
    past, paper, terms, fresh = (
        policies.make_decided(vehicle=policies.vehicle(vin=vin, plate=f"闽C5432{n}"))
        for n, vin in enumerate((*policies.VINS, "1M8GDM9AXKP042788"))
    )
    Proposal.objects.filter(pk__in=[past.pk, paper.pk]).update(start_on=today)
    Proposal.objects.filter(pk=paper.pk).update(signed_on=today - timedelta(days=2))
    Proposal.objects.filter(pk=terms.pk).update(state="terms_sent", approved_at=None)
    held = {"valid_until": str(today - timedelta(days=1))}
    Decision.objects.filter(pk=terms.decisions.order_by("-pk")[0].pk).update(record=held)
    _lapse(today)
    found = Proposal.objects.in_bulk([past.pk, paper.pk, terms.pk, fresh.pk])
    assert [found[one.pk].state for one in (past, paper, terms, fresh)] == ["lapsed", "approved", "lapsed", "approved"]


@pytest.mark.req("ISS-03")
def test_a_row_that_cannot_go_on_holds_up_no_other() -> None:
    """One fault of the night is told; the rows after it are done."""
    done: list[int] = []

    def send(pk: int, _command: Command) -> None:
        if pk == 1:
            raise IntegrityError("one bad row")
        done.append(pk)

    unit = Unit.objects.get(code=made.FENGZE).pk
    _each([(1, unit), (2, unit)], send, "probe")
    assert done == [2]


@pytest.mark.req("ISS-03")
def test_what_may_be_issued_unpaid_is_withdrawn_and_what_is_paid_is_not() -> None:
    paid = policies.pay(policies.make_decided())
    clerk = made.by("UW_ISSUE", at=timezone.now(), reason="客户放弃投保")
    with nothing_changed(), pytest.raises(NotPossible):
        withdraw_proposal(paid.pk, clerk)
    exempt = policies.make_decided(vehicle=policies.vehicle(vin=policies.VINS[0], plate="闽C54321"))
    Proposal.objects.filter(pk=exempt.pk).update(state="issuable")
    again = made.by("UW_ISSUE", at=timezone.now(), reason="客户放弃投保")
    assert withdraw_proposal(exempt.pk, again).state == "withdrawn"
