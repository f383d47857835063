"""Reading JSON that strangers send: not too large, not too deep, no broken characters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO, Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import DataAndFiles, JSONParser, MultiPartParser

from core.files import DOCUMENT

DEEPEST, LARGEST = 20, 1024 * 1024
FIELDS_BESIDE = 64 * 1024


class TooLarge(APIException):
    """The body is larger than any request of the API needs."""

    status_code = 413
    default_code = "too_large"


class CarefulJSONParser(JSONParser):
    """JSON of at most ``LARGEST`` bytes; files have routes and a parser of their own."""

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        _refuse_larger(parser_context, LARGEST)
        try:
            found = super().parse(stream, media_type, dict(parser_context or {}))
        except RecursionError:
            raise ParseError(_("The request is nested too deeply.")) from None
        _refuse_broken(found, 0)
        return found


class CarefulFileParser(MultiPartParser):
    """A form with one file: at most as large as a document may be, refused before it is read."""

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> DataAndFiles[Any, Any]:
        _refuse_larger(parser_context, DOCUMENT.max_bytes + FIELDS_BESIDE)
        return super().parse(stream, media_type, dict(parser_context or {}))


def _refuse_larger(parser_context: Mapping[str, Any] | None, most: int) -> None:
    request = (parser_context or {}).get("request")
    length = int(request.META.get("CONTENT_LENGTH") or 0) if request else 0
    if length > most:
        raise TooLarge(_("The request is too large."))


def _refuse_broken(value: Any, depth: int) -> None:
    """Half characters (lone surrogates) can neither be stored nor answered."""
    if depth > DEEPEST:
        raise ParseError(_("The request is nested too deeply."))
    if isinstance(value, str) and not value.isascii() and any("\ud800" <= sign <= "\udfff" for sign in value):
        raise ParseError(_("The request contains half a character."))
    if isinstance(value, Mapping):
        for name, inner in value.items():
            _refuse_broken(name, depth + 1)
            _refuse_broken(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            _refuse_broken(inner, depth + 1)
