"""Decisions are told, a customer who is declined gets a letter, what nobody goes on with ends (UWR-01, 5.0, 5.3)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from archives.public import documents_of
from core.jobs import enqueue
from core.jobs.drain import drain
from core.models import Notification
from core.workflow.refusals import Forbidden, NotPossible
from organisation.models import PostAssignment
from tests.factories import underwriting as made
from tests.factories.organisation import actor_at, order
from tests.support.unchanged import nothing_changed
from underwriting.documents.decline import content_of
from underwriting.models import Decision, Proposal
from underwriting.rules.lifecycle import PROPOSAL_KIND
from underwriting.services import decide
from underwriting.services.copying import copy_to_draft
from underwriting.services.intake import missing_entries
from underwriting.tasks.decision_news import _tell_all


def underwriter(reason: str = "出险频繁") -> Any:
    return order(actor_at("UW_UND3", made.UWC), reason=reason)


@pytest.fixture
def waiting() -> Proposal:
    """Commercial motor business with the underwriter."""
    found = made.make_decided(compulsory=False, third_party_limit=2000000)
    assert found.state == "uw_queue"
    return found


def people_of(proposal: Proposal) -> list[int]:
    """Who sold it, and the clerk who handed it in."""
    clerk = actor_at("UW_ISSUE", made.FENGZE).staff_id
    return sorted({person for person in (proposal.salesperson_id, clerk) if person})


def told() -> list[tuple[int, str]]:
    rows = Notification.objects.filter(key__startswith="decision").order_by("recipient_id", "pk")
    return list(rows.values_list("recipient_id", "title"))


@pytest.mark.req("UWR-01")
def test_clerk_and_salesperson_hear_of_a_decision_once(waiting: Proposal) -> None:
    decide.approve(waiting.pk, underwriter())
    for _again in range(2):
        _tell_all(timezone.now())
    title = f"{waiting.number} is approved, the premium is due"
    assert told() == [(person, title) for person in people_of(waiting)]


@pytest.mark.req("UWR-01")
def test_many_decisions_for_one_person_are_told_together(waiting: Proposal) -> None:
    rows = [
        Decision(proposal=waiting, automatic=True, outcome="approved", decided_by="规则", decided_at=timezone.now())
        for _one in range(6)
    ]
    Decision.objects.bulk_create(rows)
    assert _tell_all(timezone.now()) == 6
    title = f"6 proposals were decided: {waiting.number} and others"
    assert told() == [(person, title) for person in people_of(waiting)]


@pytest.mark.req("UWR-01")
def test_a_declined_customer_gets_a_letter_in_plain_words(waiting: Proposal) -> None:
    decide.decline(waiting.pk, underwriter("命中黑名单"), reason_code="LISTED", told="贵方可于一年后再次投保。")
    drain(reraise=True)
    reader = actor_at("UW_ISSUE", made.FENGZE)
    assert [one.title for one in documents_of(PROPOSAL_KIND, waiting.pk, reader)] == ["不予承保通知书"]
    said = content_of(Decision.objects.get(outcome="declined"), underwriter())
    assert (said["reason"], said["told"]) == (
        "经综合评估，本次投保不符合本公司现行承保条件。",
        "贵方可于一年后再次投保。",
    )
    assert "名单" not in str(said)


@pytest.mark.req("UWR-01")
def test_a_decision_is_told_when_the_clock_stood_still_for_days(waiting: Proposal) -> None:
    decide.approve(waiting.pk, underwriter())
    _tell_all(timezone.now() + timedelta(days=5))
    assert [person for person, _title in told()] == people_of(waiting)


@pytest.mark.req("UWR-01")
def test_supplements_are_asked_for_twice_at_most(waiting: Proposal) -> None:
    clerk = actor_at("UW_ISSUE", made.FENGZE)
    for _time in range(2):
        decide.ask_more(waiting.pk, underwriter("补充行驶证照片"))
        decide.supply(waiting.pk, order(clerk))
    with nothing_changed(), pytest.raises(NotPossible, match="2 times"):
        decide.ask_more(waiting.pk, underwriter("再补一份"))


def _end_idle(monkeypatch: Any, days: int) -> None:
    real = timezone.now
    with monkeypatch.context() as clock:
        clock.setattr(timezone, "now", lambda: real() + timedelta(days=days))
        enqueue("underwriting.end_idle", key=f"test/{days}", payload={})
        drain(reraise=True)


@pytest.mark.req("UWR-01")
def test_a_supplement_that_never_comes_lapses_after_a_warning(waiting: Proposal, monkeypatch: Any) -> None:
    decide.ask_more(waiting.pk, underwriter("补充行驶证照片"))
    _end_idle(monkeypatch, 12)
    assert Proposal.objects.get(pk=waiting.pk).state == "supplement"
    assert Notification.objects.filter(title__endswith="lapses soon").count() == 1
    _end_idle(monkeypatch, 16)
    assert Proposal.objects.get(pk=waiting.pk).state == "lapsed"
    assert Notification.objects.filter(title__endswith="has lapsed").count() == 1


@pytest.mark.req("PRO-01")
def test_a_draft_that_nobody_goes_on_with_lapses_and_begins_again(monkeypatch: Any) -> None:
    draft = made.make_draft()
    clerk = actor_at("UW_ISSUE", made.FENGZE)
    with nothing_changed(), pytest.raises(NotPossible):
        copy_to_draft(order(clerk), source=draft)
    _end_idle(monkeypatch, 27)
    assert Proposal.objects.get(pk=draft.pk).state == "draft"
    _end_idle(monkeypatch, 31)
    ended = Proposal.objects.get(pk=draft.pk)
    assert ended.state == "lapsed"
    again = copy_to_draft(order(clerk), source=ended)
    assert (again.state, again.holder_id, again.vin, again.premium) == (
        "draft", draft.holder_id, draft.vin, draft.premium,
    )  # fmt: skip
    assert (again.disclosures, again.paper_marks, again.signed) == ({}, {}, False)
    assert again.number != draft.number


@pytest.mark.req("PRO-01")
def test_nobody_begins_business_of_a_colleague_again() -> None:
    ended = made.make_draft()
    asks = actor_at("SALES", made.FENGZE)
    colleague = PostAssignment.objects.filter(post_id="SALES").exclude(staff_id=asks.staff_id)[0]
    Proposal.objects.filter(pk=ended.pk).update(state="lapsed", salesperson_id=colleague.staff_id)
    with nothing_changed(), pytest.raises(Forbidden):
        copy_to_draft(order(asks), source=Proposal.objects.get(pk=ended.pk))


@pytest.mark.req("PRO-01", "PRO-04")
def test_on_line_business_that_a_clerk_begins_again_is_signed_for() -> None:
    """On a channel nobody asks for signature and papers; the clerk's draft asks for both, and its seller stays."""
    ended = made.make_draft()
    seller = actor_at("SALES", made.FENGZE).staff_id
    Proposal.objects.filter(pk=ended.pk).update(state="withdrawn", channel="ECOM", salesperson_id=seller)
    again = copy_to_draft(order(actor_at("UW_ISSUE", made.FENGZE)), source=Proposal.objects.get(pk=ended.pk))
    assert (again.channel, again.salesperson_id) == ("DIRECT", seller)
    assert missing_entries(again, timezone.localdate())["signed"]
