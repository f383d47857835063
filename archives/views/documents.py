"""Opening a document of a case."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from archives.permissions import READ
from archives.services.opening import open_document
from core.files.serving import file_response
from core.web.pages import needs
from core.web.requests import command_of


@needs(READ)
@require_GET
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """The document in place, or with ``?download`` as a file; every look is written down."""
    download = "download" in request.GET
    opened = open_document(command_of(request), pk, is_download=download)
    return file_response(opened.content, name=opened.name, media_type=opened.media_type, download=download)
