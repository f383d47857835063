"""Work whose clock ran out: its people hear of it once, a working day later the head of their place (ORG-01, A5)."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from core.models import Notification, WorkItem
from organisation.models import Staff
from organisation.services.overdue import tell_overdue
from tests.factories import underwriting as made
from tests.factories.organisation import actor_at

WEDNESDAY = datetime(2026, 11, 18, 10, tzinfo=ZoneInfo("Asia/Shanghai"))


def told(level: int) -> set[str]:
    people = Notification.objects.filter(key__endswith=f"/{level}", key__startswith="overdue/")
    return set(Staff.objects.filter(pk__in=people.values("recipient_id")).values_list("name", flat=True))


@pytest.fixture
def item(branch: None) -> WorkItem:
    """A proposal to be checked, due in the morning."""
    proposal = made.make_submitted()
    found = WorkItem.objects.get(subject_id=proposal.pk, subject_kind="underwriting.proposal", done_at=None)
    WorkItem.objects.filter(pk=found.pk).update(due_at=WEDNESDAY - timedelta(hours=1))
    return WorkItem.objects.get(pk=found.pk)


@pytest.mark.req("DUT-01")
def test_those_who_should_do_it_hear_of_it_once(item: WorkItem) -> None:
    assert tell_overdue(WEDNESDAY - timedelta(hours=2)) == 0
    assert tell_overdue(WEDNESDAY) == 1
    assert tell_overdue(WEDNESDAY) == 0
    assert told(1) == {"张雨晴"}
    assert told(2) == set()
    row = Notification.objects.get(key=f"overdue/{item.pk}/1")
    assert item.subject_number in row.title


@pytest.mark.req("DUT-01")
def test_a_working_day_later_the_head_of_the_place_hears_of_it(item: WorkItem) -> None:
    tell_overdue(WEDNESDAY)
    assert tell_overdue(WEDNESDAY + timedelta(days=1)) == 1
    manager = Staff.objects.get(pk=actor_at("SUB_MGR", made.FENGZE).staff_id)
    assert told(2) == {manager.name}


@pytest.mark.req("DUT-01")
def test_who_took_it_hears_of_it_alone_and_what_is_paused_or_done_is_quiet(item: WorkItem) -> None:
    clerk = actor_at("UW_ISSUE", made.FENGZE)
    WorkItem.objects.filter(pk=item.pk).update(assignee_id=clerk.staff_id)
    tell_overdue(WEDNESDAY)
    assert told(1) == {"李珍珍"}
    Notification.objects.all().delete()
    for over in ({"paused_at": WEDNESDAY}, {"paused_at": None, "done_at": WEDNESDAY}):
        WorkItem.objects.filter(pk=item.pk).update(**over)
        assert tell_overdue(WEDNESDAY) == 0
