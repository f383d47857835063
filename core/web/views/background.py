"""Background work as the person sees it who asked for it: how far it is, what came out, which rows were refused."""

from __future__ import annotations

import csv
import io

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from core.jobs import operations, selectors
from core.jobs.registry import label_of
from core.models import Job
from core.web.export_values import safe_text
from core.web.pages import any_post, page
from core.web.views.jobs import state_badge
from core.workflow.refusals import Hidden


@any_post
@require_GET
def background(request: HttpRequest, pk: int) -> HttpResponse:
    """The page refreshes its middle part until the work has ended; it can be left and found again."""
    found = _own(request, pk)
    progress = selectors.progress_of(found)
    context = {"job": found, "title": _(label_of(found.kind)), "progress": progress, "badge": state_badge(found)}
    template = "core/background_state.html" if getattr(request, "htmx", False) else "core/background.html"
    return page(request, template, context)


@any_post
@require_GET
def background_list(request: HttpRequest) -> HttpResponse:
    """What one asked for, the newest first."""
    rows = [
        (found, _(label_of(found.kind)), state_badge(found), selectors.progress_of(found))
        for found in selectors.jobs_of(request.actor.staff_id or 0)  # type: ignore[attr-defined]
    ]
    return page(request, "core/background_list.html", {"rows": rows})


@any_post
@require_GET
def errors(request: HttpRequest, pk: int) -> HttpResponse:
    """The refused rows as a file, to be mended and sent again."""
    progress = selectors.progress_of(_own(request, pk))
    buffer = io.StringIO("\ufeff", newline="")
    buffer.seek(0, io.SEEK_END)
    writer = csv.writer(buffer)
    writer.writerow([pgettext("job", "Row"), pgettext("job", "Message")])
    for error in progress.errors:
        writer.writerow([safe_text(error.get("row", "")), safe_text(error.get("message", ""))])
    answer = HttpResponse(buffer.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="errors-{pk}.csv"'
    return answer


def _own(request: HttpRequest, pk: int) -> Job:
    """Only who asked for the work, and who watches over all work, may see it; to others it does not exist."""
    actor = request.actor  # type: ignore[attr-defined]
    found = selectors.job_with(pk)
    if found is None:
        raise Hidden(_("There is no such work."))
    own = found.requested_by is not None and found.requested_by == actor.staff_id
    if not own and actor.refusal_for(operations.VIEW) is not None:
        raise Hidden(_("There is no such work."))
    return found
