"""The insurer's ending: its letter, the proof of delivery, and cover that ends by it (5.9, LAW-16, LAW-58, CT-14)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from archives.public import documents_of
from core.jobs.drain import drain
from core.workflow.refusals import NotPossible
from finance.models import Payable
from tests.factories import endorsements as made
from tests.factories.organisation import actor_at
from tests.support.unchanged import nothing_changed
from underwriting.documents.ending_letter import content_of
from underwriting.models import Endorsement, Policy
from underwriting.services import endorsement_issue, endorsing
from underwriting.services.ending_notice import Delivery, deliver_letter
from underwriting.services.refusals import InvalidEntry

pytestmark = pytest.mark.req("END-03")


def today(days: int = 0) -> date:
    return timezone.localdate(made.later()) + timedelta(days=days)


def decided(policy: Policy, ground: str = "safety", *, on: date | None = None, **over: Any) -> Endorsement:
    """Approved; the letter waits to be delivered."""
    given = {"ground": ground, "ground_note": "仓库消防设施停用，经书面要求未整改"} | over
    return made.approved(made.entered(policy, "end_insurer", on=on or today(), **given))


def arrived(endorsement: Endorsement, on: date, **over: Any) -> Endorsement:
    given = {"on": on, "way": "post", "note": "EMS 1098 本人签收", "proof": made.scan()} | over
    command = made.by("UW_ISSUE", at=made.later(2 + (on - today()).days))
    return deliver_letter(endorsement.pk, command, delivery=Delivery(**given))


def test_an_approved_ending_waits_for_its_letter_and_is_not_issued_without_it() -> None:
    waiting = decided(made.running())
    assert waiting.state == "notice"
    with nothing_changed(), pytest.raises(NotPossible):
        endorsement_issue.issue_endorsement(waiting.pk, made.by("UW_ISSUE"))
    with nothing_changed(), pytest.raises(NotPossible):
        endorsing.approve_refund(waiting.pk, made.by("FN_AR", made.FINANCE))


def test_the_letter_is_made_and_kept_when_the_ending_is_approved() -> None:
    waiting = decided(made.running())
    drain(reraise=True)
    kept = documents_of("underwriting.endorsement", waiting.pk, actor_at("UW_ISSUE", made.FENGZE))
    assert "ending_letter" in [one.kind for one in kept]
    said = content_of(Endorsement.objects.get(pk=waiting.pk), made.by("UW_ISSUE"))
    assert "第五十一条" in said["law"]
    assert f"送达当日 24时，且不早于 {today()} 24时" in said["ends"]
    assert ("事实", "仓库消防设施停用，经书面要求未整改") in said["rows"]


@pytest.mark.parametrize(
    ("over", "field"),
    [({"proof": b""}, "proof"), ({"way": "pigeon"}, "way"), ({"on": today(9)}, "delivered_on")],
)
def test_a_delivery_without_its_proof_is_refused(over: dict[str, Any], field: str) -> None:
    waiting = decided(made.running())
    given = {"on": today(), "way": "hand", "note": "", "proof": made.scan()} | over
    with nothing_changed(), pytest.raises(InvalidEntry) as refusal:
        deliver_letter(waiting.pk, made.by("UW_ISSUE"), delivery=Delivery(**given))
    assert refusal.value.field == field


def test_a_letter_is_not_delivered_before_it_was_made() -> None:
    waiting = decided(made.running())
    with nothing_changed(), pytest.raises(InvalidEntry) as refusal:
        arrived(waiting, today(-1))
    assert refusal.value.field == "delivered_on"


def test_cover_ends_with_a_letter_that_arrives_late_and_less_goes_back() -> None:
    waiting = decided(made.running(), on=today())
    planned = waiting.refund
    done = arrived(waiting, today(4))
    policy = Policy.objects.get(pk=done.policy_id)
    days = (policy.end_on - policy.start_on).days + 1
    assert (done.state, done.effective_on) == ("approved", today(4))
    assert done.refund == policy.premium - (policy.premium * (today(5) - policy.start_on).days / days).quantize(
        Decimal("0.01")
    )
    assert done.refund < planned
    assert (done.delivered_on, done.delivery, done.papers) == (today(4), "post", ["delivery"])


def test_a_letter_in_time_leaves_the_agreed_day_as_it_is() -> None:
    waiting = decided(made.running(), on=today(10))
    done = arrived(waiting, today(3))
    assert (done.effective_on, done.refund) == (today(10), waiting.refund)


def test_compulsory_cover_leaves_five_days_from_the_delivery_to_make_it_good() -> None:
    """CT-14: the five days count from the delivery, not from the entry."""
    policy = made.running("MCI")
    waiting = decided(policy, "negligence", on=today(5), known_on=today(-1))
    said = content_of(Endorsement.objects.get(pk=waiting.pk), made.by("UW_ISSUE"))
    assert "5 日内履行如实告知义务" in said["cure"]
    done = arrived(waiting, today(3))
    assert done.effective_on == today(8)


def test_the_right_is_gone_when_the_letter_arrives_after_its_thirty_days() -> None:
    """CK-6: the day of the delivery counts, not the day of the entry."""
    waiting = decided(made.running(), "negligence", known_on=today())
    with nothing_changed(), pytest.raises(InvalidEntry) as refusal:
        arrived(waiting, today(31))
    assert refusal.value.field == "known_on"
    assert str(today(30)) in refusal.value.message
    assert arrived(waiting, today(30)).state == "approved"


def test_a_delivered_ending_is_issued_and_its_refund_paid() -> None:
    done = made.issued(made.running(), "end_insurer", ground="safety", ground_note="仓库消防设施停用")
    assert (done.state, Payable.objects.get(purpose="refund").amount) == ("issued", done.refund)
