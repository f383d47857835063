"""Refusals become answers: a page or a fragment that says what is wrong, who can, and what to do."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from core.web.conflicts import conflict_of, typed
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
    """The page (or fragment) of a refusal, with its status."""
    if isinstance(refusal, Stale) and request.method == "POST" and (found := conflict_of(refusal)):
        context = {"refusal": refusal, "conflict": found, "typed": typed(request), "key": uuid4()}
        return page(request, "core/stale.html", context, status=refusal.status)
    template = "core/not_found.html" if isinstance(refusal, Hidden) else "core/refused.html"
    return page(request, template, {"refusal": refusal}, status=refusal.status)
