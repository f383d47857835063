"""The pages of queued work, as the administrator and as the person who asked for it."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any, ClassVar

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from core.events import on, publish
from core.jobs import GiveUp, JobRun, enqueue, job
from core.jobs.drain import drain
from core.models import AuditEntry, Job, JobState
from organisation.models import PostAssignment
from organisation.public import actor_of
from organisation.services import sessions
from tests.factories.organisation import actor_at, make_branch

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("_branch")]
KEY = "00000000-0000-4000-8000-000000000001"


@job("test.page_import", label="Fleet import")
def _import(run: JobRun) -> None:
    run.progress(2, 4, "checking")
    errors = [{"row": 3, "message": "plate missing"}, {"row": 4, "message": "=HYPERLINK(1)"}]
    run.finish(lambda: {"read": 4, "errors": errors})


@job("test.page_broken", max_attempts=1)
def _broken(run: JobRun) -> None:
    raise GiveUp("unknown format")


@dataclass(frozen=True)
class Told:
    kind: ClassVar[str] = "test.page_told"
    pk: int


@on(Told, name="test.page_listener")
def _listen(fact: Told, delivery: object) -> None:
    """Takes note."""


@pytest.fixture
def _branch() -> None:
    make_branch()


def signed_in(post: str) -> tuple[Client, Any]:
    """A browser of the first person with this post, second factor done."""
    assignment = (
        PostAssignment.objects.filter(post_id=post).select_related("staff", "unit", "scope_unit").order_by("pk")[0]
    )
    request = RequestFactory().get("/")
    request.session = import_module(settings.SESSION_ENGINE).SessionStore()
    sessions.begin(request, assignment.staff, at=timezone.now(), assignment=assignment)
    request.session.save()
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = request.session.session_key
    return client, actor_of(assignment)


@pytest.fixture
def administrator(settings: Any) -> Client:
    settings.DEMO = True  # the second factor is tested elsewhere
    return signed_in("IT_ADMIN")[0]


def text(answer: HttpResponse) -> str:
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


@pytest.mark.parametrize("place", ["core:jobs", "core:schedules", "core:events"])
def test_a_business_post_does_not_see_the_administration(place: str, settings: Any) -> None:
    settings.DEMO = True
    client, _actor = signed_in("UW_UND1")
    assert client.get(reverse(place)).status_code == 403


def test_the_monitor_shows_queues_and_dead_letters(administrator: Client) -> None:
    enqueue("test.page_broken", key="broken-1", payload={"id": 7})
    drain()
    shown = text(administrator.get(reverse("core:jobs"), {"state": "dead"}))
    assert "broken-1" in shown
    assert "GiveUp: unknown format" in shown
    assert "documents" in shown
    assert "broken-1" not in text(administrator.get(reverse("core:jobs"), {"state": "done"}))


def test_a_dead_letter_is_tried_again_from_its_page(administrator: Client) -> None:
    pk = enqueue("test.page_broken", key="broken-1", payload={"id": 7}).pk
    drain()
    address = reverse("core:operate_job", args=[pk, "replay"])
    assert address in text(administrator.get(reverse("core:job", args=[pk])))
    assert administrator.post(address, {"command_key": KEY}).status_code == 422
    assert Job.objects.get().state == JobState.DEAD
    answer = administrator.post(address, {"command_key": KEY, "reason": "format is known now"})
    assert answer.status_code == 302
    assert Job.objects.get().state == JobState.READY
    assert AuditEntry.objects.get(action="core.job.replay").reason == "format is known now"
    assert administrator.post(address, {"command_key": KEY, "reason": "again"}).status_code == 409


def test_an_unknown_job_is_not_found(administrator: Client) -> None:
    assert administrator.get(reverse("core:job", args=[4711])).status_code == 404


def test_events_show_who_received_them(administrator: Client) -> None:
    with transaction.atomic():
        publish(Told(pk=1))
    shown = text(administrator.get(reverse("core:events"), {"kind": Told.kind}))
    assert "test.page_listener" in shown


def test_the_plan_is_shown(administrator: Client) -> None:
    assert "core.remove_ended_jobs" in text(administrator.get(reverse("core:schedules")))


class TestBackgroundWork:
    def started_by(self, actor: Any) -> int:
        return enqueue("test.page_import", key="fleet-1", payload={}, requested_by=actor.staff_id).pk

    def test_it_refreshes_until_it_has_ended(self, settings: Any) -> None:
        settings.DEMO = True
        client, actor = signed_in("UW_UND1")
        address = reverse("core:background", args=[self.started_by(actor)])
        assert "every 2s" in text(client.get(address))
        drain()
        ended = text(client.get(address, headers={"HX-Request": "true"}))
        assert "every 2s" not in ended
        assert "<html" not in ended
        assert "2 / 4" in ended

    def test_the_refused_rows_are_a_file_without_formulas(self, settings: Any) -> None:
        settings.DEMO = True
        client, actor = signed_in("UW_UND1")
        pk = self.started_by(actor)
        drain()
        lines = text(client.get(reverse("core:background_errors", args=[pk]))).splitlines()
        assert lines[1:] == ["3,plate missing", "4,'=HYPERLINK(1)"]

    def test_nobody_else_sees_it(self, settings: Any) -> None:
        settings.DEMO = True
        pk = self.started_by(actor_at("IT_ADMIN", "350500"))
        client, _actor = signed_in("UW_UND1")
        assert client.get(reverse("core:background", args=[pk])).status_code == 404
        assert client.get(reverse("core:background_errors", args=[pk])).status_code == 404
        assert "Fleet import" not in text(client.get(reverse("core:background_list")))
