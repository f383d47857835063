"""Renewal from the list to cover without a gap (END-05 … END-09)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from archives.models import Document
from core.jobs import enqueue
from core.jobs.drain import drain
from core.models import Notification, WorkItem
from core.workflow.refusals import NotPossible
from finance.models import Receivable
from organisation.public import system_actor
from tests.factories import endorsements as made
from tests.factories import underwriting as policies
from tests.factories.organisation import actor_at, order
from tests.support.unchanged import nothing_changed
from underwriting.models import Policy, Proposal, Renewal, RenewalStep
from underwriting.selectors.renewal_terms import terms_of
from underwriting.selectors.renewals import contact_days, kpi, missed, moved, notices_due, to_be_listed
from underwriting.services import renewing
from underwriting.services.intake import missing_entries
from underwriting.services.refusals import CompulsoryMustBeAccepted, InvalidEntry, RenewalTooEarly
from underwriting.services.renewal_reminders import remind


def clock(policy: Policy, **over: Any) -> Any:
    return order(system_actor("policy-clock", unit_id=policy.unit_id), **over)


def ending(line: str = "MOD", **over: Any) -> Renewal:
    """In force, and listed when it ends soon."""
    found = policies.make_policy_in_force(**over)
    listed = [renewing.list_renewal(clock(policy), policy_id=policy.pk) for policy in found]
    return next(one for one in listed if one.line == line)


@pytest.mark.req("END-05")
def test_a_policy_is_listed_sixty_days_before_its_end() -> None:
    policy = made.running()
    assert policy not in to_be_listed(policy.end_on - timedelta(days=61))
    assert policy in to_be_listed(policy.end_on - timedelta(days=60))
    renewing.list_renewal(clock(policy), policy_id=policy.pk)
    assert policy not in to_be_listed(policy.end_on - timedelta(days=60))


@pytest.mark.req("END-05")
@pytest.mark.parametrize(("line", "listed"), [("PRA", True), ("CGO", False), ("CAR", False)])
def test_a_voyage_and_finished_works_are_not_offered_for_another_year(line: str, listed: bool) -> None:
    policy = made.running()
    Policy.objects.filter(pk=policy.pk).update(line=line)
    assert (policy in to_be_listed(policy.end_on)) is listed


@pytest.mark.req("END-05")
def test_the_plan_names_the_next_contact_and_the_salesperson_is_told() -> None:
    renewal = ending()
    assert renewal.contact_on == renewal.ends_on - timedelta(days=45)
    Renewal.objects.update(contact_on=timezone.localdate())
    remind(timezone.localdate())
    told = Notification.objects.filter(recipient_id=renewal.salesperson_id)
    assert [(one.body, "contact=due" in one.url) for one in told] == [("2", True)]


@pytest.mark.req("END-06")
def test_changed_needs_are_written_down() -> None:
    renewal = ending()
    with nothing_changed(), pytest.raises(InvalidEntry) as refusal:
        renewing.note_contact(renewal.pk, made.by("SALES"), means="phone", answer="renews", need="sum")
    assert refusal.value.field == "words"
    at = timezone.now() + timedelta(days=325)
    command = made.by("SALES", at=at)
    renewing.note_contact(renewal.pk, command, means="phone", answer="renews", need="sum", words="三者险提高到 200 万")
    renewal.refresh_from_db()
    assert [talk.words for talk in renewal.talks.all()] == ["三者险提高到 200 万"]
    assert renewal.contact_on == renewal.ends_on - timedelta(days=30)


@pytest.mark.req("END-07", "END-08")
def test_the_proposal_takes_over_what_the_policies_say_with_the_claims_of_the_year() -> None:
    renewal = ending()
    policy = renewal.policy
    policy.losses.create(
        vin=policy.vin,
        claim_number="C1",
        occurred_on=timezone.localdate(),
        incurred=Decimal(3000),
        at_fault=True,
        closed=True,
        recorded_at=timezone.now(),
    )
    early = timezone.now() + timedelta(days=300)
    with nothing_changed(), pytest.raises(RenewalTooEarly):
        renewing.propose_renewal(renewal.pk, made.by("SALES", at=early))
    at = timezone.now() + timedelta(days=320)
    found = renewing.propose_renewal(renewal.pk, made.by("SALES", at=at))
    proposal = found.proposal
    assert proposal is not None
    assert (proposal.vin, proposal.holder_id, proposal.renewal_of) == (policy.vin, policy.holder_id, policy.number)
    assert (proposal.compulsory, proposal.own_damage, proposal.third_party_limit) == (True, True, Decimal(1000000))
    assert proposal.start_on == policy.end_on + timedelta(days=1)
    assert (proposal.claims_last_year, proposal.at_fault_accidents, proposal.insured_years) == (1, 1, 3)
    assert {one.state for one in Renewal.objects.all()} == {"proposed"}
    assert {one.proposal_id for one in Renewal.objects.all()} == {proposal.pk}


@pytest.mark.req("END-07", "END-08")
def test_the_proposal_offers_what_endorsements_made_of_the_cover() -> None:
    """A limit that was raised and a cover that was added go on, also when the compulsory policy is renewed first."""
    policy = made.running()
    made.issued(policy, "limit", {"cover.MTP.limit": "2000000"})
    made.issued(policy, "add_cover", {"cover.MPAP.limit": "20000"})
    policy.versions.filter(superseded_at=None).update(special_terms="指定驾驶人：陈晓东")
    both = Policy.objects.filter(proposal=policy.proposal_id)
    listed = {one.line: renewing.list_renewal(clock(one), policy_id=one.pk) for one in both.select_related("unit")}
    at = timezone.now() + timedelta(days=320)
    proposal = renewing.propose_renewal(listed["MCI"].pk, made.by("SALES", at=at)).proposal
    assert proposal is not None
    assert (proposal.compulsory, proposal.own_damage) == (True, True)
    assert (proposal.third_party_limit, proposal.passenger_limit) == (Decimal(2000000), Decimal(20000))
    assert proposal.driver_limit is None
    assert proposal.special_terms == "指定驾驶人：陈晓东"


@pytest.mark.req("END-07", "PRO-04")
def test_what_was_bought_on_line_and_is_renewed_by_a_person_is_signed_for() -> None:
    renewal = ending()
    Proposal.objects.filter(pk=renewal.policy.proposal_id).update(channel="ECOM")
    at = timezone.now() + timedelta(days=320)
    found = renewing.propose_renewal(renewal.pk, made.by("SALES", at=at)).proposal
    assert found is not None
    assert (found.channel, missing_entries(found, timezone.localdate(at))["signed"]) == ("DIRECT", True)


@pytest.mark.req("END-09")
def test_the_next_policy_confirms_the_renewal_and_counts_days_without_cover() -> None:
    renewal = ending()
    old = renewal.policy
    Policy.objects.filter(pk__in=[one.policy_id for one in Renewal.objects.all()]).update(state="expired")
    ended = timezone.localdate() - timedelta(days=3)
    Renewal.objects.update(ends_on=ended)
    new = next(policy for policy in policies.make_issued(renewal_of=old.number) if policy.line == "MOD")
    drain(reraise=True)
    renewal.refresh_from_db()
    assert (renewal.state, renewal.renewed_by_id) == ("renewed", new.pk)
    assert renewal.gap_days == (new.start_on - ended).days - 1
    found = kpi(actor_at("UW_DIR", made.UWC), ended, ended)
    assert (found.due, found.renewed, found.share) == (2, 2, Decimal("100.0"))


@pytest.mark.req("END-08")
def test_compulsory_cover_is_always_offered_again() -> None:
    renewal = ending("MCI")
    with nothing_changed(), pytest.raises(CompulsoryMustBeAccepted):
        renewing.decline_renewal(renewal.pk, made.by("UW_UND3", made.UWC, reason="赔付率过高"))


@pytest.mark.req("END-08")
def test_a_declined_renewal_tells_the_customer() -> None:
    renewal = ending()
    found = renewing.decline_renewal(renewal.pk, made.by("UW_UND3", made.UWC, reason="赔付率过高"))
    drain(reraise=True)
    assert found.state == "declined"


@pytest.mark.req("END-05")
def test_a_policy_that_was_made_longer_is_renewed_by_its_new_end() -> None:
    renewal = ending()
    renewing.notify_customer(renewal.pk, clock(renewal.policy, at=_at(renewal, 45)))
    old_end, longer = renewal.ends_on, renewal.ends_on + timedelta(days=15)
    assert moved() == []
    Policy.objects.filter(pk=renewal.policy_id).update(end_on=longer)
    assert moved() == [renewal]
    found = renewing.follow_end(renewal.pk, clock(renewal.policy, at=_at(renewal, 40)))
    assert (found.ends_on, found.contact_on) == (longer, longer - timedelta(days=45))
    plan = [(one.due_on, one.done_at is None) for one in found.steps.order_by("due_on")]
    assert plan[0] == (old_end - timedelta(days=45), False)
    ahead = [days for days in contact_days(found.unit, timezone.localdate()) if days <= 45]
    assert [day for day, still_open in plan if still_open] == [longer - timedelta(days=days) for days in ahead]
    assert moved() == []


@pytest.mark.req("END-05")
def test_what_ended_without_an_answer_is_lost() -> None:
    renewal = ending()
    found = renewing.lapse_renewal(renewal.pk, clock(renewal.policy))
    assert (found.state, found.lost_reason) == ("lost", "lapsed")


def _at(renewal: Renewal, days: int) -> Any:
    """So many days before the policy ends."""
    return timezone.now() + (renewal.ends_on - timedelta(days=days) - timezone.localdate())


@pytest.mark.req("END-05")
def test_notices_go_out_on_their_days_and_are_kept_with_what_was_done() -> None:
    renewal = ending()
    at = _at(renewal, 45)
    assert renewal in notices_due(timezone.localdate(at))
    renewing.notify_customer(renewal.pk, clock(renewal.policy, at=at))
    assert renewal not in notices_due(timezone.localdate(at))
    renewal.refresh_from_db()
    assert renewal.contact_on == renewal.ends_on - timedelta(days=30)
    item = WorkItem.objects.get(subject_kind="underwriting.renewal", subject_id=renewal.pk, done_at=None)
    assert item.due_at is not None
    assert timezone.localdate(item.due_at) == renewal.contact_on + timedelta(days=1)
    drain(reraise=True)
    renewing.notify_customer(renewal.pk, clock(renewal.policy, at=_at(renewal, 30)))
    drain(reraise=True)
    made_of = Document.objects.filter(subject_id=renewal.policy_id, kind="renewal_notice").order_by("pk")
    assert [one.title for one in made_of] == ["续保通知书", "续保通知书（第2次）"]
    done = renewal.steps.exclude(done_at=None).order_by("due_on")
    assert [(one.days, one.result) for one in done] == [(45, "sent"), (30, "sent")]


@pytest.mark.req("END-05", "END-06")
def test_an_agreed_day_comes_before_the_plan_and_a_missed_one_is_seen() -> None:
    renewal = ending()
    talk: dict[str, Any] = {"means": "phone", "answer": "thinks", "need": "same"}
    at = _at(renewal, 20)
    today = timezone.localdate(at)
    for wrong in (today, renewal.ends_on + timedelta(days=1)):
        with nothing_changed(), pytest.raises(InvalidEntry) as refusal:
            renewing.note_contact(renewal.pk, made.by("SALES", at=at), next_on=wrong, **talk)
        assert refusal.value.field == "next_on"
    assert list(missed(Renewal.objects.filter(pk=renewal.pk), today)) == [renewal]
    agreed = renewal.ends_on - timedelta(days=18)
    found = renewing.note_contact(renewal.pk, made.by("SALES", at=at), next_on=agreed, **talk)
    assert found.contact_on == agreed
    assert list(missed(Renewal.objects.filter(pk=renewal.pk), today)) == []
    assert set(renewal.steps.exclude(done_at=None).values_list("days", "result")) == {(45, "thinks"), (30, "thinks")}


@pytest.mark.req("END-05")
def test_two_days_that_were_missed_are_made_up_for_by_one_notice() -> None:
    renewal = ending()
    renewing.notify_customer(renewal.pk, clock(renewal.policy, at=_at(renewal, 29)))
    drain(reraise=True)
    kept = Document.objects.get(subject_id=renewal.policy_id, kind="renewal_notice")
    assert kept.title == "续保通知书"


@pytest.mark.req("END-05")
def test_a_notice_takes_the_place_of_no_talk() -> None:
    """A talk that was missed, or that was agreed with the customer, stays open when a notice goes out by itself."""
    renewal = ending()
    renewal.steps.filter(days=45).update(notice=False)
    found = renewing.notify_customer(renewal.pk, clock(renewal.policy, at=_at(renewal, 30)))
    assert list(renewal.steps.exclude(done_at=None).values_list("days", "result")) == [(30, "sent")]
    assert found.contact_on == renewal.ends_on - timedelta(days=45)
    agreed = renewal.ends_on - timedelta(days=28)
    talk: dict[str, Any] = {"means": "phone", "answer": "thinks", "need": "same"}
    renewing.note_contact(renewal.pk, made.by("SALES", at=_at(renewal, 29)), next_on=agreed, **talk)
    renewal.steps.filter(days=15).update(notice=True)
    found = renewing.notify_customer(renewal.pk, clock(renewal.policy, at=_at(renewal, 15)))
    assert found.contact_on == agreed


@pytest.mark.req("END-08")
def test_the_terms_show_losses_discount_level_and_arrears() -> None:
    renewal = ending()
    policy = renewal.policy
    policy.losses.create(
        vin=policy.vin,
        claim_number="C2",
        occurred_on=timezone.localdate(),
        incurred=renewal.premium / 2,
        at_fault=False,
        closed=True,
        recorded_at=timezone.now(),
    )
    Receivable.objects.filter(payer_id=renewal.policy.holder_id).update(
        state="due", settled_at=None, due_on=timezone.localdate() - timedelta(days=3)
    )
    owed = sum(one.amount for one in Receivable.objects.filter(payer_id=renewal.policy.holder_id))
    found = terms_of(renewal, timezone.localdate())
    assert (found.loss_ratio, found.arrears) == (Decimal("50.0"), owed)
    assert found.discount == renewal.policy.proposal.deviation
    assert found.record is not None
    assert (found.record.at_fault_accidents, found.record.claims_last_year, found.record.insured_years) == (0, 1, 3)
    assert found.new_premium is None


@pytest.mark.req("END-05", "END-08")
def test_nobody_is_reached_about_a_policy_that_was_surrendered() -> None:
    renewal = ending()
    end, today = renewal.ends_on, timezone.localdate()
    RenewalStep.objects.filter(renewal=renewal).update(due_on=today)
    assert [one.pk for one in notices_due(today)] == [renewal.pk]
    Policy.objects.filter(pk=renewal.policy_id).update(state="terminated")
    assert notices_due(today) == []
    enqueue("underwriting.end_loose", key="one", payload={})
    drain(reraise=True)
    renewal.refresh_from_db()
    assert (renewal.state, renewal.lost_reason, renewal.contact_on) == ("lost", "other", None)
    assert not WorkItem.objects.filter(subject_kind="underwriting.renewal", subject_id=renewal.pk, done_at=None)
    assert kpi(actor_at("UW_DIR", made.UWC), end, end).due == 1  # the compulsory policy goes on


@pytest.mark.req("END-07")
def test_what_was_surrendered_is_not_offered_nor_comes_back_with_the_other_policy_of_the_vehicle() -> None:
    renewal = ending("MCI")
    surrendered = Renewal.objects.exclude(pk=renewal.pk).get()
    Policy.objects.filter(pk=surrendered.policy_id).update(state="terminated")
    at = timezone.now() + timedelta(days=320)
    with nothing_changed(), pytest.raises(NotPossible):
        renewing.propose_renewal(surrendered.pk, made.by("SALES", at=at))
    proposal = renewing.propose_renewal(renewal.pk, made.by("SALES", at=at)).proposal
    surrendered.refresh_from_db()
    assert proposal is not None
    assert (proposal.compulsory, proposal.own_damage, proposal.third_party_limit) == (True, False, None)
    assert surrendered.state == "pending"
