"""A form that was sent and taken needs its draft no more."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from core import drafts

FIELD = "draft"
COOKIE = "draft-done"
SECONDS = 60
NAME = re.compile(r"[\w.-]{1,120}")
TAKEN = frozenset({302, 303})


class SentFormsMiddleware:
    """A form names its draft in the field ``draft``. A redirect says that it was taken (a refused one comes back as a
    page): the draft is removed here, and a short-lived cookie tells the browser to remove its copy, even when the next
    page shows the same form empty ("save and new")."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        actor = getattr(request, "actor", None)
        if request.method != "POST" or actor is None or not _was_taken(response):
            return response
        name = request.POST.get(FIELD, "")
        if NAME.fullmatch(name) and actor.staff_id is not None:
            drafts.forget(actor.staff_id, name)
            response.set_cookie(COOKIE, name, max_age=SECONDS, samesite="Lax", secure=request.is_secure())
        return response


def not_taken(response: HttpResponse) -> HttpResponse:
    """Mark a redirect away from a form whose content was not kept: its draft stays."""
    response.form_not_taken = True  # type: ignore[attr-defined]
    return response


def _was_taken(response: HttpResponseBase) -> bool:
    if getattr(response, "form_not_taken", False):
        return False
    return response.status_code in TAKEN or "HX-Redirect" in response.headers
