"""Salespeople and their own business, who puts values into force, who issues what moves money, what earned premium is
(domain 3.1, 3.2, 5.10, 9.13)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from core.models import Notification
from core.workflow.refusals import AboveAuthority, Forbidden
from organisation.models import AuthorityGrant
from tests.factories import endorsements as endorsed
from tests.factories import underwriting as made
from tests.factories.organisation import actor_at, order
from tests.support.unchanged import nothing_changed
from underwriting.models import Policy, Proposal
from underwriting.selectors.monitoring import experience_of
from underwriting.selectors.salespeople import salespeople_for
from underwriting.services import endorsement_issue, hand_over, intake
from underwriting.services.refusals import InvalidEntry

FENGZE, UWC = made.FENGZE, made.UWC
D = Decimal


def draft_of(staff_id: int) -> Proposal:
    draft = made.make_draft()
    Proposal.objects.filter(pk=draft.pk).update(salesperson_id=staff_id, salesperson_name="同事")
    return Proposal.objects.get(pk=draft.pk)


@pytest.mark.req("AUT-01")
def test_a_salesperson_does_not_touch_business_of_a_colleague_until_it_is_handed_over() -> None:
    seller = actor_at("SALES", FENGZE)
    draft = draft_of(actor_at("SALES", made.JINJIANG).staff_id)
    with nothing_changed(), pytest.raises(Forbidden):
        intake.withdraw_proposal(draft.pk, order(seller, reason="客户不投保"))
    head = actor_at("SUB_MGR", FENGZE)
    assert seller.staff_id in dict(salespeople_for(draft, timezone.localdate()))
    with nothing_changed(), pytest.raises(InvalidEntry):
        hand_over.hand_over(draft.pk, order(head, reason="同事离职"), salesperson=head.staff_id)
    given = hand_over.hand_over(draft.pk, order(head, reason="同事离职"), salesperson=seller.staff_id)
    assert (given.salesperson_id, given.salesperson_name) == (seller.staff_id, seller.name)
    assert Notification.objects.filter(recipient_id=seller.staff_id, subject_id=draft.pk).count() == 1
    assert intake.withdraw_proposal(draft.pk, order(seller, reason="客户不投保")).state == "withdrawn"


@pytest.mark.req("AUW-05")
@pytest.mark.parametrize(
    ("permission", "post", "expected"),
    [
        ("underwriting.propose_values", "UW_INFO", False),
        ("underwriting.propose_values", "UW_UND3", True),
        ("underwriting.view_rules", "UW_INFO", True),
        ("underwriting.activate_values", "UW_INFO", True),
        ("underwriting.inspect", "SALES", True),
    ],
)
def test_who_proposes_who_releases_and_who_puts_into_force(permission: str, post: str, expected: bool) -> None:
    assert (
        actor_at(post, FENGZE if post in {"SALES", "UW_ISSUE"} else UWC).refusal_for(permission) is None
    ) is expected


@pytest.mark.req("AUT-01")
def test_a_remote_point_issues_what_moves_no_money() -> None:
    """Without a grant for amounts the clerk issues endorsements without one, and no other (3.1)."""
    policy = endorsed.running()
    for grant in AuthorityGrant.objects.filter(operation="underwriting.issue_endorsement", unit__code=FENGZE):
        shorter = DateRange(grant.effective.lower, timezone.localdate())
        AuthorityGrant.objects.filter(pk=grant.pk).update(effective=shorter)
    assert endorsed.issued(policy, "plate", {"plate": "闽C88888"}).delta == D(0)
    changed = endorsed.entered(Policy.objects.get(pk=policy.pk), "limit", {"cover.MTP.limit": "2000000"})
    costly = endorsed.settled(endorsed.approved(changed))
    assert costly.delta > 0
    with nothing_changed(), pytest.raises(AboveAuthority):
        endorsement_issue.issue_endorsement(costly.pk, endorsed.by("UW_ISSUE"))


@pytest.mark.req("AUW-08")
def test_losses_stand_against_earned_premium_and_voided_policies_earned_nothing() -> None:
    """73 of 365 days: a fifth of the premium is earned."""
    policy, other = made.make_policy_in_force()
    today = timezone.localdate()
    start = today - timedelta(days=72)
    periods: dict[str, Any] = {"start_on": start, "end_on": start + timedelta(days=364)}
    Policy.objects.filter(pk=policy.pk).update(premium=D("1000.00"), **periods)
    Policy.objects.filter(pk=other.pk).update(state="voided")
    found = experience_of(policy.unit.branch, today - timedelta(days=365), today)
    both = [one.automatic.premium + one.manual.premium for one in found]
    assert ([one.line for one in found], both) == ([policy.line], [D("200.00")])
