"""Void, surrender, termination: grounds, refunds, papers, graded approval, the books (END-03, END-04)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from core.money import to_cents
from core.workflow.refusals import AboveAuthority, SegregationConflict
from finance.models import Payable, PremiumIncome
from finance.selectors.reconciliation import reconciliation
from tests.factories import endorsements as made
from tests.factories import underwriting as policies
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed
from underwriting import public
from underwriting.models import Endorsement, Policy
from underwriting.selectors.cover import cover_in_force
from underwriting.services import endorsing
from underwriting.services.refusals import InvalidEntry, PolicyNotChangeable


def surrendered(policy: Policy, *, at=None, **over) -> Endorsement:  # type: ignore[no-untyped-def]
    over.setdefault("ground", "wish")
    return made.issued(policy, "end_holder", at=at, **over)


@pytest.mark.req("END-04")
def test_a_surrender_gives_back_the_days_that_are_left() -> None:
    """Commercial motor: by the day. Begun tomorrow, ended the day after: two days are earned."""
    policy = made.running()
    done = surrendered(policy)
    days = (policy.end_on - policy.start_on).days + 1
    assert -done.delta == policy.premium - to_cents(policy.premium * 2 / days)
    policy.refresh_from_db()
    assert (done.state, policy.state) == ("issued", "in_force")  # cover runs until 24:00 of the day
    assert cover_in_force(policy.pk, made.later(2)) is not None
    assert cover_in_force(policy.pk, made.later(3)) is None
    payable = Payable.objects.get(purpose="refund")
    assert payable.amount == -done.delta
    assert PremiumIncome.objects.get(document_id=policy.pk, document_kind="underwriting.policy").ended_on is not None


@pytest.mark.req("END-03")
def test_a_policy_is_void_before_it_begins_and_all_goes_back() -> None:
    """JE-10: nothing becomes income."""
    policy = made.to_come()
    now = timezone.now()
    done = made.issued(policy, "void", at=now, ground="error", ground_note="起保日期录入错误")
    policy.refresh_from_db()
    assert (done.state, policy.state, -done.delta) == ("effective", "voided", policy.premium)
    assert Payable.objects.get(purpose="advance_return").amount == policy.premium
    assert cover_in_force(policy.pk, made.later()) is None
    again = made.to_come(compulsory=False, vehicle=policies.vehicle(vin=policy.vin))
    assert again.number != policy.number


@pytest.mark.req("END-04")
def test_before_the_start_the_holder_pays_the_agreed_fee() -> None:
    """PR-3b: motor 3 per cent are kept and earned."""
    policy = made.to_come()
    done = surrendered(policy, at=timezone.now())
    fee = to_cents(policy.premium * Decimal("0.03"))
    assert -done.delta == policy.premium - fee
    assert Payable.objects.get(purpose="advance_return").amount == policy.premium - fee


@pytest.mark.req("END-03")
def test_voiding_at_the_wish_of_the_customer_keeps_the_agreed_fee() -> None:
    """PR-3b: 3 per cent of a motor policy; the ground is chosen, never set by itself."""
    policy = made.to_come()
    asked = made.requested(policy, "void", at=timezone.now())
    for given in ({}, {"ground": "error"}, {"ground": "error", "ground_note": " "}, {"ground": "sold"}):
        entry = endorsing.EndorsementEntry(papers_complete=True, **given)
        with nothing_changed(), pytest.raises(InvalidEntry):
            endorsing.enter_endorsement(asked.pk, made.by("UW_ISSUE", at=timezone.now()), entry=entry)
    endorsing.withdraw_endorsement(asked.pk, made.by("UW_ISSUE", at=timezone.now(), reason="重新录入"))
    done = made.issued(policy, "void", at=timezone.now(), ground="wish")
    fee = to_cents(policy.premium * Decimal("0.03"))
    assert -done.delta == policy.premium - fee
    policy.refresh_from_db()
    assert policy.state == "voided"
    found = {one.code: one.difference for one in reconciliation(policy.unit)}
    assert (found["premium-income"], found["output-tax"]) == (0, 0)
    income = PremiumIncome.objects.get(document_id=policy.pk, document_kind="underwriting.policy")
    assert income.kept_net + income.kept_tax == fee


@pytest.mark.req("END-03")
def test_a_void_policy_has_no_day_of_its_own(settings: Any) -> None:
    """Other kinds name theirs; what was typed for voiding changes nothing."""
    settings.DEMO = True
    policy = made.to_come()
    page, clerk = reverse("underwriting:request_endorsement", args=[policy.pk]), signed_in("UW_ISSUE", made.FENGZE)
    today = timezone.localdate()

    def sent(kind: str, day: str) -> Any:
        told = {"command_key": str(uuid4()), "kind": kind, "effective_on": day, "requested_on": str(today)}
        scan = SimpleUploadedFile("request.jpg", made.scan(), "image/jpeg")
        return clerk.post(page, {**told, "requested_by": policy.holder_name, "scan": scan})

    with nothing_changed():
        refused = sent("names", "")
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["effective_on"])
    for day in ("", str(policy.start_on)):
        assert sent("void", day).status_code == 302
        taken = policy.endorsements.get(state="requested")
        assert taken.effective_on == today
        endorsing.withdraw_endorsement(taken.pk, made.by("UW_ISSUE", at=timezone.now(), reason="重新录入"))


@pytest.mark.req("END-03")
def test_a_void_request_with_a_day_of_cover_is_refused_at_its_day() -> None:
    policy = made.to_come()
    asked = made.requested(policy, "void", at=timezone.now())
    Endorsement.objects.filter(pk=asked.pk).update(effective_on=policy.start_on)
    entry = endorsing.EndorsementEntry(papers_complete=True, ground="wish")
    with nothing_changed(), pytest.raises(InvalidEntry, match=f"begins on {policy.start_on}") as refused:
        endorsing.enter_endorsement(asked.pk, made.by("UW_ISSUE", at=timezone.now()), entry=entry)
    assert refused.value.field == "effective_on"


@pytest.mark.req("END-03")
def test_issued_in_error_is_confirmed_by_a_second_person() -> None:
    policy = made.to_come()
    now = timezone.now()
    given = {"ground": "error", "ground_note": "起保日期录入错误"}
    checked = made.checked(made.entered(policy, "void", at=now, **given), at=now)
    approver = made.by("UW_UND3", made.UWC, at=now)
    waiting = endorsing.approve_endorsement(checked.pk, approver)
    assert waiting.state == "second_look"
    again = made.by("UW_UND3", made.UWC, at=now, reason="复核无误")
    with nothing_changed(), pytest.raises(SegregationConflict):
        endorsing.confirm_endorsement(waiting.pk, again)


@pytest.mark.req("END-03")
def test_a_policy_that_runs_is_not_voided() -> None:
    policy = made.running()
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        made.requested(policy, "void")
    assert refused.value.field == "kind"
    asked = made.requested(policy, "end_holder")
    entry = endorsing.EndorsementEntry(papers_complete=True, ground="error", ground_note="起保日期录入错误")
    with nothing_changed(), pytest.raises(InvalidEntry):
        endorsing.enter_endorsement(asked.pk, made.by("UW_ISSUE"), entry=entry)


@pytest.mark.req("END-03")
def test_a_policy_is_void_from_the_day_on_which_that_is_asked_for() -> None:
    policy = made.to_come()
    asked = made.requested(policy, "void", on=policy.start_on, at=timezone.now())
    assert asked.effective_on == timezone.localdate() < policy.start_on


@pytest.mark.req("END-03")
def test_compulsory_cover_of_a_sold_vehicle_is_refused_with_the_remedy() -> None:
    policy = made.running("MCI")
    asked = made.requested(policy, "end_holder")
    with nothing_changed(), pytest.raises(InvalidEntry, match=r"过户|transfer"):
        endorsing.enter_endorsement(
            asked.pk, made.by("UW_ISSUE"), entry=endorsing.EndorsementEntry(ground="sold", papers_complete=True)
        )


@pytest.mark.req("END-03")
def test_refunds_are_approved_by_grade() -> None:
    policy = made.running()
    checked = made.checked(made.entered(policy, "end_holder", ground="wish"))
    assert checked.refund > 0
    Endorsement.objects.filter(pk=checked.pk).update(delta=Decimal("-5000.01"))
    with nothing_changed(), pytest.raises(AboveAuthority):
        endorsing.approve_endorsement(checked.pk, made.by("UW_UND1", made.UWC))
    assert endorsing.approve_endorsement(checked.pk, made.by("UW_UND3", made.UWC)).state == "second_look"


@pytest.mark.req("END-03")
def test_a_large_refund_soon_after_issue_is_looked_at_by_another_person() -> None:
    policy = made.running()
    checked = made.checked(made.entered(policy, "end_holder", ground="wish"))
    assert checked.cautions == ["large refund shortly after issue"]
    held = endorsing.approve_endorsement(checked.pk, made.by("UW_UND3", made.UWC))
    assert held.state == "second_look"
    with nothing_changed(), pytest.raises(SegregationConflict):
        endorsing.confirm_endorsement(held.pk, made.by("UW_UND3", made.UWC, reason="同意"))
    assert endorsing.confirm_endorsement(held.pk, made.by("UW_DIR", made.UWC, reason="同意")).state == "approved"


@pytest.mark.req("END-03")
def test_an_open_claim_holds_the_ending() -> None:
    policy = made.running()
    policy.losses.create(
        vin=policy.vin,
        claim_number="C1",
        occurred_on=timezone.localdate(),
        incurred=Decimal(5000),
        at_fault=True,
        closed=False,
        recorded_at=timezone.now(),
    )
    checked = made.checked(made.entered(policy, "end_holder", ground="wish"))
    with nothing_changed(), pytest.raises(PolicyNotChangeable):
        endorsing.approve_endorsement(checked.pk, made.by("UW_UND3", made.UWC), claims_seen=True)


@pytest.mark.req("END-03")
def test_money_goes_back_to_the_payer_only() -> None:
    policy = made.running()
    asked = made.requested(policy, "end_holder")
    entry = endorsing.EndorsementEntry(ground="wish", papers_complete=True, account_token="6222020200000000000")
    with nothing_changed(), pytest.raises(InvalidEntry) as refusal:
        endorsing.enter_endorsement(asked.pk, made.by("UW_ISSUE"), entry=entry)
    assert refusal.value.field == "account_token"


@pytest.mark.req("END-03")
def test_a_rescission_for_intent_gives_nothing_back_and_ends_the_cover() -> None:
    policy = made.running()
    known = timezone.localdate(made.later())
    done = made.issued(policy, "end_insurer", ground="intent", known_on=known, ground_note="营运车辆按非营运投保")
    assert done.delta == Decimal("0.00")
    assert not Payable.objects.filter(purpose="refund").exists()
    assert cover_in_force(policy.pk, made.later(3)) is None


@pytest.mark.req("END-03")
def test_an_insurer_that_does_not_say_on_which_facts_it_ends_the_contract_is_refused() -> None:
    policy = made.running()
    asked = made.requested(policy, "end_insurer")
    entry = endorsing.EndorsementEntry(ground="safety")
    with nothing_changed(), pytest.raises(InvalidEntry) as refusal:
        endorsing.enter_endorsement(asked.pk, made.by("UW_ISSUE"), entry=entry)
    assert refusal.value.field == "ground_note"


@pytest.mark.req("END-03")
def test_a_total_loss_ends_the_policy_without_a_refund() -> None:
    policy = made.running()
    last = timezone.localdate(made.later())
    public.end_by_total_loss(made.by("UW_ISSUE"), policy.pk, last_day=last)
    policy.refresh_from_db()
    assert policy.state == "exhausted"
    assert cover_in_force(policy.pk, made.later() + timedelta(days=1)) is None
    assert cover_in_force(policy.pk, made.later()) is not None
    assert not Payable.objects.filter(purpose="refund").exists()
