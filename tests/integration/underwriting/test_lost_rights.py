"""Rights that are gone, and grounds that must be proved (LAW-16, CT-16)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from archives.public import documents_of
from finance.models import Receivable
from organisation.public import system_actor
from tests.factories import endorsements as made
from tests.factories import underwriting as factory
from tests.factories.organisation import actor_at, order
from tests.support.unchanged import nothing_changed
from underwriting.models import Endorsement, Policy
from underwriting.rules.ending_papers import CERTIFICATE
from underwriting.rules.periods import add_months
from underwriting.services import ending_entry, endorsement_issue, endorsing
from underwriting.services.endorsement_entry import EndorsementEntry
from underwriting.services.refusals import InvalidEntry

pytestmark = pytest.mark.req("END-03")


def today(days: int = 0) -> date:
    return timezone.localdate(made.later()) + timedelta(days=days)


def refused(policy: Policy, ground: str, **over: Any) -> InvalidEntry:
    asked = made.requested(policy, "end_holder" if ground == "lost" else "end_insurer")
    entry = EndorsementEntry(ground=ground, ground_note="营运车辆按非营运投保", papers_complete=True, **over)
    with nothing_changed(), pytest.raises(InvalidEntry) as refusal:
        endorsing.enter_endorsement(asked.pk, made.by("UW_ISSUE"), entry=entry)
    endorsing.withdraw_endorsement(asked.pk, made.by("UW_ISSUE", reason="不再办理"))
    return refusal.value


def took_premium(policy: Policy) -> None:
    """Today an endorsement was paid for; the policy itself was paid for when it was made."""
    waiting = made.approved(made.entered(policy, "limit", {"cover.MTP.limit": "2000000"}))
    due = Receivable.objects.filter(document_id=policy.pk, document_kind="underwriting.policy")
    factory.enter_receipt(list(due.filter(instalment=waiting.instalment)), at=made.later())
    clock = system_actor("policy-clock", unit_id=policy.unit_id)
    paid = endorsing.mark_paid(waiting.pk, order(clock, at=made.later()))
    endorsement_issue.issue_endorsement(paid.pk, made.by("UW_ISSUE"))


def formed(policy: Policy) -> date:
    return timezone.localdate(policy.created_at)


@pytest.mark.parametrize("ground", ["intent", "negligence"])
def test_premium_taken_after_the_ground_was_known_waives_the_right(ground: str) -> None:
    policy = made.running()
    took_premium(policy)
    found = refused(policy, ground, known_on=formed(policy))
    assert (found.field, str(today()) in found.message) == ("known_on", True)


def test_premium_of_the_same_day_or_before_waives_nothing() -> None:
    policy = made.running()
    took_premium(policy)
    done = made.entered(policy, "end_insurer", ground="intent", ground_note="隐瞒营运", known_on=today())
    assert done.state == "entered"


def test_premium_taken_while_the_ending_waits_waives_the_right_at_the_decision(monkeypatch: Any) -> None:
    policy = made.running()
    given = {"ground": "intent", "ground_note": "隐瞒营运", "known_on": formed(policy)}
    checked = made.checked(made.entered(policy, "end_insurer", **given))
    monkeypatch.setattr(ending_entry.finance, "premium_taken_on", lambda *_asked, **_days: today())
    with nothing_changed(), pytest.raises(InvalidEntry) as refusal:
        endorsing.approve_endorsement(checked.pk, made.by("UW_UND3", made.UWC))
    assert refusal.value.field == "known_on"


def test_other_grounds_are_not_waived_by_premium() -> None:
    """LAW-51 knows no such waiver."""
    policy = made.running()
    took_premium(policy)
    given = {"ground": "safety", "ground_note": "消防设施停用", "known_on": formed(policy)}
    assert made.entered(policy, "end_insurer", **given).state == "entered"


def test_who_knew_it_when_the_contract_was_made_does_not_rescind_it() -> None:
    policy = made.running()
    found = refused(policy, "negligence", known_on=formed(policy) - timedelta(days=1))
    assert (found.field, str(formed(policy)) in found.message) == ("known_on", True)


@pytest.mark.parametrize(("since", "known", "last"), [(40, 5, 35), (750, 745, 730)])
def test_the_refusal_names_the_last_day_of_the_right(since: int, known: int, last: int) -> None:
    """CK-6: thirty days from the knowledge, and two years from the contract, whichever comes first."""
    policy = made.running()
    now, first = made.later(since), formed(policy)
    asked = made.requested(policy, "end_insurer", on=policy.end_on, at=now)
    entry = EndorsementEntry(ground="negligence", ground_note="隐瞒营运", known_on=first + timedelta(days=known))
    with nothing_changed(), pytest.raises(InvalidEntry) as refusal:
        endorsing.enter_endorsement(asked.pk, made.by("UW_ISSUE", at=now), entry=entry)
    expected = first + timedelta(days=last) if last < 700 else add_months(first, 24)
    assert (refusal.value.field, str(expected) in refusal.value.message) == ("known_on", True)


def test_a_lost_vehicle_is_proved_by_the_police() -> None:
    """CT-16."""
    found = refused(made.running("MCI"), "lost")
    assert (found.field, "公安机关" in found.message) == ("certificate", True)


@pytest.mark.parametrize("ground", ["deregistered", "laid_up", "lost"])
def test_the_certificate_is_kept_and_shown_with_the_ending(ground: str) -> None:
    """CT-16."""
    done = made.entered(made.running("MCI"), "end_holder", ground=ground, files={CERTIFICATE: made.scan()})
    assert done.papers == [CERTIFICATE]
    kept = documents_of("underwriting.endorsement", done.pk, actor_at("UW_ISSUE", made.FENGZE))
    assert "endorsement_paper:certificate" in [one.kind for one in kept]
    again = endorsing.return_endorsement(done.pk, made.by("UW_REVIEW", reason="金额有误"))
    entry = EndorsementEntry(ground=ground, papers_complete=True, account_token=done.account_token)
    once_more = endorsing.enter_endorsement(again.pk, made.by("UW_ISSUE"), entry=entry)
    assert once_more.papers == [CERTIFICATE]


def test_the_wish_of_a_policyholder_needs_no_certificate() -> None:
    done = made.entered(made.running(), "end_holder", ground="wish")
    assert (done.state, Endorsement.objects.get(pk=done.pk).papers) == ("entered", [])
