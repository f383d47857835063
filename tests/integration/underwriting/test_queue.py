"""The underwriter's queue: what is due first, what must be known of a case before it is opened (UWR-01, UWR-02)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.models import WorkItem
from tests.factories import referral as up
from tests.factories import underwriting as made
from tests.factories.organisation import actor_at
from tests.support.signed_in import signed_in
from underwriting.models import Proposal
from underwriting.selectors import queue

UWC = made.UWC


@pytest.fixture(autouse=True)
def demo(settings: Any) -> None:
    settings.DEMO = True


def _shown(client: Client, **asked: str) -> str:
    answer = client.get(reverse("underwriting:queue"), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def _second() -> Proposal:
    return up.make_waiting(vehicle=made.vehicle(vin=made.VINS[1], plate="闽C33333"))


@pytest.mark.req("UWR-01")
def test_the_nearest_deadline_stands_first_whenever_it_came() -> None:
    first, second = up.make_waiting(), _second()
    now = timezone.now()
    WorkItem.objects.filter(subject_id=first.pk, queue="underwriting.decide").update(due_at=now + timedelta(hours=9))
    WorkItem.objects.filter(subject_id=second.pk, queue="underwriting.decide").update(due_at=now - timedelta(hours=1))
    page = _shown(signed_in("UW_UND2", UWC))
    assert page.index(second.number) < page.index(first.number)
    late = _shown(signed_in("UW_UND2", UWC), due="late")
    assert (second.number in late, first.number in late) == (True, False)


@pytest.mark.req("UWR-01", "UWR-06")
def test_a_case_with_the_province_stands_apart_and_is_waiting_there() -> None:
    kept = _second()
    reported = up.make_submitted(up.make_waiting()).proposal
    below, above = signed_in("UW_UND2", UWC), signed_in("PROV_UW", up.PROVINCE)
    assert (kept.number in _shown(below), reported.number in _shown(below)) == (True, False)
    apart = _shown(below, level="upper")
    assert (kept.number in apart, reported.number in apart) == (False, True)
    assert (kept.number in _shown(above), reported.number in _shown(above)) == (False, True)


@pytest.mark.req("UWR-02")
def test_earlier_claims_and_renewals_are_marked() -> None:
    clean, marked = up.make_waiting(), _second()
    Proposal.objects.filter(pk=marked.pk).update(renewal_of="PMOD20253505030000001", claims_last_year=2)
    (item,) = [one for one in _with_proposals() if one.subject_id == marked.pk]
    assert (item.proposal.renewal_of, item.proposal.claims_last_year) == ("PMOD20253505030000001", 2)
    page = _shown(signed_in("UW_UND2", UWC))
    assert page.count("claims: 2") == 1
    assert page.index(clean.number) >= 0


def _with_proposals() -> list[Any]:
    items = list(queue.waiting(actor_at("UW_UND2", UWC)))
    queue.add_proposals(items)
    return items


@pytest.mark.req("UWR-01")
def test_a_start_that_has_come_is_a_warning() -> None:
    waiting = up.make_waiting()
    Proposal.objects.filter(pk=waiting.pk).update(start_on=timezone.localdate())
    assert "start has passed" in _shown(signed_in("UW_UND2", UWC))
    Proposal.objects.filter(pk=waiting.pk).update(start_on=timezone.localdate() + timedelta(days=1))
    assert "begins soon" in _shown(signed_in("UW_UND2", UWC))


@pytest.mark.req("UWR-01")
def test_the_queue_is_narrowed_by_line_unit_channel_salesperson_and_taker() -> None:
    first, second = up.make_waiting(), _second()
    Proposal.objects.filter(pk=second.pk).update(channel="AGENCY", salesperson_id=77, salesperson_name="苏晓")
    client, unit = signed_in("UW_UND2", UWC), str(first.unit_id)
    both = {"taken": "free", "channel": "AGENCY"}
    asked = ({"channel": "AGENCY"}, {"sales": "77"}, both, {"line": "MOTOR", "sales": "77"})
    for conditions in asked:
        page = _shown(client, unit=unit, **conditions)
        assert (second.number in page, first.number in page) == (True, False)
    assert "苏晓" in _shown(client)
    for conditions in ({"line": "PRB"}, {"taken": "mine"}, {"unit": "x"}):
        assert first.number not in _shown(client, **conditions)


@pytest.mark.req("UWR-01")
def test_the_number_of_statements_does_not_grow_with_the_cases() -> None:
    up.make_waiting()
    client = signed_in("UW_UND2", UWC)
    _shown(client)
    with CaptureQueriesContext(connection) as few:
        _shown(client)
    _second()
    with CaptureQueriesContext(connection) as more:
        _shown(client)
    assert len(more) == len(few)


@pytest.mark.req("UWR-01")
def test_the_file_of_the_queue_says_what_the_page_says() -> None:
    waiting = up.make_waiting()
    client = signed_in("UW_UND2", UWC)
    answer = client.get(reverse("underwriting:queue"), {"export": "csv", "cols": "number,line,start,channel"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert text.splitlines()[1].split(",")[0::2] == [waiting.number, f"{waiting.start_on}"]
