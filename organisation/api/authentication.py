"""A client signs every request with its key; how many it may send in a minute is counted here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from core.api.refusals import TooManyRequests
from organisation.public import ClientActor, actor_of_client, parameter
from organisation.selectors.clients import client_of_key
from organisation.services.clients import count_request, count_unknown_key, unknown_keys_of

SCHEME = "Bearer"


@dataclass(frozen=True, slots=True)
class ApiUser:
    """What Django REST framework calls the user: the client, never a person."""

    client_id: int
    name: str
    is_authenticated: bool = True


class ClientKeyAuthentication(BaseAuthentication):
    """``Authorization: Bearer <key>``."""

    def authenticate(self, request: Request) -> tuple[ApiUser, ClientActor] | None:
        scheme, _blank, key = request.headers.get("Authorization", "").partition(" ")
        if not scheme:
            return None
        now, address = timezone.now(), request.META.get("REMOTE_ADDR", "")
        _check_address(unknown_keys_of(address, at=now), now.second)
        client = client_of_key(key.strip()) if scheme.lower() == SCHEME.lower() else None
        if client is None:
            _check_address(count_unknown_key(address, at=now) - 1, now.second)
            raise AuthenticationFailed(_("The key is not known or not active."))
        if count_request(client, at=now) > client.requests_per_minute:
            message = _("More than %(limit)s requests in a minute. Try again in a moment.")
            details = {"limit": client.requests_per_minute, "retry_after": 60 - now.second}
            raise TooManyRequests(message % {"limit": client.requests_per_minute}, details=details)
        return ApiUser(client.pk, client.name), actor_of_client(client)

    def authenticate_header(self, request: Request) -> str:  # noqa: ARG002 - shape of the framework
        return SCHEME


def _check_address(unknown: int, second: int) -> None:
    """Whoever tries out keys is stopped for the rest of the minute, before any key is looked up."""
    limit = parameter("organisation.unknown_keys_per_minute")
    if unknown >= limit:
        message = _("Too many unknown keys from this address. Try again in a moment.")
        raise TooManyRequests(message, details={"limit": limit, "retry_after": 60 - second})


def client_of(request: Request) -> ClientActor:
    """The client that signed the request."""
    return cast("ClientActor", request.auth)


class ClientKeyScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the schema names it."""

    target_class = "organisation.api.authentication.ClientKeyAuthentication"
    name = "clientKey"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:  # noqa: ARG002 - shape of the framework
        return {"type": "http", "scheme": "bearer", "description": "The key of the client, given out once."}
