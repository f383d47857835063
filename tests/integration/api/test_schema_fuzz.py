"""Generated requests against the live schema: no accident, only answers that the schema names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from core.web.api_docs import schema_of_the_code
from tests.factories.api import Channel, request_content

PLENTY = 100_000
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
schema = schemathesis.openapi.from_dict(schema_of_the_code())
_application = get_wsgi_application()


def _served(environ: dict[str, Any], start_response: Any) -> Any:
    """The product as a server would call it."""
    return _application(environ | {"REMOTE_ADDR": "127.0.0.1"}, start_response)


schema.app = _served


@pytest.fixture
def channel(settings: Any) -> Iterator[Channel]:
    """A client in the transaction of the test, which must outlive every request."""
    settings.PUBLIC_REQUESTS_PER_MINUTE = PLENTY
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield Channel(limit=PLENTY)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def _headers(channel: Channel) -> dict[str, str]:
    return {"Authorization": f"Bearer {channel.key}", "Idempotency-Key": str(uuid4())}


@pytest.mark.req("PLT-07")
@schema.parametrize()
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
def test_only_answers_of_the_schema(case: Any, channel: Channel) -> None:
    case.call_and_validate(headers=_headers(channel), checks=CHECKS)


@pytest.mark.req("PLT-07", "GOV-09")
@schema.include(operation_id="propose").parametrize()
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_one_generated_part_in_a_right_request(case: Any, channel: Channel) -> None:
    """Most generated requests break at once; with one part generated and the others right, the rules are reached."""
    content, generated = request_content(), case.body if isinstance(case.body, dict) else {}
    for part in content:
        if isinstance(generated.get(part), dict):
            case.body = content | {part: content[part] | generated[part]}
            case.call_and_validate(headers=_headers(channel), checks=CHECKS)
