"""The proposal form on paper."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from core.web.pages import needs
from underwriting.documents.proposal_form import proposal_form
from underwriting.selectors.proposals import proposal_for


@needs("underwriting.view_proposals")
@require_GET
def form(request: HttpRequest, pk: int) -> HttpResponse:
    """The form with the questionnaire, to be signed by the customer."""
    found = proposal_for(request.actor, pk)  # type: ignore[attr-defined]
    content = proposal_form(found, at=timezone.localtime(), printed_by=request.actor.name)  # type: ignore[attr-defined]
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{found.number}.pdf"'
    return answer
