"""Base of the API's views: a named permission, and commands with the client's idempotency key."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.views import APIView

from core.workflow.command import Actor, Command
from core.workflow.refusals import RuleRefusal

HEADER = "Idempotency-Key"
IDEMPOTENCY_KEY = OpenApiParameter(
    name=HEADER,
    type=OpenApiTypes.UUID,
    location=OpenApiParameter.HEADER,
    required=True,
    description=noop(
        "A UUID of the client's own for this one request. Sent again with the same content it has no second effect; "
        "with other content it is refused (409 `idempotency_key_reused`)."
    ),
)


class IdempotencyKeyMissing(RuleRefusal):
    """Writes carry a key, so that a request sent twice has one effect."""

    code = "idempotency_key_missing"
    status = 400


class ClientView(APIView):
    """A view for API clients that hold ``permission``."""

    permission = ""
    permission_classes = (IsAuthenticated,)

    def check_permissions(self, request: Request) -> None:
        super().check_permissions(request)
        refusal = actor_of(request).refusal_for(self.permission)
        if refusal is not None:
            raise refusal


def actor_of(request: Request) -> Actor:
    """Who sends the request, as the authentication found out."""
    return cast("Actor", request.auth)


def command_of(request: Request) -> Command:
    """The command that a writing request sends, in the name of its client."""
    context = {
        "channel": "api",
        "address": request.META.get("REMOTE_ADDR", ""),
        "request": request.headers.get("X-Request-ID", ""),
    }
    known: dict[str, Any] = {name: value for name, value in context.items() if value}
    return Command(key=idempotency_key(request), actor=actor_of(request), at=timezone.now(), context=known)


def idempotency_key(request: Request) -> UUID:
    """The key of a writing request. Raises ``IdempotencyKeyMissing``."""
    try:
        return UUID(request.headers.get(HEADER, ""))
    except ValueError:
        message = _("Send the header %(header)s with a UUID of your own for this request.") % {"header": HEADER}
        raise IdempotencyKeyMissing(message, field=HEADER) from None
