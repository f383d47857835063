"""The pages of delegations, as people use them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from organisation.models import Delegation, PostAssignment, Staff
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("branch"), pytest.mark.req("AUT-24")]

NEW = "/administration/delegations/new/"


@pytest.fixture(autouse=True)
def demo(settings: Any) -> None:
    settings.DEMO = True


def asked(client: Client, query: str = "", **over: Any) -> Any:
    today = timezone.localdate()
    values = {
        "command_key": str(uuid4()),
        "to_staff": Staff.objects.get(login_name="huangjiahui").pk,
        "first_day": today.isoformat(),
        "last_day": (today + timedelta(days=6)).isoformat(),
        "reason": "Annual leave",
    }
    return client.post(NEW + query, {**values, **over})


def send(client: Client, delegation: Delegation, act: str, reason: str = "") -> Any:
    delegation.refresh_from_db()
    url = reverse(
        "core:act",
        kwargs={"kind": "organisation.delegation", "pk": delegation.pk, "name": f"organisation.delegation.{act}"},
    )
    return client.post(url, {"command_key": str(uuid4()), "version": delegation.version, "reason": reason})


def test_from_the_form_to_acting_in_place() -> None:
    lin, director = signed_in("UW_UND2", "350591"), signed_in("UW_DIR", "350591")
    assert asked(lin, operations="underwriting.decide").status_code == 302
    made = Delegation.objects.get()
    assert made.powers == {"underwriting.decide": {}}
    for client in (lin, director):
        assert made.number in client.get("/administration/delegations/").content.decode()
    page = lin.get(f"/administration/delegations/{made.pk}/").content.decode()
    assert "黄佳慧" in page
    assert send(director, made, "approve").status_code in (200, 204, 302)
    made.refresh_from_db()
    assert made.state == "running"
    substitute = signed_in("UW_UND1", "350591")
    home = substitute.get("/").content.decode()
    assert "You stand in for 林晓岚" in home
    held = PostAssignment.objects.get(post_id="UW_UND2", unit__code="350591")
    substitute.post(reverse("organisation:switch"), {"assignment": held.pk})
    home = substitute.get("/")
    assert "You act in place of 林晓岚" in home.content.decode()
    assert home.context["actor"].name == "黄佳慧（代林晓岚）"
    assert substitute.get(NEW).status_code == 403
    assert send(lin, made, "end", "She is back").status_code in (200, 204, 302)
    assert substitute.get("/").context["actor"].post == "UW_UND1"


@pytest.mark.parametrize(
    ("over", "words"),
    [
        ({"to_staff": ""}, "This field is required"),
        ({"last_day": "2020-01-01"}, "lies before the first one"),
        ({"reason": ""}, "This field is required"),
        ({"cap:underwriting.decide:sum_insured": "2000000.01"}, "less than or equal to 2000000.00"),
        ({"cap:underwriting.decide:sum_insured": "-1"}, "greater than or equal to 0"),
    ],
    ids=str,
)
def test_faults_are_said_at_their_field_and_nothing_is_kept(over: dict[str, str], words: str) -> None:
    lin = signed_in("UW_UND2", "350591")
    with nothing_changed():
        answer = asked(lin, **over)
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_a_cap_names_every_operation_that_is_passed_on() -> None:
    assert asked(signed_in("UW_UND2", "350591"), **{"cap:underwriting.decide:sum_insured": "800000"}).status_code == 302
    powers = Delegation.objects.get().powers
    assert powers["underwriting.decide"] == {"sum_insured": "800000"}
    assert set(powers) == {"underwriting.decide", "underwriting.endorse", "underwriting.refund"}


def test_a_manager_chooses_the_post_of_somebody_in_scope() -> None:
    held = PostAssignment.objects.get(post_id="UW_UND2", unit__code="350591")
    director = signed_in("UW_DIR", "350591")
    assert "林晓岚" in director.get(NEW).content.decode()
    assert asked(director, f"?assignment={held.pk}").status_code == 302
    assert Delegation.objects.get().from_staff.name == "林晓岚"


@pytest.mark.parametrize("post", ["UW_UND3", "UW_UND1"])
def test_others_neither_see_it_nor_ask_for_somebody_else(post: str) -> None:
    asked(signed_in("UW_UND2", "350591"), to_staff=Staff.objects.get(login_name="chenzhiyuan").pk)
    made = Delegation.objects.get()
    stranger = signed_in(post, "350591")
    held = PostAssignment.objects.get(post_id="UW_UND2", unit__code="350591")
    assert made.number not in stranger.get("/administration/delegations/").content.decode()
    assert stranger.get(f"/administration/delegations/{made.pk}/").status_code == 404
    with nothing_changed():
        assert asked(stranger, f"?assignment={held.pk}").status_code == 404
