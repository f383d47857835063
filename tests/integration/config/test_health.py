"""Is the product alive and ready, and who reads its figures."""

from __future__ import annotations

import pytest
from django.test import Client

from core.web import health


@pytest.fixture
def client() -> Client:
    """Nobody is signed in."""
    return Client()


def test_alive_asks_nothing_else(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok")


@pytest.mark.django_db
def test_ready_tells_of_every_check(client):
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert {"database", "migrations", "queues"} <= answer.json()["checks"].keys()
    assert answer.json()["checks"]["migrations"] == "ok"


@pytest.mark.django_db
def test_silent_background_services_do_not_take_the_pages_away(client, monkeypatch):
    monkeypatch.setitem(health._checks, "queues", health.Check(lambda: "silent: dispatch", vital=False))
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["checks"]["queues"]) == (200, "silent: dispatch")


@pytest.mark.django_db
def test_missing_migrations_make_it_unready(client, monkeypatch):
    monkeypatch.setitem(health._checks, "migrations", health.Check(lambda: "migrations are missing", vital=True))
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["status"]) == (503, "unavailable")


@pytest.mark.django_db
def test_figures_are_read_from_this_machine_only(client):
    assert client.get("/metrics").status_code == 200
    assert client.get("/metrics", REMOTE_ADDR="192.0.2.7").status_code == 403
    assert client.get("/metrics", headers={"X-Forwarded-For": "192.0.2.7"}).status_code == 403


@pytest.mark.django_db
def test_figures_are_read_with_the_token_when_one_is_set(client, settings):
    settings.METRICS_TOKEN = "letmein"
    assert client.get("/metrics").status_code == 403
    assert client.get("/metrics", headers={"Authorization": "Bearer wrong"}).status_code == 403
    read = client.get("/metrics", headers={"Authorization": "Bearer letmein"}, REMOTE_ADDR="192.0.2.7")
    assert read.status_code == 200
    assert b"http_requests_total" in read.content
