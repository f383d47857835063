"""A refund although policy, mark or forms did not come back: declaration, director, internal audit, hold (5.9, A2)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from archives.public import documents_of
from core import clocks
from core.models import Notification, WorkItem
from core.workflow.command import Command
from core.workflow.refusals import Forbidden, SegregationConflict
from finance.models import Payable
from tests.factories import endorsements as made
from tests.factories.organisation import actor_at
from tests.support.unchanged import nothing_changed
from underwriting.models import Endorsement
from underwriting.rules.ending_papers import DIRECTOR_AGREED, LOSS, WITHOUT_PAPERS
from underwriting.services import endorsement_issue, endorsing
from underwriting.services.ending_papers import attach_paper
from underwriting.services.refusals import InvalidEntry, PolicyNotChangeable

pytestmark = [pytest.mark.req("END-03"), pytest.mark.req("END-04")]


def entered(**over: Any) -> Endorsement:
    """A surrender whose policy did not come back."""
    given = {"ground": "wish", "papers_complete": False, "returned_papers": "发票"} | over
    return made.entered(made.running(), "end_holder", **given)


def declared() -> Endorsement:
    return entered(files={LOSS: made.scan()})


def reviewed(endorsement: Endorsement, *, complete: bool = False) -> Endorsement:
    return endorsing.pass_review(endorsement.pk, made.by("UW_REVIEW"), papers_complete=complete)


def approved(post: str = "UW_UND3") -> Endorsement:
    return endorsing.approve_endorsement(reviewed(declared()).pk, made.by(post, made.UWC))


def agreed() -> Endorsement:
    return endorsing.confirm_endorsement(approved().pk, made.by("UW_DIR", made.UWC, reason="已核实遗失声明"))


def underwriter(nth: int) -> Command:
    post = ("UW_UND2", "UW_UND3")[nth]
    return made.by(post, made.UWC, reason="同意")


def refused_refund(endorsement: Endorsement, at: datetime) -> str:
    with nothing_changed(), pytest.raises(PolicyNotChangeable) as refusal:
        endorsing.approve_refund(endorsement.pk, made.by("FN_AR", made.FINANCE, at=at))
    return str(refusal.value.message)


def test_without_the_declaration_of_loss_the_check_is_not_passed() -> None:
    waiting = entered()
    with nothing_changed(), pytest.raises(InvalidEntry) as refusal:
        reviewed(waiting)
    assert refusal.value.field == "papers_complete"
    attach_paper(waiting.pk, made.by("UW_ISSUE"), paper=LOSS, content=made.scan())
    done = reviewed(waiting)
    assert (done.state, WITHOUT_PAPERS in done.cautions) == ("uw_queue", True)


def test_the_declaration_is_kept_as_a_file_with_the_ending() -> None:
    done = declared()
    assert done.papers == [LOSS]
    kept = documents_of("underwriting.endorsement", done.pk, actor_at("UW_ISSUE", made.FENGZE))
    assert sorted(one.kind for one in kept) == ["endorsement_paper:loss_declaration", "endorsement_request"]


def test_papers_that_all_came_back_need_no_director_and_no_hold() -> None:
    passed = reviewed(declared(), complete=True)
    assert WITHOUT_PAPERS not in passed.cautions
    seen = endorsing.approve_endorsement(passed.pk, made.by("UW_UND3", made.UWC))
    done = endorsing.confirm_endorsement(seen.pk, made.by("UW_DIR", made.UWC, reason="复核无误"))
    assert (done.state, done.held_until) == ("approved", None)
    ready = endorsing.approve_refund(done.pk, made.by("FN_AR", made.FINANCE))
    assert ready.state == "refund_approved"


def test_any_other_second_underwriter_is_refused_and_the_case_waits_for_the_director() -> None:
    waiting = approved()
    assert waiting.state == "second_look"
    open_items = WorkItem.objects.filter(subject_kind="underwriting.endorsement", subject_id=waiting.pk, done_at=None)
    assert [one.queue for one in open_items] == ["underwriting.endorsement_without_papers"]
    for nth in (0, 1):
        with nothing_changed(), pytest.raises(Forbidden):
            endorsing.confirm_endorsement(waiting.pk, underwriter(nth))
    done = endorsing.confirm_endorsement(waiting.pk, made.by("UW_DIR", made.UWC, reason="同意"))
    assert done.state == "approved"
    assert [one.queue for one in open_items.all()] == ["underwriting.endorsement_refund"]


def test_a_director_who_approves_himself_still_needs_a_second_person() -> None:
    waiting = approved("UW_DIR")
    assert (waiting.state, DIRECTOR_AGREED in waiting.cautions, waiting.held_until is None) == (
        "second_look",
        True,
        False,
    )
    with nothing_changed(), pytest.raises(SegregationConflict):
        endorsing.confirm_endorsement(waiting.pk, made.by("UW_DIR", made.UWC, reason="同意"))
    done = endorsing.confirm_endorsement(waiting.pk, made.by("UW_UND3", made.UWC, reason="同意"))
    assert (done.state, done.held_until) == ("approved", waiting.held_until)


def test_internal_audit_gets_its_copy_when_the_director_agrees() -> None:
    waiting = approved()
    told = Notification.objects.filter(key__startswith="underwriting.refund_without_papers")
    assert not told.exists()
    done = endorsing.confirm_endorsement(waiting.pk, made.by("UW_DIR", made.UWC, reason="同意"))
    auditor = actor_at("IA_AUD", "350500").staff_id
    assert [(one.recipient_id, one.subject_id) for one in told] == [(auditor, done.pk)]
    assert done.number in told[0].title


def test_the_refund_waits_three_working_days_and_nobody_lets_it_go_before() -> None:
    done = agreed()
    assert done.held_until is not None
    start = timezone.localdate(made.later())
    assert timezone.localdate(done.held_until) == clocks.calendar().add_working_days(start, 3)
    words = refused_refund(done, made.later())
    assert f"{timezone.localtime(done.held_until):%Y-%m-%d %H:%M}" in words
    refused_refund(done, done.held_until - timedelta(seconds=1))
    assert not Payable.objects.filter(purpose="refund").exists()
    ready = endorsing.approve_refund(done.pk, made.by("FN_AR", made.FINANCE, at=done.held_until))
    issued = endorsement_issue.issue_endorsement(ready.pk, made.by("UW_ISSUE", at=done.held_until))
    assert (issued.state, Payable.objects.get(purpose="refund").amount) == ("effective", done.refund)


def test_the_finance_centre_sees_the_hold_with_its_end_in_its_work() -> None:
    done = agreed()
    item = WorkItem.objects.get(queue="underwriting.endorsement_refund", subject_id=done.pk, done_at=None)
    assert done.held_until is not None
    assert f"{timezone.localtime(done.held_until):%Y-%m-%d %H:%M}" in item.detail


def test_a_hold_that_would_run_into_the_cover_is_refused_with_the_remedy() -> None:
    """A policy is voided before its start only; the director hears it before he agrees."""
    policy, now = made.to_come(), timezone.now()
    given = {"ground": "wish", "papers_complete": False, "returned_papers": "发票", "files": {LOSS: made.scan()}}
    asked = made.entered(policy, "void", at=now, **given)
    passed = endorsing.pass_review(asked.pk, made.by("UW_REVIEW", at=now), papers_complete=False)
    waiting = endorsing.approve_endorsement(passed.pk, made.by("UW_UND3", made.UWC, at=now))
    with nothing_changed(), pytest.raises(PolicyNotChangeable):
        endorsing.confirm_endorsement(waiting.pk, made.by("UW_DIR", made.UWC, at=now, reason="同意"))
