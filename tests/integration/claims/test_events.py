"""Many losses of one cause in a short time are one event."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from claims.models import LossReport, MajorEvent
from claims.services import events, reports
from core.jobs.drain import drain
from core.models import Notification
from core.workflow.engine import ReasonMissing
from core.workflow.refusals import Forbidden
from tests.factories import claims as made
from tests.factories.organisation import actor_at, order
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed

pytestmark = pytest.mark.req("HOT-04", "SUR-01")
ENOUGH = 10


def storm(count: int, *, cause: str = "weather", at: datetime | None = None) -> list[LossReport]:
    """Reports of storm damage, one after the other."""
    now = at or timezone.now()
    return [made.make_report(covers=[], cause=cause, plate=f"闽C1{n:04d}", at=now) for n in range(count)]


@pytest.mark.parametrize(("count", "declared"), [(ENOUGH - 1, 0), (ENOUGH, 1)])
def test_the_boundary(count: int, declared: int) -> None:
    storm(count)
    drain(reraise=True)
    assert MajorEvent.objects.count() == declared
    assert LossReport.objects.exclude(event=None).count() == declared * count


def test_collisions_and_losses_far_apart_are_no_event() -> None:
    storm(ENOUGH, cause="collision")
    storm(5)
    storm(5, at=timezone.now() - timedelta(hours=30))
    drain(reraise=True)
    assert not MajorEvent.objects.exists()


def test_those_who_manage_are_told_once_and_later_reports_join(settings: Any) -> None:
    settings.DEMO = True
    storm(ENOUGH)
    drain(reraise=True)
    event = MajorEvent.objects.get()
    assert (event.state, event.declared_with) == ("running", ENOUGH)
    told = set(Notification.objects.filter(subject_kind="claims.event").values_list("recipient_id", flat=True))
    assert told == {actor_at("CS_DIR", made.CENTRE).staff_id, actor_at("CS_DISP", made.HOTLINE).staff_id}
    late = made.make_report(covers=[], cause="weather", plate="闽C99999", at=timezone.now())
    drain(reraise=True)
    late.refresh_from_db()
    assert late.event_id == event.pk
    assert Notification.objects.filter(subject_kind="claims.event").count() == len(told)
    page = signed_in("CS_DIR", made.CENTRE)
    assert event.number in page.get(reverse("claims:events")).content.decode()
    assert late.number in page.get(reverse("claims:event", args=[event.pk])).content.decode()
    assert event.number in page.get(reverse("claims:report", args=[late.pk])).content.decode()
    assert late.number in page.get(reverse("claims:reports"), {"event": "yes"}).content.decode()


def test_cancelled_reports_do_not_count() -> None:
    first = storm(ENOUGH)[0]
    reports.cancel_report(first.pk, order(actor_at("CS_AGENT", made.HOTLINE), reason="误报"))
    drain(reraise=True)
    assert not MajorEvent.objects.exists()


def test_ending_an_event() -> None:
    storm(ENOUGH)
    drain(reraise=True)
    event = MajorEvent.objects.get()
    director = actor_at("CS_DIR", made.CENTRE)
    with nothing_changed(), pytest.raises(ReasonMissing):
        events.end_event(event.pk, order(director))
    with nothing_changed(), pytest.raises(Forbidden):
        events.end_event(event.pk, order(actor_at("CS_REG", made.CENTRE), reason="x"))
    assert events.end_event(event.pk, order(director, reason="台风过境")).state == "over"
