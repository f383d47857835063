"""Sessions, locked names, API clients and exceptional grants as administrators handle them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.core.cache import cache
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.models import AuditEntry
from core.workflow.command import Command
from core.workflow.engine import ReasonMissing
from core.workflow.refusals import CommandReused, Forbidden, Hidden, NotPossible, RuleRefusal
from organisation.actors import PostActor
from organisation.models import ApiClient, ApiMinute, ControlChange, SharedCase, Staff, StaffSession, Unit
from organisation.selectors.clients import client_of_key
from organisation.services import clients, exceptional, locks, sessions
from organisation.services.changes import approve_change
from organisation.services.clients import ClientRefused, make_client
from tests.factories.organisation import actor_at, make_branch, order
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture(autouse=True)
def branch(settings: Any) -> None:
    settings.DEMO = True
    cache.clear()
    make_branch()


def at(actor: PostActor, moment: datetime = NOW, **over: Any) -> Command:
    return order(actor, at=moment, **{"reason": "Asked for by the manager", **over})


def administrator() -> PostActor:
    return actor_at("IT_ADMIN", "350500")


def security() -> PostActor:
    return actor_at("SEC_ADMIN", "350500")


def staff(login: str) -> Staff:
    return Staff.objects.get(login_name=login)


# -- sessions ---------------------------------------------------------------------------------------------------------


def test_an_ended_session_is_over_with_the_next_click() -> None:
    person = signed_in("UW_UND2", "350591")
    assert person.get("/").status_code == 200
    row = StaffSession.objects.get(staff=staff("linxiaolan"), ended_at=None)
    admin = signed_in("SEC_ADMIN", "350500")
    assert admin.get(reverse("organisation:sessions")).status_code == 200
    assert admin.post(reverse("organisation:sessions_end"), {"item": [row.pk, "x"]}).status_code == 302
    assert "sign-in" in person.get("/").url
    written = AuditEntry.objects.get(action=sessions.CLOSE)
    assert (written.staff_id, written.subject_number) == (security().staff_id, "linxiaolan")


def test_sessions_are_ended_by_administrators_within_their_scope() -> None:
    mine = StaffSession.objects.create(staff=staff("linxiaolan"), session_key="a", started_at=NOW, seen_at=NOW)
    other = StaffSession.objects.create(staff=staff("zhugejing"), session_key="b", started_at=NOW, seen_at=NOW)
    with nothing_changed(), pytest.raises(Forbidden):
        sessions.close(mine.pk, at(actor_at("BR_MGR", "350500")))
    with nothing_changed(), pytest.raises(Hidden):
        sessions.close(other.pk, at(security()))
    with nothing_changed(), pytest.raises(Hidden):
        sessions.close(0, at(security()))
    assert signed_in("UW_UND2", "350591").get(reverse("organisation:sessions")).status_code == 403


# -- locked names -----------------------------------------------------------------------------------------------------


def wrong_passwords(name: str, times: int = 5) -> None:
    client = Client()
    for _n in range(times):
        client.post(reverse("organisation:login"), {"login_name": name, "password": "wrong"})


def test_a_locked_name_is_seen_and_unlocked_with_a_reason() -> None:
    person = staff("linxiaolan")
    person.set_password("right-Word-17")
    person.save()
    wrong_passwords("linxiaolan")
    right = {"login_name": "linxiaolan", "password": "right-Word-17"}
    assert Client().post(reverse("organisation:login"), right).status_code == 422
    admin = signed_in("SEC_ADMIN", "350500")
    page = admin.get(reverse("organisation:locked"))
    assert [(row.login_name, row.staff.name) for row, _form in page.context["rows"]] == [("linxiaolan", "林晓岚")]
    key = page.context["rows"][0][1]["command_key"].value()
    missing = admin.post(reverse("organisation:locked"), {"command_key": key, "login_name": "linxiaolan"})
    assert missing.status_code == 422
    assert AccessAttempt.objects.exists()
    done = {"command_key": key, "login_name": "linxiaolan", "reason": "Called back"}
    assert admin.post(reverse("organisation:locked"), done).status_code == 302
    assert Client().post(reverse("organisation:login"), right).status_code == 302
    assert AuditEntry.objects.get(action=locks.UNLOCK).reason == "Called back"


def test_unlocking_is_the_security_administrators() -> None:
    wrong_passwords("linxiaolan")
    with nothing_changed(), pytest.raises(Forbidden):
        locks.unlock(at(administrator()), login_name="linxiaolan")
    with nothing_changed(), pytest.raises(ReasonMissing):
        locks.unlock(at(security(), reason=""), login_name="linxiaolan")
    with nothing_changed():
        assert locks.unlock(at(security()), login_name="zhugejing") is False
    assert locks.unlock(at(security()), login_name="linxiaolan") is True
    with nothing_changed():
        assert locks.unlock(at(security()), login_name="linxiaolan") is False


def test_four_wrong_passwords_lock_nobody_and_a_lock_ends_by_itself() -> None:
    wrong_passwords("linxiaolan", 4)
    admin = signed_in("SEC_ADMIN", "350500")
    assert admin.get(reverse("organisation:locked")).context["rows"] == []
    wrong_passwords("linxiaolan", 1)
    assert len(admin.get(reverse("organisation:locked")).context["rows"]) == 1
    AccessAttempt.objects.update(attempt_time=NOW - timedelta(minutes=31))
    assert admin.get(reverse("organisation:locked")).context["rows"] == []


# -- clients of the API -----------------------------------------------------------------------------------------------


def proposed(**over: Any) -> ControlChange:
    usual = {
        "name": "车险直通",
        "unit_id": Unit.objects.get(code="350503").pk,
        "post": "ECOM",
        "requests_per_minute": 30,
    }
    return clients.propose_client(at(administrator()), **(usual | over))


def test_a_client_is_agreed_by_two_and_gets_its_key_afterwards() -> None:
    change = proposed()
    assert not ApiClient.objects.exists()
    with nothing_changed(), pytest.raises(Forbidden):
        approve_change(change.pk, at(administrator()))
    approve_change(change.pk, at(security()))
    found = ApiClient.objects.get(name="车险直通")
    assert (found.active, found.state, found.key_issued_at) == (True, "open", None)
    command = at(administrator())
    clients.issue_key(found.pk, command, key="first-key")
    assert client_of_key("first-key") == found
    with nothing_changed(), pytest.raises(CommandReused):
        clients.issue_key(found.pk, command, key="second-key")
    clients.issue_key(found.pk, at(administrator()), key="third-key")
    assert client_of_key("first-key") is None
    assert "third-key" not in str(list(AuditEntry.objects.values_list("after", "before")))


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"name": "  "}, "name"),
        ({"post": "BR_MGR"}, "post"),
        ({"requests_per_minute": 0}, "requests_per_minute"),
    ],
)
def test_a_client_that_cannot_be_is_refused_at_its_field(over: dict[str, Any], field: str) -> None:
    with nothing_changed(), pytest.raises(ClientRefused) as refused:
        proposed(**over)
    assert refused.value.field == field


def made(key: str = "key-of-a-test") -> ApiClient:
    unit = Unit.objects.get(code="350503")
    return make_client(name="平台", unit=unit, post="ECOM", requests_per_minute=2, key=key)[0]


def test_limits_change_and_closed_clients_stay_closed() -> None:
    found = made()
    with nothing_changed(), pytest.raises(RuleRefusal):
        clients.change_limit(found.pk, at(administrator()), requests_per_minute=0)
    with nothing_changed(), pytest.raises(Forbidden):
        clients.change_limit(found.pk, at(security()), requests_per_minute=9)
    clients.change_limit(found.pk, at(administrator()), requests_per_minute=9)
    clients.close_client(found.pk, at(administrator()))
    found.refresh_from_db()
    assert (found.requests_per_minute, found.active, client_of_key("key-of-a-test")) == (9, False, None)
    with nothing_changed(), pytest.raises(NotPossible):
        clients.issue_key(found.pk, at(administrator()), key="again")


def test_the_pages_of_clients_show_the_use_and_the_key_once() -> None:
    found = made()
    minute = timezone.now().replace(second=0, microsecond=0)
    ApiMinute.objects.create(client=found, minute=minute, count=3)
    admin = signed_in("IT_ADMIN", "350500")
    assert admin.get(reverse("organisation:clients")).status_code == 200
    page = admin.get(reverse("organisation:client", kwargs={"pk": found.pk}))
    assert page.status_code == 200
    address = reverse("organisation:client_key", kwargs={"pk": found.pk})
    form = admin.get(address).context["form"]
    values = {"command_key": form["command_key"].value(), "version": form["version"].value(), "reason": "New partner"}
    shown = admin.post(address, values)
    assert client_of_key(shown.context["secret"]) == found
    assert admin.post(address, values).status_code == 422
    assert client_of_key(shown.context["secret"]) == found
    assert signed_in("SEC_ADMIN", "350500").get(address).status_code == 403
    assert admin.get(reverse("organisation:client", kwargs={"pk": 0})).status_code == 404


def test_unknown_keys_are_stopped_per_address() -> None:
    made()
    client, address = Client(), "/api/v1/proposals/T1"
    answers = [client.get(address, headers={"authorization": f"Bearer guess-{n}"}).status_code for n in range(21)]
    assert answers == [401] * 20 + [429]
    # Whoever guessed is stopped even with a right key; another address is not.
    right = {"authorization": "Bearer key-of-a-test"}
    assert client.get(address, headers=right).status_code == 429
    assert client.get(address, headers=right, REMOTE_ADDR="10.0.0.9").status_code not in {401, 429}


# -- exceptional grants -----------------------------------------------------------------------------------------------


def shared(reader: str = "linxiaolan", hours: int = 4) -> SharedCase:
    return SharedCase.objects.create(
        subject_kind="test.case",
        subject_id=7,
        subject_number="C7",
        staff=staff(reader),
        reason="Second opinion",
        period=DateTimeTZRange(NOW - timedelta(hours=1), NOW + timedelta(hours=hours)),
        requested_by=staff(reader),
        approved_by=staff("xiejianguo"),
        approved_at=NOW,
    )


def test_a_grant_ends_early_with_a_reason_and_tells_the_app_that_shares(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[int] = []
    source = exceptional.GrantSource(
        end=lambda row, _command: told.append(row.pk), reading="test.read", permissions=lambda: {(0, 7)}
    )
    monkeypatch.setitem(exceptional._sources, "test.case", source)
    row = shared()
    with nothing_changed(), pytest.raises(Forbidden):
        exceptional.end_grant(row.pk, at(actor_at("BR_MGR", "350500")))
    with nothing_changed(), pytest.raises(ReasonMissing):
        exceptional.end_grant(row.pk, at(security(), reason=""))
    with nothing_changed(), pytest.raises(Hidden):
        exceptional.end_grant(0, at(security()))
    exceptional.end_grant(row.pk, at(security()))
    row.refresh_from_db()
    assert (row.ended_at, told) == (NOW, [row.pk])
    with nothing_changed(), pytest.raises(NotPossible):
        exceptional.end_grant(row.pk, at(security()))


def test_grants_to_people_of_other_scopes_are_not_found() -> None:
    row = shared("zhugejing")
    with nothing_changed(), pytest.raises(Hidden):
        exceptional.end_grant(row.pk, at(security()))
    admin = signed_in("SEC_ADMIN", "350500")
    assert admin.get(reverse("organisation:exceptional_grant", kwargs={"pk": row.pk})).status_code == 404


def test_a_grant_that_ran_out_cannot_be_ended() -> None:
    row = shared(hours=0)
    with nothing_changed(), pytest.raises(NotPossible):
        exceptional.end_grant(row.pk, at(security()))


def test_the_pages_of_grants() -> None:
    row = shared()
    admin = signed_in("SEC_ADMIN", "350500")
    for query in ("", "?state=running", "?state=over", "?state=ended", "?q=C7", "?export=csv"):
        assert admin.get(reverse("organisation:exceptional_grants") + query).status_code == 200, query
    assert admin.get(reverse("organisation:exceptional_grant", kwargs={"pk": row.pk})).status_code == 200
    address = reverse("organisation:exceptional_grant_end", kwargs={"pk": row.pk})
    key = admin.get(address).context["form"]["command_key"].value()
    assert admin.post(address, {"command_key": key, "reason": "Done"}).status_code == 302
    row.refresh_from_db()
    assert row.ended_at is not None
    assert signed_in("UW_UND2", "350591").get(address).status_code == 403
