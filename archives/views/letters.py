"""Authority letters as PDF."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from archives.documents.machinery import DocumentUnavailable
from archives.documents.pdf import render_pdf
from core.web.pages import needs
from core.workflow.refusals import Hidden
from organisation.public import authority_letter

KIND = "organisation.authority_letter"


@needs("organisation.view_authority")
@require_GET
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter under which a limit was given, in the actor's scope."""
    found = authority_letter(request.actor, pk)  # type: ignore[attr-defined]
    context = {
        "letter": found,
        "title": _("Authority letter"),
        "number": found.number,
        "company": found.unit,
        "printed_at": timezone.localtime(),
        "printed_by": request.actor.name,  # type: ignore[attr-defined]
    }
    try:
        content = render_pdf("documents/authority_letter.html", context, document_kind=KIND)
    except DocumentUnavailable as unavailable:
        raise Hidden(unavailable.message) from unavailable
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(found.number)}.pdf"
    return answer
