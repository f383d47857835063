"""The log tells which request it was, and nothing about the person who was searched for."""

from __future__ import annotations

import pytest
import structlog
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.req("S5")]


@pytest.fixture
def lines():
    with structlog.testing.capture_logs(processors=[structlog.contextvars.merge_contextvars]) as captured:
        yield captured


def test_the_search_text_stays_out_of_the_log(lines):
    Client().get("/healthz", {"q": "350500199003072010"})
    finished = [line for line in lines if line["event"] == "request_finished"]
    assert [(line["request"], line["code"]) for line in finished] == [("GET /healthz", 200)]
    assert "350500199003072010" not in str(lines)


def test_a_forwarded_address_is_not_believed(lines):
    Client().get("/healthz", headers={"X-Forwarded-For": "203.0.113.9"})
    assert {line["ip"] for line in lines} == {"127.0.0.1"}


def test_the_answer_names_the_request_as_the_log_does(lines):
    answer = Client().get("/healthz")
    assert {line["request_id"] for line in lines} == {answer.headers["X-Request-ID"]}


def test_a_request_id_from_outside_is_not_taken_over():
    answer = Client().get("/healthz", headers={"X-Request-ID": "forged\nline"})
    assert len(answer.headers["X-Request-ID"]) == 36
