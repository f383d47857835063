"""Public verification: ours or not, in which state, and nothing about a person."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone as clock

from archives.models import PublicVisit, VerificationCode
from archives.public import VerificationFact, register_verifier, verification_address
from archives.rules.facts import masked_number, masked_plate

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
FACT = VerificationFact(
    number="PMOD20263505000000123",
    product="机动车商业保险",
    state="有效",
    tone="good",
    unit="泉州市分公司",
    starts_at=AT,
    ends_at=AT.replace(year=2027),
    plate="闽C·12345",
    issued_on=date(2026, 11, 22),
)


@pytest.fixture
def path(settings):
    register_verifier("test.policy", lambda pk: FACT if pk == 7 else None)
    address = verification_address("test.policy", 7, at=AT)
    assert address.startswith(f"{settings.PUBLIC_ADDRESS}/verify/")
    return address.removeprefix(settings.PUBLIC_ADDRESS)


def test_anyone_sees_product_period_and_state_but_no_whole_number(client, path):
    response = client.get(path)
    page = response.content.decode()

    assert response.status_code == 200
    assert "PMOD2026*********0123" in page
    assert "闽C·1**45" in page
    assert "机动车商业保险" in page
    assert FACT.number not in page
    assert "12345" not in page
    assert response["Cache-Control"] == "no-store"


def test_an_object_has_one_unguessable_address(path):
    assert verification_address("test.policy", 7, at=AT).endswith(path)
    token = VerificationCode.objects.get().token
    assert len(token) >= 22
    assert token != "7"


@pytest.mark.parametrize("token", ["x", "a" * 22, "%27%20or%201=1", "..%2f..", "张"])
def test_another_code_is_nobodys(client, path, token):
    response = client.get(f"/verify/{token}/")
    assert response.status_code == 404
    assert FACT.product not in response.content.decode()


def test_a_policy_without_answer_is_not_ours(client):
    register_verifier("test.policy", lambda pk: None)
    path = verification_address("test.policy", 8, at=AT).partition("insurer.test")[2]
    assert client.get(path).status_code == 404


def test_an_address_asks_only_so_often(client, path, settings):
    settings.PUBLIC_REQUESTS_PER_MINUTE = 2
    assert [client.get(path).status_code for _ in range(3)][:2] == [200, 200]
    answers = {client.get(path).status_code for _ in range(3)}
    assert 429 in answers
    other = client.get(path, REMOTE_ADDR="10.0.0.9")
    assert other.status_code == 200
    assert client.get(path, HTTP_X_FORWARDED_FOR="10.9.9.9").status_code == 429


def test_addresses_are_counted_without_being_kept(client, path):
    client.get(path, REMOTE_ADDR="10.11.12.13")
    visit = PublicVisit.objects.get()
    assert (visit.count, len(visit.address)) == (1, 32)
    assert "10.11.12.13" not in visit.address
    assert visit.minute <= clock.now()


def test_posting_is_not_possible(client, path):
    assert client.post(path).status_code == 405


@pytest.mark.parametrize(
    ("clear", "shown"),
    [("PMOD20263505000000123", "PMOD2026*********0123"), ("P12345678901", "P12345678901"), ("", "")],
)
def test_numbers_are_masked_in_the_middle(clear, shown):
    assert masked_number(clear) == shown


@pytest.mark.parametrize(
    ("clear", "shown"), [("闽C·12345", "闽C·1**45"), ("闽CA12345", "闽C·A***45"), ("LSV", "***"), ("", "")]
)
def test_plates_are_masked_in_the_middle(clear, shown):
    assert masked_plate(clear) == shown
