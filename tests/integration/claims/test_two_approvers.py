"""From the threshold on two different persons approve a claim (domain 6.8)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from claims.models import Claim, SurveyTask
from claims.services import approve, calculate
from claims.services.refusals import SecondPersonNeeded
from core import work
from core.models import Job, WorkItem
from core.workflow.engine import ReasonMissing
from core.workflow.refusals import AboveAuthority, Forbidden, NotPossible, SegregationConflict, Stale
from organisation.actors import PostActor
from tests.factories import claims as made
from tests.factories.organisation import actor_at, order
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed

pytestmark = pytest.mark.req("PAY-02", "PAY-06")
THRESHOLD = Decimal("200000.00")


def waiting(payable: Decimal = THRESHOLD) -> Claim:
    """A claim to be approved that pays ``payable``."""
    claim = made.make_claim_in("approving")
    Claim.objects.filter(pk=claim.pk).update(payable=payable)
    return Claim.objects.get(pk=claim.pk)


def third_grade() -> PostActor:
    return actor_at("CS_APPR3", made.CENTRE)


def director() -> PostActor:
    return actor_at("CS_DIR", made.CENTRE)


def opinions(claim: Claim) -> list[str]:
    return list(claim.opinions.order_by("pk").values_list("outcome", flat=True))


@pytest.mark.req("AUT-22")
@pytest.mark.parametrize(
    ("payable", "state", "outcome"),
    [
        (THRESHOLD - Decimal("0.01"), "approved", "approved"),
        (THRESHOLD, "approving", "first"),
        (THRESHOLD + Decimal("0.01"), "approving", "first"),
    ],
)
def test_the_boundary(payable: Decimal, state: str, outcome: str) -> None:
    claim = waiting(payable)
    done = approve.approve(claim.pk, order(third_grade()))
    assert (done.state, opinions(claim)) == (state, [outcome])
    assert Job.objects.filter(key=f"sheet:{claim.pk}:1").exists() is (state == "approved")


def test_the_second_person_decides() -> None:
    claim = waiting()
    first = approve.approve(claim.pk, order(third_grade(), reason="同意"))
    assert (first.first_approver, first.approved_at) == (third_grade().name, None)
    done = approve.approve(claim.pk, order(director(), version=first.version, reason="同意赔付"))
    assert (done.state, opinions(claim)) == ("approved", ["first", "approved"])


def test_nobody_approves_twice() -> None:
    claim = waiting()
    command = order(third_grade())
    approve.approve(claim.pk, command)
    assert approve.approve(claim.pk, command).state == "approving"  # the same click once more
    assert opinions(claim) == ["first"]
    with nothing_changed(), pytest.raises(SecondPersonNeeded):
        approve.approve(claim.pk, order(third_grade()))
    with nothing_changed(), pytest.raises(SecondPersonNeeded):
        approve.escalate(claim.pk, order(third_grade(), reason="上报"))
    other_post = replace(director(), staff_id=third_grade().staff_id)
    with nothing_changed(), pytest.raises(SecondPersonNeeded):
        approve.approve(claim.pk, order(other_post))


def test_two_clicks_on_the_same_page() -> None:
    """Both saw the claim without a first approval: the second one looks again before deciding."""
    claim = waiting()
    approve.approve(claim.pk, order(third_grade(), version=claim.version))
    with nothing_changed(), pytest.raises(Stale):
        approve.approve(claim.pk, order(director(), version=claim.version))


@pytest.mark.parametrize("post", ["CS_APPR1", "CS_APPR2"])
def test_each_of_both_needs_the_authority(post: str) -> None:
    claim = waiting()
    with nothing_changed(), pytest.raises(AboveAuthority):
        approve.approve(claim.pk, order(actor_at(post, made.CENTRE)))
    approve.approve(claim.pk, order(third_grade()))
    with nothing_changed(), pytest.raises(AboveAuthority):
        approve.approve(claim.pk, order(actor_at(post, made.CENTRE)))


def _hands() -> dict[str, Any]:
    """Those who worked on the case."""
    return {
        "surveyor": made.surveyor_of(SurveyTask.objects.get()),
        "adjuster": actor_at("CS_ADJ", made.CENTRE),
    }


@pytest.mark.parametrize("who", ["surveyor", "adjuster"])
@pytest.mark.parametrize("place", ["first", "second"])
def test_neither_of_both_worked_on_the_case(who: str, place: str) -> None:
    claim = waiting()
    approver = director()
    own = replace(_hands()[who], post="CS_DIR", permissions=approver.permissions, assignment_id=approver.assignment_id)
    if place == "second":
        approve.approve(claim.pk, order(third_grade()))
    with nothing_changed(), pytest.raises(SegregationConflict):
        approve.approve(claim.pk, order(own))


def test_taking_the_first_approval_back() -> None:
    claim = waiting()
    with nothing_changed(), pytest.raises(NotPossible):
        approve.withdraw_approval(claim.pk, order(third_grade(), reason="x"))
    approve.approve(claim.pk, order(third_grade()))
    with nothing_changed(), pytest.raises(ReasonMissing):
        approve.withdraw_approval(claim.pk, order(third_grade()))
    with nothing_changed(), pytest.raises(Forbidden):
        approve.withdraw_approval(claim.pk, order(director(), reason="x"))
    back = approve.withdraw_approval(claim.pk, order(third_grade(), reason="配件价格待核实"))
    assert (back.state, back.first_approver_id, back.first_approver) == ("approving", None, "")
    assert approve.approve(claim.pk, order(director())).state == "approving"
    done = approve.approve(claim.pk, order(third_grade()))
    assert (done.state, opinions(claim)) == ("approved", ["first", "withdrawn", "first", "approved"])


def test_nothing_is_taken_back_after_the_decision() -> None:
    claim = waiting()
    approve.approve(claim.pk, order(third_grade()))
    approve.approve(claim.pk, order(director()))
    with nothing_changed(), pytest.raises(NotPossible):
        approve.withdraw_approval(claim.pk, order(third_grade(), reason="x"))


def test_a_return_and_a_new_sheet_want_both_again() -> None:
    claim = waiting()
    approve.approve(claim.pk, order(third_grade()))
    approve.return_claim(claim.pk, order(director(), reason="责任比例有误"))
    adjuster = actor_at("CS_ADJ", made.CENTRE)
    calculate.calculate(claim.pk, order(adjuster))
    calculate.submit(claim.pk, order(adjuster))
    Claim.objects.filter(pk=claim.pk).update(payable=THRESHOLD)
    assert approve.approve(claim.pk, order(director())).state == "approving"


def test_the_work_goes_back_into_the_queue_for_the_second() -> None:
    claim = waiting()
    item = WorkItem.objects.get(subject_kind="claims.claim", subject_id=claim.pk, done_at=None)
    work.claim(item.pk, order(third_grade()))
    approve.approve(claim.pk, order(third_grade()))
    item.refresh_from_db()
    assert (item.assignee_id, item.done_at) == (None, None)
    work.claim(item.pk, order(director()))


def test_the_page_says_that_a_second_person_is_needed(settings: Any) -> None:
    settings.DEMO = True
    claim = waiting()
    page = reverse("claims:claim", args=[claim.pk])
    assert "Two different persons approve" in signed_in("CS_DIR", made.CENTRE).get(page).content.decode()
    approve.approve(claim.pk, order(third_grade()))
    shown = signed_in("CS_DIR", made.CENTRE).get(page).content.decode()
    assert f"{third_grade().name} has approved; a second person approves this amount too." in shown
