"""The public page behind the QR code of a document."""

from __future__ import annotations

from datetime import datetime, timedelta

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
    ends = _end_of(fact.ends_at) if fact else ""
    return _answer(request, {"fact": fact, "ends": ends, "asked_at": now}, status=200 if fact else 404)


def _end_of(moment: datetime) -> str:
    """As on the document: cover that ends at midnight ends at 24:00 of its last day."""
    local = timezone.localtime(moment)
    if (local.hour, local.minute) == (0, 0):
        return f"{local.date() - timedelta(days=1)} 24:00"
    return f"{local:%Y-%m-%d %H:%M}"


def _answer(request: HttpRequest, context: dict[str, object], *, status: int) -> HttpResponse:
    response = render(request, "archives/verify.html", context, status=status)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    if status == 429:
        response["Retry-After"] = "60"
    return response
