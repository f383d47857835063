"""A request with the acting post, and the command made from it."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.http import HttpRequest
from django.utils import timezone

from core.workflow.command import Command


def command_of(
    request: HttpRequest,
    *,
    key: UUID | None = None,
    version: int | None = None,
    reason: str = "",
    channel: str = "page",
) -> Command:
    """The command that this request sends. ``key`` comes from the form, so that a double click has one effect."""
    context = {
        "channel": channel,
        "address": request.META.get("REMOTE_ADDR", ""),
        "request": request.headers.get("X-Request-ID", ""),
        "session": str(getattr(request, "session", {}).get("staff_session", "")),
    }
    return Command(
        key=key or uuid4(),
        actor=request.actor,  # type: ignore[attr-defined]
        at=timezone.now(),
        reason=reason,
        version=version,
        context={name: value for name, value in context.items() if value},
    )
