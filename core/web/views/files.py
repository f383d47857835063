"""Reading a stored file: by permission of what it belongs to; out of sight reads as not found."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core.files import may_read, read, storage
from core.files.purposes import JPEG
from core.files.serving import file_response
from core.models import FileState, StoredFile
from core.web.pages import any_post
from core.workflow.refusals import Hidden


@any_post
@require_GET
def file(request: HttpRequest, token: UUID) -> HttpResponse:
    """A file, or with ``?size=small`` the small version of a photo."""
    found = StoredFile.objects.filter(token=token).first()
    if found is None or not may_read(request.actor, found):  # type: ignore[attr-defined]
        raise Hidden(_("Not found."))
    small = found.thumbnail_path if request.GET.get("size") == "small" and found.state == FileState.READY else ""
    content, media_type = (storage.get(small), JPEG) if small else (read(found), found.media_type)
    return file_response(content, name=found.name, media_type=media_type, download="download" in request.GET)
