"""Every refusal of the API has one shape: ``code``, ``message``, ``details``, ``field``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from rest_framework import serializers
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.response import Response

from core.audit import plain
from core.workflow.refusals import Refusal

CODES = {
    400: "unreadable",
    401: "not_authenticated",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    406: "not_acceptable",
    413: "too_large",
    415: "unsupported_media_type",
}


class TooManyRequests(Refusal):
    """The client sent more requests in this minute than it may."""

    code = "too_many_requests"
    status = 429


class RefusalSerializer(serializers.Serializer[Any]):
    """Why a request was refused. Nothing was changed."""

    code = serializers.CharField(help_text=noop("Stable; programs go by it."))
    message = serializers.CharField(help_text=noop("A sentence for people, in the language of Accept-Language."))
    details = serializers.DictField(help_text=noop("Plain values; for broken fields `fields` maps paths to messages."))
    field = serializers.CharField(allow_blank=True, help_text=noop("Path of the first field concerned, if any."))


def answer(exception: Exception, context: Mapping[str, Any]) -> Response | None:  # noqa: ARG001 - shape of DRF
    """The answer to whatever a view raises; an accident (None) stays one."""
    if isinstance(exception, Refusal):
        return _of_refusal(exception)
    if isinstance(exception, ValidationError):
        return _of_fields(exception)
    if isinstance(exception, Http404):
        return _answer(404, "not_found", _("Not found."))
    if isinstance(exception, APIException):
        return _of_framework(exception)
    return None


def _of_refusal(refusal: Refusal) -> Response:
    details = {name: value for name, value in refusal.details.items() if name not in {"who", "basis"}}
    response = _answer(refusal.status, refusal.code, refusal.message, details=plain(details), field=refusal.field)
    if isinstance(refusal, TooManyRequests):
        response["Retry-After"] = str(refusal.details["retry_after"])
    return response


def _of_fields(fault: ValidationError) -> Response:
    fields = dict(_paths(fault.detail))
    first = next(iter(fields), "")
    return _answer(422, "invalid", _("Some fields are wrong."), details={"fields": fields}, field=first)


def _paths(detail: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Messages of nested serializers by path, such as ``vehicle.vin``."""
    if isinstance(detail, Mapping):
        for name, inner in detail.items():
            yield from _paths(inner, path if name == "non_field_errors" else f"{path}.{name}".strip("."))
    elif isinstance(detail, list) and any(isinstance(one, Mapping | list) for one in detail):
        for place, inner in enumerate(detail):
            yield from _paths(inner, f"{path}.{place}".strip("."))
    else:
        messages = detail if isinstance(detail, list) else [detail]
        yield path, " ".join(str(message) for message in messages)


def _of_framework(exception: APIException) -> Response:
    status = exception.status_code
    response = _answer(status, CODES.get(status, exception.default_code), str(exception.detail))
    if header := getattr(exception, "auth_header", ""):
        response["WWW-Authenticate"] = header
    return response


def _answer(status: int, code: str, message: str, *, details: Any = None, field: str = "") -> Response:
    return Response({"code": code, "message": message, "details": details or {}, "field": field}, status=status)
