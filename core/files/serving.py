"""Sending a stored file: never rendered by the browser as anything but what it is."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from core.files.purposes import JPEG, PDF, PNG

SHOWN_IN_PLACE = frozenset({JPEG, PNG, PDF})
# A file has no business with scripts, frames or other files, whatever it contains.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
# Browsers refuse to open their own PDF reader in a sandbox; uploaded PDFs with programs were refused on the way in.
PDF_POLICY = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'"


def file_response(content: bytes, *, name: str, media_type: str, download: bool = False) -> HttpResponse:
    """``content`` under its own type, in place for pictures and PDFs, otherwise as a download."""
    attachment = download or media_type not in SHOWN_IN_PLACE
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(attachment, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = PDF_POLICY if media_type == PDF else POLICY
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
