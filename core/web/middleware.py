"""Refusals become answers: a page or a fragment that says what is wrong, who can, and what to do."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from core.web.conflicts import conflict_of
from core.web.pages import page
from core.workflow.refusals import Hidden, Refusal, Stale

Handler = Callable[[HttpRequest], HttpResponse]


class RefusalMiddleware:
    """Turns a refusal that no form caught into its page."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Http404):
            return None
        if not isinstance(exception, Refusal) or request.path.startswith("/api/"):
            return None
        return answer(request, exception)


def answer(request: HttpRequest, refusal: Refusal) -> HttpResponse | TemplateResponse:
    """The page (or fragment) of a refusal, with its status. What was sent for an older state is not kept to be sent
    again: nobody shall replace what another changed without having seen it field by field (``core.web.merging``)."""
    found = conflict_of(refusal) if isinstance(refusal, Stale) else None
    template = "core/not_found.html" if isinstance(refusal, Hidden) else "core/refused.html"
    return page(request, template, {"refusal": refusal, "conflict": found}, status=refusal.status)
