"""Authority letters and filed plans as PDF."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from archives.documents.machinery import DocumentUnavailable
from archives.documents.pdf import render_pdf
from core.web.pages import needs
from core.workflow.refusals import Hidden
from organisation.public import authority_letter, plan_report

KIND, PLAN_KIND = "organisation.authority_letter", "organisation.filed_plan_paper"


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
    return _pdf("documents/authority_letter.html", context, KIND)


@needs("organisation.view_plans")
@require_GET
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """The report of a plan as it goes up."""
    found = plan_report(request.actor, pk)  # type: ignore[attr-defined]
    context = {
        "report": found,
        "title": found.title,
        "number": found.number,
        "company": found.unit,
        "printed_at": timezone.localtime(),
        "printed_by": request.actor.name,  # type: ignore[attr-defined]
    }
    return _pdf("documents/filed_plan.html", context, PLAN_KIND)


def _pdf(template: str, context: dict[str, Any], kind: str) -> HttpResponse:
    try:
        content = render_pdf(template, context, document_kind=kind)
    except DocumentUnavailable as unavailable:
        raise Hidden(unavailable.message) from unavailable
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(context['number'])}.pdf"
    return answer
