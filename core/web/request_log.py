"""One line per request, with a request id that the answer repeats. No search text and no forwarded address in it."""

from __future__ import annotations

from typing import Any

import structlog
from django.http import HttpRequest
from django_structlog.middlewares import RequestMiddleware

REQUEST_ID = "X-Request-ID"


class RequestLogMiddleware(RequestMiddleware):
    """As the library does it, except for what would carry personal data or a forged address into the logs."""

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        """The path only: people search by names, telephone and identity numbers."""
        return f"{request.method} {request.path}"

    @classmethod
    def bind_ip(cls, request: HttpRequest) -> None:
        """The peer that really connected; the web server replaces it when a trusted proxy stands in front."""
        structlog.contextvars.bind_contextvars(ip=request.META.get("REMOTE_ADDR"))

    def handle_response(self, request: HttpRequest, response: Any) -> None:
        """A person who reports a problem can name the request."""
        response.headers[REQUEST_ID] = structlog.contextvars.get_contextvars().get("request_id", "")
        super().handle_response(request, response)
