"""Drafts belong to one person, are encrypted, end when the form is taken and when their time is over."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core import drafts
from core.keeping import remove_expired
from core.models import Draft
from core.web import sent_forms
from tests.factories.organisation import actor_at
from tests.support.signed_in import signed_in

pytestmark = pytest.mark.django_db
FORM = "proposal-new-vehicle"
TYPED = '[["plate","text","闽C12345"],["agreed","tick","on",false]]'


@pytest.fixture
def person(settings: Any, working_branch: None) -> Client:
    settings.DEMO = True
    return signed_in("UW_UND2", "350591")


@pytest.fixture
def other(person: Client) -> Client:
    return signed_in("UW_DIR", "350591")


def _address(form: str = FORM) -> str:
    return reverse("core:draft", args=[form])


def _keep(client: Client, content: str = TYPED) -> Any:
    return client.post(_address(), content, content_type="application/json")


def test_what_was_typed_comes_back_as_it_was(person: Client) -> None:
    kept = _keep(person).json()
    assert person.get(_address()).json() == {"at": kept["at"], "content": TYPED}
    later = TYPED.replace("12345", "54321")
    _keep(person, later)
    assert person.get(_address()).json()["content"] == later
    assert Draft.objects.count() == 1


def test_nobody_else_is_shown_it(person: Client, other: Client) -> None:
    _keep(person)
    assert other.get(_address()).status_code == 204
    assert other.delete(_address()).status_code == 204
    assert person.get(_address()).json()["content"] == TYPED


def test_it_is_not_stored_in_clear(person: Client) -> None:
    _keep(person)
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM core_draft")
        assert "闽C12345".encode() not in bytes(cursor.fetchone()[0])


def test_it_can_be_given_up(person: Client) -> None:
    _keep(person)
    person.delete(_address())
    assert not Draft.objects.exists()


def test_a_form_without_end_is_refused(person: Client) -> None:
    assert _keep(person, "x" * (drafts.LONGEST + 1)).status_code == 413
    assert person.post(_address(), b"\xff", content_type="application/json").status_code == 413
    assert not Draft.objects.exists()


def test_names_of_forms_are_short_and_plain(person: Client) -> None:
    assert person.get("/drafts/a%20b/").status_code == 404
    assert person.get(f"/drafts/{'x' * 121}/").status_code == 404


def test_the_oldest_goes_when_there_are_too_many(person: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr(drafts, "MOST_DRAFTS", 3)
    owner, now = actor_at("UW_UND2", "350591").staff_id, timezone.now()
    for n in range(5):
        drafts.keep(owner, f"form-{n}", "[]", now + timedelta(minutes=n))
    assert set(Draft.objects.values_list("form", flat=True)) == {"form-2", "form-3", "form-4"}


def test_after_its_time_it_is_gone(person: Client) -> None:
    owner, now = actor_at("UW_UND2", "350591").staff_id, timezone.now()
    drafts.keep(owner, FORM, TYPED, now - timedelta(days=8))
    drafts.keep(owner, "young", TYPED, now)
    assert person.get(_address()).status_code == 204
    drafts.on_sign_out(None, user=None)
    drafts.forget_expired(owner, now)
    assert list(Draft.objects.values_list("form", flat=True)) == ["young"]


def test_the_night_removes_what_has_expired(person: Client) -> None:
    owner, now = actor_at("UW_UND2", "350591").staff_id, timezone.now()
    drafts.keep(owner, FORM, TYPED, now - timedelta(days=8))
    drafts.keep(owner, "young", TYPED, now)
    counts: list[Any] = []

    class Run:
        def finish(self, effect: Any) -> None:
            counts.append(effect())

    remove_expired(Run())
    assert counts == [{"drafts": 1, "exports": 0}]
    assert list(Draft.objects.values_list("form", flat=True)) == ["young"]


def test_sign_out_removes_what_has_expired(person: Client) -> None:
    drafts.keep(actor_at("UW_UND2", "350591").staff_id, FORM, TYPED, timezone.now() - timedelta(days=8))
    person.post(reverse("organisation:logout"))
    assert not Draft.objects.exists()


def test_a_form_that_was_taken_needs_no_draft(person: Client) -> None:
    """The page for columns stands for any form: it answers with a redirect."""
    _keep(person)
    answer = person.post(reverse("core:keep_columns"), {"place": "core:work", "column": "subject", "draft": FORM})
    assert answer.status_code == 302
    assert answer.cookies[sent_forms.COOKIE].value == FORM
    assert not Draft.objects.exists()


def test_a_refused_form_keeps_its_draft(person: Client) -> None:
    _keep(person)
    answer = person.post(reverse("core:keep_columns"), {"place": "nowhere", "draft": FORM})
    assert answer.status_code == 404
    assert sent_forms.COOKIE not in answer.cookies
    assert Draft.objects.count() == 1
