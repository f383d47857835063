"""The public page behind the QR code of a document."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from archives.services.verification import verified, visits_this_minute
from core.web.pages import public_page


@public_page
@require_safe
def verify_page(request: HttpRequest, token: str) -> HttpResponse:
    """Whether the document is ours and in which state; without any personal data, a few times a minute."""
    now = timezone.now()
    if visits_this_minute(request.META["REMOTE_ADDR"], at=now) > settings.PUBLIC_REQUESTS_PER_MINUTE:
        return _answer(request, {"too_many": True}, status=429)
    fact = verified(token)
    return _answer(request, {"fact": fact, "asked_at": now}, status=200 if fact else 404)


def _answer(request: HttpRequest, context: dict[str, object], *, status: int) -> HttpResponse:
    response = render(request, "archives/verify.html", context, status=status)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    if status == 429:
        response["Retry-After"] = "60"
    return response
