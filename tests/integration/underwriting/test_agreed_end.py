"""An ending that was issued is told from its issue on: public check, head and history of the policy (END-03)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape, strip_tags

from archives.public import verification_address
from archives.rules.facts import masked_number
from tests.factories import endorsements as made
from tests.support.signed_in import signed_in
from underwriting.models import Endorsement, Policy
from underwriting.rules.lifecycle import POLICY_KIND

pytestmark = pytest.mark.req("END-03")


@pytest.fixture(autouse=True)
def demo(settings: Any) -> None:
    settings.DEMO = True


def surrendered() -> tuple[Policy, Endorsement]:
    policy = made.running()
    return policy, made.issued(policy, "end_holder", ground="wish")


def checked(policy: Policy, path: str = "/verify/{}/") -> Any:
    token = verification_address(POLICY_KIND, policy.pk, at=timezone.now()).rstrip("/").rsplit("/", 1)[-1]
    return Client(headers={"accept-language": "en"}).get(path.format(token))


def page_of(policy: Policy, **query: str) -> str:
    return (
        signed_in("UW_ISSUE", made.FENGZE).get(reverse("underwriting:policy", args=[policy.pk]), query).content.decode()
    )


def test_an_issued_ending_is_told_before_its_day() -> None:
    policy, done = surrendered()
    told = f"Cover holds until {done.effective_on} 24:00"
    assert (done.state, Policy.objects.get(pk=policy.pk).state) == ("issued", "in_force")
    assert told in checked(policy).content.decode()
    assert checked(policy, "/api/v1/verify/{}").json()["cover_until"] == str(done.effective_on)
    assert told in page_of(policy)


def test_cover_is_over_after_its_last_day_although_the_night_has_not_run() -> None:
    policy, done = surrendered()
    first, gone = timezone.localdate() - timedelta(days=9), timezone.localdate() - timedelta(days=1)
    Policy.objects.filter(pk=policy.pk).update(start_on=first)
    policy.versions.update(effective=(first, policy.end_on))
    policy.versions.filter(number__gt=1).delete()
    policy.versions.update(superseded_at=None)
    Endorsement.objects.filter(pk=done.pk).update(effective_on=gone)
    answer = checked(policy, "/api/v1/verify/{}").json()
    assert (answer["state"], answer["cover_until"]) == ("terminated", str(gone))


def test_a_change_that_ends_nothing_is_no_end() -> None:
    policy = made.running()
    made.issued(policy, "plate", {"plate": "闽C88888"})
    assert checked(policy, "/api/v1/verify/{}").json()["cover_until"] is None
    assert "Cover holds until" not in checked(policy).content.decode()
    assert "Cover holds until" not in page_of(policy)


def test_an_endorsement_stands_in_the_history_of_its_policy() -> None:
    policy, done = surrendered()
    history = page_of(policy, tab="timeline")
    words = f"Issue the endorsement · {done.printed_number} · surrender by the policyholder · {done.delta:+,.2f}"
    assert f'<a href="{reverse("underwriting:endorsement", args=[done.pk])}">{escape(words)}</a>' in history


def test_a_request_is_no_change_of_the_policy_yet() -> None:
    policy = made.running()
    asked = made.requested(policy, "end_holder")
    assert asked.number not in page_of(policy, tab="timeline")
    assert "Cover holds until" not in page_of(policy)


@pytest.mark.req("END-01")
def test_the_papers_of_a_kind_are_not_told_as_handed_in() -> None:
    asked = made.requested(made.running(), "end_holder")
    page = signed_in("UW_ISSUE", made.FENGZE).get(reverse("underwriting:endorsement", args=[asked.pk])).content.decode()
    assert "Papers this kind asks for" in page
    assert "Papers the customer brings" not in page


@pytest.mark.req("END-10", "ISS-03")
def test_the_public_check_names_the_endorsements_by_number_kind_and_day() -> None:
    """A request that is on its way is none yet; of one that gave way to another it is said."""
    policy = made.running()
    late, early = timezone.localdate(made.later(20)), timezone.localdate(made.later(10))
    first = made.issued(policy, "plate", {"plate": "闽C66666"}, on=late)
    second = made.issued(policy, "plate", {"plate": "闽C77777"}, on=early, overruled=("plate",))
    made.requested(policy, "terms")
    page = " ".join(strip_tags(checked(policy).content.decode().replace("</d", " </d")).split())
    kind = "plate and licence data changed · From"
    assert f"{masked_number(second.printed_number)} {kind} {early} {masked_number(first.printed_number)}" in page
    assert f"{masked_number(first.printed_number)} {kind} {late} · not carried out, or in part only" in page
    assert first.printed_number not in page
    assert "special terms" not in page
