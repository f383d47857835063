"""Drafts as the script of a form keeps and fetches them; each person reaches his own only."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from core import drafts
from core.web.pages import any_post
from core.workflow.refusals import RuleRefusal


@any_post
@require_http_methods(["GET", "POST", "DELETE"])
def draft(request: HttpRequest, form: str) -> HttpResponse:
    """Read, keep or give up the draft of one form."""
    owner_id: int = request.actor.staff_id  # type: ignore[attr-defined]
    if request.method == "POST":
        return _keep(request, owner_id, form)
    if request.method == "DELETE":
        drafts.forget(owner_id, form)
        return HttpResponse(status=204)
    found = drafts.found(owner_id, form, timezone.now())
    if found is None:
        return HttpResponse(status=204)
    return JsonResponse({"at": int(found.saved_at.timestamp() * 1000), "content": found.content})


def _keep(request: HttpRequest, owner_id: int, form: str) -> HttpResponse:
    try:
        kept = drafts.keep(owner_id, form, request.body.decode(), timezone.now())
    except (RuleRefusal, UnicodeDecodeError):
        return HttpResponse(status=413)
    return JsonResponse({"at": int(kept.saved_at.timestamp() * 1000)})
