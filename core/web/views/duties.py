"""What the reader's post answers for, and where it is done."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from core.permissions import holds
from core.web.duties import duties_of
from core.web.pages import any_post, page


@any_post
@require_GET
def own_duties(request: HttpRequest) -> HttpResponse:
    """The duties of the acting post in the order of the rule book."""
    actor = request.actor  # type: ignore[attr-defined]
    return page(request, "core/duties.html", {"duties": duties_of(actor.post, partial(holds, actor))})
