"""A policy comes to the customer, who signs for it; until then it is chased (A1 6, ISS-02)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from archives.public import documents_of
from core.jobs.drain import drain
from core.models import WorkItem
from core.workflow.refusals import Forbidden
from organisation.public import system_actor
from tests.factories import underwriting as made
from tests.factories.endorsements import scan
from tests.factories.organisation import actor_at, order
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed
from underwriting.models import Policy, PolicyDelivery
from underwriting.rules.lifecycle import POLICY_KIND, VOIDED
from underwriting.services.delivery import confirm_delivery
from underwriting.services.policy_life import void
from underwriting.services.refusals import InvalidEntry
from underwriting.tasks.idle import _drop_deliveries


def clerk() -> Any:
    return order(actor_at("UW_ISSUE", made.FENGZE))


@pytest.fixture
def delivery() -> PolicyDelivery:
    """Expected by the news of the issue."""
    (policy,) = made.make_issued(compulsory=False)
    drain(reraise=True)
    return PolicyDelivery.objects.get(policy=policy)


def said(**over: Any) -> dict[str, Any]:
    given = {"way": "handed", "received_by": "陈晓东", "received_on": timezone.localdate(), "receipt": scan()}
    return given | over


@pytest.mark.req("ISS-02")
def test_the_receipt_is_due_from_the_issue_and_closes_the_work(delivery: PolicyDelivery) -> None:
    waiting = WorkItem.objects.get(subject_kind="underwriting.delivery", done_at=None)
    assert (waiting.queue, waiting.clock, waiting.due_at is not None) == (
        "underwriting.deliver", "underwriting.deliver", True,
    )  # fmt: skip
    done = confirm_delivery(delivery.pk, clerk(), **said())
    assert (done.state, done.received_by, done.way) == ("delivered", "陈晓东", "handed")
    kept = documents_of(POLICY_KIND, delivery.policy_id, actor_at("UW_ISSUE", made.FENGZE))
    assert done.document_id in {one.id for one in kept if one.kind == "delivery_receipt"}
    assert not WorkItem.objects.filter(subject_kind="underwriting.delivery", done_at=None).exists()


@pytest.mark.req("ISS-02")
@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"receipt": b""}, "receipt"),
        ({"received_by": " "}, "received_by"),
        ({"way": "pigeon"}, "way"),
        ({"received_on": timezone.localdate() + timedelta(days=1)}, "received_on"),
        ({"received_on": timezone.localdate() - timedelta(days=9)}, "received_on"),
        ({"way": "electronic", "receipt": b""}, "note"),
    ],
)
def test_a_receipt_says_who_when_and_shows_it(delivery: PolicyDelivery, over: dict[str, Any], field: str) -> None:
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        confirm_delivery(delivery.pk, clerk(), **said(**over))
    assert refused.value.field == field


@pytest.mark.req("ISS-02")
def test_an_electronic_policy_is_proved_by_its_message_and_a_cashier_confirms_nothing(delivery: PolicyDelivery) -> None:
    with nothing_changed(), pytest.raises(Forbidden):
        confirm_delivery(delivery.pk, order(actor_at("SUB_RP", made.FENGZE)), **said())
    done = confirm_delivery(delivery.pk, clerk(), **said(way="electronic", receipt=b"", note="SMS 00018"))
    assert (done.state, done.note, done.document_id) == ("delivered", "SMS 00018", None)


@pytest.mark.req("ISS-02")
def test_nothing_is_expected_of_a_policy_that_is_void(delivery: PolicyDelivery) -> None:
    Policy.objects.filter(pk=delivery.policy_id).update(state=VOIDED)
    _drop_deliveries(timezone.now())
    delivery.refresh_from_db()
    assert delivery.state == "dropped"


@pytest.mark.req("ISS-02")
def test_a_policy_made_void_before_its_cover_leaves_the_deliveries_at_once(delivery: PolicyDelivery) -> None:
    void(delivery.policy_id, order(system_actor("policy-clock", unit_id=delivery.unit_id)))
    drain(reraise=True)
    delivery.refresh_from_db()
    assert delivery.state == "dropped"
    assert not WorkItem.objects.filter(subject_kind="underwriting.delivery", done_at=None).exists()


@pytest.mark.req("ISS-02")
def test_no_delivery_is_begun_of_what_was_made_void_before_the_news_of_its_issue() -> None:
    (policy,) = made.make_issued(compulsory=False)
    void(policy.pk, order(system_actor("policy-clock", unit_id=policy.unit_id)))
    drain(reraise=True)
    assert not PolicyDelivery.objects.exists()


@pytest.mark.req("ISS-02")
def test_the_policy_shows_its_receipt_and_the_list_what_is_missing(delivery: PolicyDelivery, settings: Any) -> None:
    settings.DEMO = True
    web = signed_in("UW_ISSUE", made.FENGZE)
    page = web.get(reverse("underwriting:policy", args=[delivery.policy_id])).content.decode()
    assert "underwriting.delivery.confirm" in page
    listed = web.get(reverse("underwriting:deliveries"), {"state": "due"}).content.decode()
    assert delivery.policy.number in listed
    confirm_delivery(delivery.pk, clerk(), **said())
    page = web.get(reverse("underwriting:policy", args=[delivery.policy_id])).content.decode()
    assert "underwriting.delivery.confirm" not in page
    assert delivery.policy.number not in web.get(reverse("underwriting:deliveries"), {"state": "due"}).content.decode()
    there = web.get(reverse("underwriting:delivery", args=[delivery.pk]))
    assert there["Location"] == reverse("underwriting:policy", args=[delivery.policy_id])
