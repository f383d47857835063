"""Compulsory cover that the vehicle has with us already is told while the entry is filled in (B-23, PRO-22)."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import underwriting as made
from tests.factories.organisation import actor_at, order
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed
from underwriting.models import COMPULSORY, Policy, Proposal
from underwriting.services import intake
from underwriting.services.refusals import AlreadyCovered

FENGZE = made.FENGZE
pytestmark = [pytest.mark.django_db, pytest.mark.req("PRO-22", "PRO-05")]


@pytest.fixture
def page(settings: Any) -> Client:
    settings.DEMO = True
    return signed_in("UW_ISSUE", FENGZE)


def _two(**over: Any) -> tuple[Policy, Proposal]:
    """A policy with the compulsory cover of a vehicle, and a new entry for the same vehicle."""
    policy = next(one for one in made.make_issued() if one.line == COMPULSORY)
    second = made.make_draft(holder=made.make_customer("林建国", "350503197001010016", "13905950002"), **over)
    return policy, second


def _panel(page: Client, proposal: Proposal) -> str:
    shown = page.get(reverse("underwriting:proposal", args=[proposal.pk])).content.decode()
    found = re.search(r'id="p-completeness".*?</section>', shown, re.DOTALL)
    return found[0] if found else ""


def _told(policy: Policy) -> str:
    return f"The vehicle has compulsory cover under policy {policy.number} until {policy.end_on}."


def test_the_list_of_what_is_missing_names_the_other_policy_and_its_last_day(page: Client) -> None:
    policy, second = _two()
    with CaptureQueriesContext(connection) as asked:
        panel = _panel(page, second)
    assert sum('FROM "underwriting_policy"' in one["sql"] for one in asked.captured_queries) == 1
    assert "Compulsory cover exists already" in panel
    assert _told(policy) in panel
    assert f"{reverse('underwriting:edit', args=[second.pk])}?step=cover" in panel


@pytest.mark.parametrize("over", [{"compulsory": False}, {"vehicle": made.vehicle(vin=made.VINS[0], plate="闽C54321")}])
def test_nothing_is_told_where_nothing_is_doubled(page: Client, over: dict[str, Any]) -> None:
    policy, second = _two(**over)
    panel = _panel(page, second)
    assert "Signature" in panel
    assert policy.number not in panel


def test_the_refusal_names_the_other_policy(page: Client) -> None:
    policy, second = _two()
    with nothing_changed(), pytest.raises(AlreadyCovered) as refused:
        intake.submit_proposal(second.pk, order(actor_at("UW_ISSUE", FENGZE)))
    assert refused.value.message == _told(policy)
    assert refused.value.details["policy"] == policy.number
