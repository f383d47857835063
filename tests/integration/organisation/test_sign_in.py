"""Signing in: lock-out, passwords, the second factor, sessions that end, and the post under which one acts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as configured
from django.contrib.auth.password_validation import validate_password
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from core.models import AuditEntry
from organisation.models import PostAssignment, Staff, StaffSession
from tests.factories.organisation import give_post
from tests.support.unchanged import nothing_changed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("branch")]

PASSWORD = "Yulan-Street-2026"
SALES, UNDERWRITER = "wangjianping", "linxiaolan"
# What is kept of a wrong attempt.
ATTEMPTS = {"axes_accessattempt", "axes_accessfailurelog", "axes_accesslog", "core_auditentry", "core_audithead"}


@pytest.fixture(autouse=True)
def fresh(branch: None) -> Any:
    cache.clear()
    for login in (SALES, UNDERWRITER):
        staff = Staff.objects.get(login_name=login)
        staff.set_password(PASSWORD)
        staff.save(update_fields=["password"])
    yield
    cache.clear()


def attempt(client: Client, login: str, password: str = PASSWORD, **more: Any) -> Any:
    return client.post(reverse("organisation:login"), {"login_name": login, "password": password, **more})


def signed_in(login: str = SALES) -> Client:
    client = Client(headers={"accept-language": "en"})
    assert attempt(client, login).status_code == 302
    return client


def is_in(client: Client) -> bool:
    return bool(client.get("/").status_code == 200)


def session_of(login: str = SALES) -> StaffSession:
    return StaffSession.objects.filter(staff__login_name=login).latest("pk")


class TestPassword:
    def test_right(self) -> None:
        client = signed_in()
        assert is_in(client)
        row = session_of()
        assert (row.ended_at, row.session_key) == (None, client.session.session_key)
        assert AuditEntry.objects.latest("pk").action == "organisation.session.begin"

    @pytest.mark.parametrize(("login", "password"), [(SALES, "wrong"), ("nobody", PASSWORD), (SALES, PASSWORD + " ")])
    def test_wrong_says_not_which(self, login: str, password: str) -> None:
        client = Client(headers={"accept-language": "en"})
        with nothing_changed(ignoring=ATTEMPTS):
            answer = attempt(client, login, password)
        assert answer.status_code == 422
        assert "Login name or password is wrong." in answer.content.decode()
        assert not is_in(client)

    def test_who_left_does_not_come_in(self) -> None:
        Staff.objects.filter(login_name=SALES).update(is_active=False)
        with nothing_changed(ignoring=ATTEMPTS):
            assert attempt(Client(), SALES).status_code == 422

    def test_an_account_is_locked_after_the_fifth_wrong_attempt(self) -> None:
        """The right password does not open it; another account from the same address is not locked."""
        limit = configured.AXES_FAILURE_LIMIT
        for _number in range(limit):
            assert attempt(Client(), SALES, "wrong").status_code in (422, 429)
        answer = attempt(Client(headers={"accept-language": "en"}), SALES)
        assert answer.status_code in (422, 429)
        assert "Too many wrong attempts" in answer.content.decode()
        assert not StaffSession.objects.exists()
        assert is_in(signed_in(UNDERWRITER)) is False  # inside, but without the second factor under no post
        assert StaffSession.objects.get().staff.login_name == UNDERWRITER

    def test_one_attempt_before_the_limit_the_right_password_opens(self) -> None:
        for _number in range(configured.AXES_FAILURE_LIMIT - 1):
            attempt(Client(), SALES, "wrong")
        assert is_in(signed_in())

    def test_the_demo_entrance_does_not_exist_outside_the_demo(self, settings: Any) -> None:
        settings.DEMO = False
        held = PostAssignment.objects.get(staff__login_name=SALES)
        with nothing_changed():
            answer = Client().post(reverse("organisation:demo_sign_in"), {"assignment": held.pk})
        assert answer.status_code == 404

    @pytest.mark.parametrize("weak", ["Ab1-xyz", "password123", "1234567890123", "wangjianping"])
    def test_weak_passwords(self, weak: str) -> None:
        staff = Staff.objects.get(login_name=SALES)
        with pytest.raises(ValidationError):
            validate_password(weak, staff)
        validate_password(PASSWORD, staff)

    @pytest.mark.parametrize("target", ["https://evil.test/", "//evil.test/", "javascript:alert(1)"])
    def test_nobody_is_sent_elsewhere(self, target: str) -> None:
        assert attempt(Client(), SALES, next=target).headers["Location"] == "/"
        assert attempt(Client(), SALES, next="/search/?q=1").headers["Location"] == "/search/?q=1"


class TestSession:
    def test_one_session_a_person(self) -> None:
        first = signed_in()
        second = signed_in()
        assert not is_in(first)
        assert is_in(second)

    @pytest.mark.parametrize(("column", "setting"), [("seen_at", "IDLE"), ("started_at", "ABSOLUTE")])
    def test_idle_or_too_long(self, column: str, setting: str) -> None:
        client = signed_in()
        limit = timedelta(seconds=getattr(configured, f"SESSION_{setting}_SECONDS"))
        row = StaffSession.objects.filter(pk=session_of().pk)
        row.update(**{column: timezone.now() - limit + timedelta(minutes=1)})
        assert is_in(client)
        row.update(**{column: timezone.now() - limit - timedelta(seconds=1)})
        answer = client.get("/")
        assert (answer.status_code, answer.headers["Location"]) == (302, f"{reverse('organisation:login')}?ended=1")
        assert row.get().ended_at is not None
        assert not is_in(client)

    def test_ended_by_an_administrator(self) -> None:
        client = signed_in()
        StaffSession.objects.filter(pk=session_of().pk).update(ended_at=timezone.now())
        assert client.get("/").headers["Location"].endswith("?ended=1")

    def test_signing_out(self) -> None:
        client = signed_in()
        assert client.post(reverse("organisation:logout")).status_code == 302
        assert session_of().ended_at is not None
        assert not is_in(client)
        assert client.get(reverse("organisation:logout")).status_code == 405

    def test_a_stolen_key_is_no_use_after_the_end(self) -> None:
        client = signed_in()
        key = client.cookies[configured.SESSION_COOKIE_NAME].value
        client.post(reverse("organisation:logout"))
        thief = Client()
        thief.cookies[configured.SESSION_COOKIE_NAME] = key
        assert not is_in(thief)


class TestSecondFactor:
    @pytest.fixture
    def device(self) -> TOTPDevice:
        staff = Staff.objects.get(login_name=UNDERWRITER)
        return TOTPDevice.objects.create(user=staff, name="totp", confirmed=True)

    def code(self, device: TOTPDevice, *, wrong: bool = False) -> str:
        token = TOTP(device.bin_key, device.step, device.t0, device.digits).token()
        return f"{(token + 1) % 10**6 if wrong else token:06d}"

    def enter(self, client: Client, token: str) -> int:
        return client.post(reverse("organisation:second_factor"), {"token": token}).status_code

    def test_who_approves_acts_under_no_post_without_it(self, device: TOTPDevice) -> None:
        client = signed_in(UNDERWRITER)
        assert not is_in(client)
        assert self.enter(client, self.code(device)) == 302
        assert is_in(client)

    def test_a_wrong_code(self, device: TOTPDevice) -> None:
        client = signed_in(UNDERWRITER)
        assert self.enter(client, self.code(device, wrong=True)) == 422
        assert not is_in(client)

    @pytest.mark.parametrize("token", ["", "12345", "1234567", "abcdef"])
    def test_no_code_at_all(self, device: TOTPDevice, token: str) -> None:
        client = signed_in(UNDERWRITER)
        assert self.enter(client, token) == 422
        assert not is_in(client)

    def test_the_same_code_twice(self, device: TOTPDevice) -> None:
        token = self.code(device)
        assert self.enter(signed_in(UNDERWRITER), token) == 302
        again = signed_in(UNDERWRITER)
        assert self.enter(again, token) == 422
        assert not is_in(again)

    def test_the_first_right_code_enrols(self) -> None:
        client = signed_in(UNDERWRITER)
        page = client.get(reverse("organisation:second_factor")).content.decode()
        assert "data:image/svg+xml" in page
        device = TOTPDevice.objects.get(user__login_name=UNDERWRITER)
        assert not device.confirmed
        assert self.enter(client, self.code(device, wrong=True)) == 422
        device.refresh_from_db()
        assert not device.confirmed
        TOTPDevice.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)
        assert self.enter(client, self.code(device)) == 302
        device.refresh_from_db()
        assert device.confirmed
        assert "data:image/svg+xml" not in client.get(reverse("organisation:second_factor")).content.decode()

    def test_the_code_of_somebody_else(self, device: TOTPDevice) -> None:
        other = TOTPDevice.objects.create(
            user=Staff.objects.get(login_name="chenzhiyuan"), name="totp", confirmed=True, key="1" * 40
        )
        client = signed_in(UNDERWRITER)
        assert self.enter(client, self.code(other)) == 422
        assert not is_in(client)


class TestActingPost:
    @pytest.fixture
    def second_post(self) -> PostAssignment:
        held = PostAssignment.objects.get(staff__login_name="zhengmin")
        staff = Staff.objects.get(login_name=SALES)
        return give_post(staff, "UW_INFO", held.unit, held.period, scope=held.scope_unit)

    def acts_as(self, client: Client) -> str:
        return str(client.get("/").context["actor"].post)

    def switch(self, client: Client, assignment: int) -> None:
        client.post(reverse("organisation:switch"), {"assignment": assignment})

    def test_another_own_post(self, second_post: PostAssignment) -> None:
        client = signed_in()
        assert self.acts_as(client) == "UW_INFO"
        key = client.session.session_key
        self.switch(client, PostAssignment.objects.get(staff__login_name=SALES, post_id="SALES").pk)
        assert self.acts_as(client) == "SALES"
        assert client.session.session_key != key
        assert session_of().session_key == client.session.session_key

    def test_not_the_post_of_somebody_else(self, second_post: PostAssignment) -> None:
        client = signed_in()
        before = self.acts_as(client)
        self.switch(client, PostAssignment.objects.get(staff__login_name="chenzhiyuan").pk)
        self.switch(client, 10**9)
        assert self.acts_as(client) == before

    def test_a_post_that_ended_is_left(self, second_post: PostAssignment) -> None:
        client = signed_in()
        self.switch(client, second_post.pk)
        assert self.acts_as(client) == "UW_INFO"
        today = timezone.localdate()
        PostAssignment.objects.filter(pk=second_post.pk).update(period=(second_post.period.lower, today))
        assert self.acts_as(client) == "SALES"

    def test_without_any_post_nothing_is_open(self) -> None:
        client = signed_in()
        held = PostAssignment.objects.filter(staff__login_name=SALES)
        held.update(period=(held.get().period.lower, timezone.localdate()))
        assert client.get("/").status_code == 302
